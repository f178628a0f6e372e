"""The machine's best among known others: which photos an examiner is shown, drawn by rule and seed.

Of a skin's last search the first candidate stands in the line-up, and those beside it for which the
search speaks too; the rest are known non-matches of the same species, a comparable flank and
similar quality. Known means photographed alive after the skin was there, or spoken against by the
search; which of the two stands in the record. Photos are shown cut to the animal, so that neither a
strip burned in by the camera nor the place behind the animal tells more than the coat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.coat import Coat, QualityGrade
from embeddings.photo import read_photo
from workbench.services.coats import coat_of
from workbench.services.gallery import Catalogued, catalogued
from workbench.services.refusal import Refused
from workbench.store import Place, Reader, SearchRecord
from workbench.store.examined import CANDIDATE, KNOWN_DIFFERENT

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "PLACES",
    "Drawn",
    "Offer",
    "choose",
    "known_others",
    "line_up",
    "placed",
    "query_coats",
    "shown_to",
]

PLACES, MOST_BEST, LEAST_KNOWN = 6, 3, 2
RULE = (
    f"line-up 1: at most {MOST_BEST} of the machine's best, then known non-matches of like quality "
    f"up to {PLACES} places, at least {LEAST_KNOWN}; shuffled by the seed"
)
# Of those nearest in quality twice as many as are needed are drawn from.
_AMONG = 2
_MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Offer:
    """An animal that may take a place: its photo's coat, in which role and why."""

    individual: str
    coat: Coat
    role: str
    basis: str
    log10_lr: float | None = None

    @property
    def speaks_for(self) -> bool:
        """Whether the search speaks for this animal."""
        return self.log10_lr is not None and self.log10_lr > 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line-up as it will be kept: places in shuffled order, of which search, by which seed."""

    places: tuple[Place, ...]
    search: str
    seed: int
    rule: str


def line_up(project: "Project", reader: Reader, skin: str, seed: int) -> Drawn:
    """Draw the line-up of a searched skin for an examiner.

    Raises Refused where the skin was not searched or fewer than three animals can be shown.
    """
    whole = project.store.read(Reader.whole("draw a line-up"))
    searches = whole.matching.searches(skin)
    if not searches:
        raise Refused(f"{skin} has not been searched", "search it first: kedrovka match")
    search = searches[0]
    query = query_coats(project, search)[0]
    entries = shown_to(project, reader, query.species)
    ranked = _ranked(search, entries, query)
    if ranked and not query.species:
        entries = [e for e in entries if e.coat.species == ranked[0].coat.species]
    best = [one for place, one in enumerate(ranked) if place == 0 or one.speaks_for][:MOST_BEST]
    others = known_others(
        [one for one in entries if one.coat.flank.comparable(query.flank)],
        _weighed(search),
        _alive_after(project, entries, _there_since(project, skin, searches)),
        excluded=_excluded(search),
        besides={one.individual for one in best},
    )
    like = best[0].coat if best else query
    chosen = choose(np.random.default_rng(seed), best, others, like=like)
    if len(chosen) - len(best) < LEAST_KNOWN:
        # Too few are known to be others: the weakest candidates fill up, as what they are.
        have = {one.individual for one in chosen}
        spare = [one for one in reversed(ranked) if one.individual not in have]
        chosen += spare[: LEAST_KNOWN + len(best) - len(chosen)]
    if len(chosen) <= LEAST_KNOWN:
        raise Refused(
            f"only {len(chosen)} animals can be shown beside {skin}, and an answer among so few "
            "says little",
            "import more identified photos of this species and flank: kedrovka import photos",
        )
    return Drawn(placed(project, chosen, seed), search.id, seed, RULE)


def choose(
    rng: np.random.Generator, best: Sequence[Offer], others: Sequence[Offer], *, like: Coat
) -> list[Offer]:
    """The best and, up to all places, known others: each animal once, drawn from the most alike.

    like: the coat whose quality the others should have.
    """
    nearest: dict[str, Offer] = {}
    for offer in sorted(others, key=lambda o: (*_unlike(o.coat, like), o.individual, o.coat.id)):
        nearest.setdefault(offer.individual, offer)
    wanted = max(LEAST_KNOWN, PLACES - len(best))
    pool = list(nearest.values())[: _AMONG * wanted]
    picked = rng.permutation(len(pool))[:wanted]
    return [*best, *(pool[int(place)] for place in picked)]


def placed(project: "Project", chosen: Sequence[Offer], seed: int) -> tuple[Place, ...]:
    """The chosen in an order that says nothing, each cut to its animal."""
    order = np.random.default_rng([seed, 1]).permutation(len(chosen))
    return tuple(
        Place(
            number,
            chosen[int(at)].individual,
            chosen[int(at)].coat.photo,
            _frame(project, chosen[int(at)].coat),
            chosen[int(at)].role,
            chosen[int(at)].basis,
        )
        for number, at in enumerate(order, 1)
    )


def query_coats(project: "Project", search: SearchRecord) -> list[Coat]:
    """The coats that were searched, the one that shows most of its pattern first."""
    whole = project.store.read(Reader.whole("the photos of an examination"))
    records = [whole.matching.coat(known) for known in search.coats]
    coats = [coat_of(record) for record in records if record is not None]
    return sorted(coats, key=lambda coat: (-coat.quality.usable_px, coat.id))


def shown_to(project: "Project", reader: Reader, species: str) -> list[Catalogued]:
    """Coats of the catalogue that may be laid before an examiner without their names.

    Handling decides, and an open blind examination does not close this: no name leaves here.
    """
    cleared = {digest for _, digest in project.store.read(reader).line_ups.cleared()}
    whole = catalogued(project, Reader.whole("draw a line-up"), species)
    return [
        one
        for one in whole
        if one.coat.photo in cleared and one.coat.quality.grade is not QualityGrade.NOT_SUITABLE
    ]


def known_others(
    entries: Sequence[Catalogued],
    weighed: Mapping[str, float],
    alive: Mapping[str, str],
    *,
    excluded: float,
    besides: set[str],
) -> list[Offer]:
    """Photos of animals that the skin is known not to be of, with how that is known.

    weighed: log10 LR by animal. alive: last day seen after the skin was there, by animal. excluded:
    the log10 LR up to which the search excludes an animal. Those alive or excluded suffice where
    they are enough for all places; else any that the search speaks against are taken too.
    """
    sure, weaker = [], []
    for one in entries:
        lr = weighed.get(one.individual)
        if one.individual in besides:
            continue
        if one.individual in alive:
            day = alive[one.individual]
            told = f"photographed alive on {day}, when the skin was there already"
            sure.append(Offer(one.individual, one.coat, KNOWN_DIFFERENT, told))
        elif lr is not None and lr <= excluded:
            told = f"the search excludes it: {_told(lr)}"
            sure.append(Offer(one.individual, one.coat, KNOWN_DIFFERENT, told))
        elif lr is not None and lr < 0:
            told = f"the search speaks against it: {_told(lr)}"
            weaker.append(Offer(one.individual, one.coat, KNOWN_DIFFERENT, told))
    enough = len({one.individual for one in sure}) >= PLACES - len(besides)
    return sure if enough else sure + weaker


def _ranked(search: SearchRecord, entries: Sequence[Catalogued], query: Coat) -> list[Offer]:
    """The candidates of the last answer, best first, with the coat that was compared."""
    by_id = {one.coat.id: one.coat for one in entries}
    found = []
    for told in _candidates(search):
        coat = by_id.get(str(told.get("best_coat", "")))
        lr = told.get("log10_lr")
        if coat is not None and coat.flank.comparable(query.flank) and isinstance(lr, float | int):
            animal = str(told["individual"])
            found.append(Offer(animal, coat, CANDIDATE, _told(lr), float(lr)))
    return found


def _excluded(search: SearchRecord) -> float:
    lead = search.answer.get("lead")
    at = lead.get("threshold_excluded") if isinstance(lead, dict) else None
    return float(at) if isinstance(at, float | int) else -inf


def _weighed(search: SearchRecord) -> dict[str, float]:
    return {
        str(told["individual"]): float(lr)
        for told in _candidates(search)
        if isinstance(lr := told.get("log10_lr"), float | int)
    }


def _candidates(search: SearchRecord) -> list[Mapping[str, Any]]:
    listed = search.answer.get("candidates")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _there_since(project: "Project", skin: str, searches: Sequence[SearchRecord]) -> str:
    """The day from which the skin is known to be a skin: its seizure's, else its first search's."""
    whole = project.store.read(Reader.whole("since when a skin is there"))
    said = whole.statements.statements_of([skin])
    seizures = [one.target for one in said if one.property == "seizure" and one.target]
    days = [
        one.event_time.end.date().isoformat()
        for one in whole.statements.statements_of(seizures)
        if one.property == "date" and one.event_time is not None
    ]
    days += [one.at.date().isoformat() for one in searches if one.at is not None]
    return min(days)


def _alive_after(project: "Project", entries: Sequence[Catalogued], day: str) -> dict[str, str]:
    """Last day on which each animal was photographed, of those photographed after a day."""
    rows = project.store.read(Reader.whole("who was alive when")).matching.catalogue()
    taken = {row.digest: row.captured_at[:10] for row in rows if row.digest and row.captured_at}
    last: dict[str, str] = {}
    for one in entries:
        seen = taken.get(one.coat.photo, "")
        if len(seen) == len(day) and seen > max(day, last.get(one.individual, "")):
            last[one.individual] = seen
    return last


def _told(lr: float) -> str:
    return f"log10 LR {lr:+.2f}"


def _unlike(coat: Coat, like: Coat) -> tuple[bool, float]:
    """How different the quality of two coats is: the grade first, then the pixels on the coat."""
    apart = abs(log(max(1, coat.quality.usable_px) / max(1, like.quality.usable_px)))
    return coat.quality.grade is not like.quality.grade, apart


def _frame(project: "Project", coat: Coat) -> dict[str, float]:
    """The part of the photo that is shown: the coat's box and a little around it."""
    photo = read_photo(project.store.originals.read(coat.photo), name=coat.photo[:16])
    region = coat.region
    x = max(0.0, region.x - _MARGIN * region.width)
    y = max(0.0, region.y - _MARGIN * region.height)
    right = min(float(photo.width), region.x + (1 + _MARGIN) * region.width)
    below = min(float(photo.height), region.y + (1 + _MARGIN) * region.height)
    return {"x": round(x), "y": round(y), "width": round(right - x), "height": round(below - y)}
