"""Whether a thing is a skin of its species at all: a person's answer, before any search.

Dyed dog, painted goat and printed cloth match nothing, or something by chance, and no score says
so. So a person looks first, says what speaks for and against, and the search waits for that. The
answer is never changed: a second look is a second row, and the newest stands.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from embeddings.gallery import species_key
from workbench.services.acting import MATCHING, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import coats_of_skin, must_be_skin, species_of
from workbench.store import AuthenticityRecord, Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["BASES", "FEATURES", "Feature", "Looked", "look", "looked", "standing_look"]

GENUINE, NOT_GENUINE, CANNOT_TELL = "genuine", "not_genuine", "cannot_tell"
BASES = ("photos", "skin")
_ANSWERS = {"genuine": GENUINE, "not": NOT_GENUINE, NOT_GENUINE: NOT_GENUINE,
            CANNOT_TELL: CANNOT_TELL}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing to look at: its word, what speaks for a grown coat and what against."""

    name: str
    speaks_for: str
    speaks_against: str


FEATURES = (
    Feature("hair length", "the hair is longer on belly and tail than on the back",
            "the hair is of one length all over"),
    Feature("hair direction", "the hair lies from head to tail and turns at the limbs",
            "the hair has no direction, or breaks across a seam"),
    Feature("marks grown", "the marks follow the hair down to its root",
            "the marks lie on top of the hair, run across it or rub off"),
    Feature("pattern repeats", "no part of the pattern repeats",
            "the pattern repeats at a distance, as print does"),
    Feature("underside", "the back is hide",
            "the back is cloth, glue or backing"),
    Feature("claws and whiskers", "claws, pads, ears or whiskers are a cat's",
            "claws, pads, ears or whiskers are another animal's, or stuck on"),
    Feature("proportions", "size, limbs and tail are those of the species",
            "size, limbs or tail are another animal's"),
    Feature("seams", "in one piece, or cut and not joined",
            "pieced together out of smaller skins"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer as it stands on record."""

    id: str
    skin: str
    answer: str
    species: str
    basis: str
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    note: str
    by: str
    at: str

    @property
    def sentence(self) -> str:
        """What was answered, by whom, on what, and why: one line."""
        of = f" of {self.species}" if self.species else ""
        says = {
            GENUINE: f"a genuine coat{of}",
            NOT_GENUINE: f"no genuine coat{of}",
            CANNOT_TELL: f"cannot be told whether it is a genuine coat{of}",
        }[self.answer]
        on = "its photos" if self.basis == "photos" else "the skin in hand"
        parts = [
            f"for: {'; '.join(self.speaks_for) or 'nothing named'}",
            f"against: {'; '.join(self.speaks_against) or 'nothing named'}",
            *([self.note] if self.note else []),
        ]
        return (
            f"{self.skin}: {says}, by {self.by} on {self.at[:16].replace('T', ' ')} UTC from {on} "
            f"({self.id}); {'; '.join(parts)}."
        )

    def plain(self) -> dict[str, Any]:
        """As it is kept in an answer and read by a report."""
        told = {**asdict(self), "sentence": self.sentence}
        return told | {name: list(told[name]) for name in ("speaks_for", "speaks_against")}


def look(
    project: "Project",
    by: str,
    skin: str,
    answer: str,
    *,
    speaks_for: Sequence[str] = (),
    speaks_against: Sequence[str] = (),
    note: str = "",
    basis: str = "photos",
    clock: Clock = utc_now,
) -> Looked:
    """Put on record whether a skin is a genuine coat of the species that its coats name.

    answer: genuine, not or cannot-tell. speaks_for, speaks_against: sentences, or the name of a
    feature of FEATURES for its own words. basis: photos, or skin for the thing in hand. Raises
    Refused for an unknown skin or answer, and where the answer names nothing that speaks for it.
    """
    reader = acting(project, by, *MATCHING)
    told = _ANSWERS.get(answer.strip().lower().replace("-", "_").replace(" ", "_"))
    if told is None:
        raise Refused(f"{answer!r} is no answer", "answer genuine, not or cannot-tell")
    if basis not in BASES:
        raise Refused(f"{basis!r} is nothing to look at", f"say {' or '.join(BASES)}")
    must_be_skin(project, reader, skin)
    reasons_for = _worded(speaks_for, {one.name: one.speaks_for for one in FEATURES})
    reasons_against = _worded(speaks_against, {one.name: one.speaks_against for one in FEATURES})
    _must_give_reasons(told, reasons_for, reasons_against, note)
    said = AuthenticityRecord(
        skin,
        told,
        species_of(coats_of_skin(project, reader, skin)),
        basis,
        reasons_for,
        reasons_against,
        note.strip(),
    )
    detail = {"skin": skin, "answer": told}
    with project.store.transaction(reader.person, "look", clock(), detail) as work:
        work.authenticity.add(said)
    return looked(project.store.read(reader).skins.authenticity(skin)[0])


def standing_look(project: "Project", reader: Reader, skin: str, species: str) -> Looked:
    """The answer that a search of this skin as this species stands on.

    Raises Refused where nobody has looked, where the look was about another species, and where the
    answer is that it is no such coat: that ends the search.
    """
    said = project.store.read(reader).skins.authenticity(skin)
    how = f"kedrovka skin look {skin} genuine|not|cannot-tell --for ... --against ..."
    if not said:
        raise Refused(
            f"nobody has said whether {skin} is a genuine coat at all: a dyed dog or printed cloth "
            "must not be searched",
            f"look at it first: {how}",
        )
    standing = looked(said[0])
    if species_key(standing.species) != species_key(species):
        raise Refused(
            f"{skin} was looked at as {standing.species or 'of no stated species'}, and its coats "
            f"now say {species or 'no species'}",
            f"look again: {how}",
        )
    if standing.answer == NOT_GENUINE:
        raise Refused(
            f"the search of {skin} ends here: {standing.sentence.removesuffix('.')}",
            f"if that is wrong, look again: {how}",
        )
    return standing


def looked(record: AuthenticityRecord) -> Looked:
    """A record as it is told."""
    return Looked(
        record.id,
        record.skin,
        record.answer,
        record.species,
        record.basis,
        record.speaks_for,
        record.speaks_against,
        record.note,
        record.by,
        record.at.isoformat() if record.at else "",
    )


def _worded(given: Sequence[str], words: dict[str, str]) -> tuple[str, ...]:
    """Sentences as they were written, and a feature's name in its own words; each once."""
    names = {name.replace(" ", "-"): name for name in words}
    told = []
    for one in given:
        written = one.strip()
        name = names.get(written.lower().replace(" ", "-"))
        told.append(f"{name}: {words[name]}" if name else written)
    return tuple(dict.fromkeys(sentence for sentence in told if sentence))


def _must_give_reasons(
    answer: str, speaks_for: Sequence[str], speaks_against: Sequence[str], note: str
) -> None:
    names = ", ".join(one.name.replace(" ", "-") for one in FEATURES)
    if answer == GENUINE and not speaks_for:
        raise Refused("nothing is named that speaks for it", f"say what: {names}, or in words")
    if answer == NOT_GENUINE and not speaks_against:
        raise Refused("nothing is named that speaks against it", f"say what: {names}, or in words")
    if not (speaks_for or speaks_against or note.strip()):
        raise Refused("no reason is named", f"say what was looked at: {names}, or in words")
