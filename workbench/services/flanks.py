"""Left against right: never compared, whoever asks.

The two flanks of one animal share no pattern, so two photos that show different flanks say nothing
about whether they are of one animal, however alike they look.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from embeddings.coat import Coat, Flank
from workbench.services.gallery import coats_of_animal
from workbench.services.refusal import Refused
from workbench.services.skin_photos import coats_of_skin
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["apart", "refuse_incomparable"]

REMEDY = "compare photos that show the same flank, or correct the flank before the search"


def refuse_incomparable(project: "Project", skin: str, other: str) -> None:
    """Raise Refused where a skin and an animal, or two skins, show no comparable flank.

    Everything known counts, whoever may see it: that left and right share no pattern gives nothing
    away. Where one side has no coat on record nothing is refused.
    """
    whole = Reader.whole("whether two flanks can be compared")
    ours = coats_of_skin(project, whole, skin)
    theirs = coats_of_skin(project, whole, other)
    if not theirs:
        theirs = coats_of_animal(project, whole, other)
    sentence = apart(ours, theirs)
    if sentence:
        raise Refused(f"{skin} and {other} cannot be compared: {sentence}", REMEDY)


def apart(ours: Iterable[Coat], theirs: Iterable[Coat]) -> str:
    """Why no coat of the one can be held against any of the other; empty where one can."""
    mine, others = {coat.flank for coat in ours}, {coat.flank for coat in theirs}
    if not mine or not others or any(one.comparable(other) for one in mine for other in others):
        return ""
    return (
        f"one shows the {_named(mine)} flank, the other the {_named(others)}, and left and right "
        "share no pattern"
    )


def _named(flanks: set[Flank]) -> str:
    return " and ".join(sorted(flank.value for flank in flanks))
