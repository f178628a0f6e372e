"""What the kinds of an incident and places in a source are called in the reader's language.

An incident without a name of its own is called by its kind, which the records keep as one of our
own words (`camera destroyed`). A place in a source is told by the store in English (`row 12`). Both
are known by their shape; what is neither stays as it was written.
"""

import re

from cases.model import schema_of_id
from workbench.dashboard.words import Say, known

__all__ = ["incidents_in", "named", "place_told"]

INCIDENT = "Incident"
# The kind at the end of what stands before the id: `12 shots, camera destroyed (INC-0004)`.
_WITH_ITS_ID = re.compile(r"(?P<kind>[a-z]+(?: [a-z]+)?) \((?P<id>INC-[\d-]+)\)")
_PLACE = re.compile(r"(?P<before>^|, )(?P<word>sheet|page|row|column) (?=\S)")


def named(say: Say, entity: str, caption: str) -> str:
    """What an entity is called; an incident that is called by its kind in the reader's words."""
    kind = schema_of_id(entity)
    if kind is None or kind.name != INCIDENT:
        return caption
    told = known(say, "watch_incident", caption.replace(" ", "_"))
    return caption if told == caption.replace("_", " ") else told


def incidents_in(say: Say, text: str) -> str:
    """A sentence in which incidents stand by kind and id, with the kinds in the reader's words."""

    def told(found: re.Match[str]) -> str:
        return f"{named(say, found['id'], found['kind'])} ({found['id']})"

    return _WITH_ITS_ID.sub(told, text)


def place_told(say: Say, where: str) -> str:
    """A place in a source, `seizures.xlsx, sheet 2, row 12`, in the reader's words."""
    place, quote, quoted = where.partition("“")

    def told(found: re.Match[str]) -> str:
        return f"{found['before']}{say('rows.place_' + found['word'])} "

    return _PLACE.sub(told, place) + quote + quoted
