"""For which market a seized skin was bound, and where goods like it were wanted.

Three things may say so: a destination that somebody stated, an offer of the same skin, the end of
the route. Each has its own ways of being wrong, so each place comes with competing explanations.
A region where something was offered or whither it was said to go is a mention, never a flow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.dates import When
from cases.entities import Entities, Entity

__all__ = ["EXPLANATIONS", "SETTLING", "Bound", "Mention", "Region", "bound_for", "regions"]

STATED, OFFERED, ENDED = "stated destination", "offer of the same skin", "end of the route"
EXPLANATIONS = {
    "stated": "whoever stated the destination may not have known it, or named another on purpose",
    "ended": "the last place known need not be the last: the goods may have been meant to go on",
    "offered": "an offer stands where the seller is, and the buyer may be elsewhere",
    "by_seizure": "the offer is put to the seizure, not to this skin, and may be of another one",
    "late": "the offer is dated after the seizure: it may be of another skin, or wrongly dated",
    "several": "the records name {places} places, and no more than one need be right",
}
SETTLING = {
    "waybill": "a waybill, ticket or message that names the consignee",
    "photo": "a photo of the offer that shows the same coat",
    "second": "a second, independent record of another kind that names the same place",
}
_ENDS = ("destination",)
_AWAY = ("destination", "outbound", "export")


@dataclass(frozen=True, slots=True)
class Mention:
    """One record that names a place for a skin. how: one of the three things; said_by: the record.

    status: confirmed, unconfirmed or unstated, as the record has it. late: it is dated after the
    seizure. by_seizure: an offer put to the skin only by way of its seizure.
    """

    how: str
    said_by: str
    market: str
    place: str
    country: str
    status: str
    when: When | None
    statements: tuple[str, ...]
    late: bool = False
    by_seizure: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A place that a skin may have been bound for, with what else would explain the records.

    or_else, settled_by: keys of EXPLANATIONS and SETTLING. places: how many such places there are.
    """

    skin: str
    market: str
    place: str
    country: str
    mentions: tuple[Mention, ...]
    or_else: tuple[str, ...]
    settled_by: tuple[str, ...]
    places: int

    @property
    def explanations(self) -> tuple[str, ...]:
        """What else would explain the records, in words."""
        return tuple(EXPLANATIONS[one].format(places=self.places) for one in self.or_else)

    @property
    def would_change(self) -> tuple[str, ...]:
        """What would settle it, in words."""
        return tuple(SETTLING[one] for one in self.settled_by)

    @property
    def sentence(self) -> str:
        """The place and what names it, in words; no claim that it went there."""
        where = ", ".join(dict.fromkeys(p for p in (self.place, self.country) if p)) or "a place"
        how = ", ".join(dict.fromkeys(mention.how for mention in self.mentions))
        return f"{self.skin} may have been bound for {where} ({how}, {len(self.mentions)} in all)"


@dataclass(frozen=True, slots=True)
class Region:
    """How often a country is mentioned as wanting goods: offers there, destinations stated.

    confirmed: of the destinations, those that the record calls so. records: ids, for the sources.
    """

    country: str
    offers: int
    destinations: int
    confirmed: int
    records: tuple[str, ...]


def bound_for(entities: Entities, skin: str) -> tuple[Bound, ...]:
    """The places that records name for a skin, most often named first; empty where none does.

    Raises KeyError for a skin that is not among the entities.
    """
    skins, seizures = _same_skins(entities, skin), set[str]()
    for one in skins:
        seizures |= set(entities[one].targets("seizure")) if one in entities else set()
    seizures |= {
        e.id for e in entities.values()
        if e.schema == "Seizure" and skins & set(e.targets("specimen"))
    }  # fmt: skip
    seized = [entities[one].when for one in seizures if one in entities]
    gathered: dict[tuple[str, str, str], list[Mention]] = {}
    for mention in _mentions(entities, skins, seizures, [one for one in seized if one]):
        key = (mention.market, "" if mention.market else mention.place, mention.country)
        gathered.setdefault(key, []).append(mention)
    ordered = sorted(gathered.values(), key=lambda m: (-len(m), m[0].country, m[0].place))
    return tuple(_bound(skin, own, len(ordered)) for own in ordered)


def regions(entities: Entities) -> tuple[Region, ...]:
    """Countries by how often they are mentioned, each record once a country."""
    offered: dict[str, set[str]] = {}
    bound: dict[str, dict[str, bool]] = {}
    # A market of thousands of offers is asked once where it is.
    placed: dict[tuple[str, ...], tuple[str, ...]] = {}
    for entity in entities.values():
        if entity.schema == "Offer":
            for country in _countries(entity, entities, placed):
                offered.setdefault(country, set()).add(entity.id)
        elif entity.schema == "RouteLeg" and entity.first("role").casefold() in _ENDS:
            for country in entity.values("country"):
                record = next(iter(entity.targets("seizure")), entity.id)
                confirmed = entity.first("legStatus").casefold() == "confirmed"
                own = bound.setdefault(country.upper(), {})
                own[record] = own.get(record, False) or confirmed
    return tuple(
        sorted(
            (
                Region(
                    country,
                    len(offered.get(country, ())),
                    len(bound.get(country, {})),
                    sum(bound.get(country, {}).values()),
                    tuple(sorted({*offered.get(country, ()), *bound.get(country, {})})),
                )
                for country in {*offered, *bound}
            ),
            key=lambda r: (-(r.offers + r.destinations), r.country),
        )
    )


def _same_skins(entities: Entities, skin: str) -> set[str]:
    item = entities[skin]
    same = {skin, *item.targets("sameSkin")}
    same |= {e.id for e in entities.values() if skin in e.targets("sameSkin")}
    apart = {e.id for e in entities.values() if skin in e.targets("notSameSkin")}
    return same - apart - set(item.targets("notSameSkin")) | {skin}


def _mentions(
    entities: Entities, skins: set[str], seizures: set[str], seized: list[When]
) -> Iterator[Mention]:
    ends: dict[str, list[Entity]] = {}
    for entity in entities.values():
        touched = seizures & set(entity.targets("seizure"))
        if entity.schema == "RouteLeg" and touched:
            ends.setdefault(next(iter(sorted(touched))), []).append(entity)
        elif entity.schema == "Offer" and (touched or skins & set(entity.targets("specimen"))):
            by_seizure = not skins & set(entity.targets("specimen"))
            late = entity.when is not None and any(one.before(entity.when) for one in seized)
            yield _offer(entity, entities, late=late, by_seizure=by_seizure)
        elif entity.schema == "Journey" and (
            touched or _journeys(entities, seizures) & {entity.id}
        ):
            for place in entity.targets("destination"):
                yield _place(STATED, entity, entities.get(place), place, "unstated")
    for legs in ends.values():
        yield from _route(legs, entities)


def _journeys(entities: Entities, seizures: set[str]) -> set[str]:
    return {j for s in seizures if s in entities for j in entities[s].targets("journey")}


def _route(legs: list[Entity], entities: Entities) -> Iterator[Mention]:
    ordered = sorted(legs, key=lambda leg: (leg.number("order") or 0.0, leg.id))
    stated = [leg for leg in ordered if leg.first("role").casefold() in _ENDS]
    away = [leg for leg in ordered if leg.first("role").casefold() in _AWAY]
    for leg in stated or away[-1:]:
        how = STATED if leg in stated else ENDED
        status = leg.first("legStatus").casefold() or "unstated"
        named = entities.get(next(iter(leg.targets("place")), ""))
        yield Mention(
            how,
            leg.id,
            "",
            leg.first("placeName") or (named.caption if named else ""),
            leg.first("country").upper() or (named.first("country").upper() if named else ""),
            status,
            leg.when,
            tuple(sorted(s.id for s in leg.statements)),
        )


def _offer(offer: Entity, entities: Entities, *, late: bool, by_seizure: bool) -> Mention:
    market = next(iter(offer.targets("market")), "")
    place = market or next(iter(offer.targets("place")), "")
    named = entities.get(place)
    return Mention(
        OFFERED,
        offer.id,
        market,
        named.caption if named else place,
        next(iter(_countries(offer, entities)), ""),
        "unstated",
        offer.when,
        tuple(sorted(s.id for s in offer.statements)),
        late,
        by_seizure,
    )


def _place(how: str, said_by: Entity, place: Entity | None, known: str, status: str) -> Mention:
    return Mention(
        how,
        said_by.id,
        "",
        place.caption if place else known,
        place.first("country").upper() if place else "",
        status,
        said_by.when,
        tuple(sorted(s.id for s in said_by.statements)),
    )


def _countries(
    offer: Entity, entities: Entities, placed: dict[tuple[str, ...], tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """Where an offer was made: as it says, else where its market or place is.

    placed: what is known of places so far; it grows.
    """
    if own := offer.values("country"):
        return tuple(dict.fromkeys(one.upper() for one in own))
    known = {} if placed is None else placed
    at = (*offer.targets("market"), *offer.targets("place"))
    if at not in known:
        said = (c for one in at if one in entities for c in entities[one].values("country"))
        known[at] = tuple(dict.fromkeys(one.upper() for one in said))
    return known[at]


def _bound(skin: str, mentions: list[Mention], places: int) -> Bound:
    first = mentions[0]
    return Bound(
        skin,
        first.market,
        first.place,
        first.country,
        tuple(mentions),
        tuple(_or_else(mentions, places)),
        tuple(_settled_by(mentions)),
        places,
    )


def _or_else(mentions: Sequence[Mention], places: int) -> Iterator[str]:
    how = {mention.how for mention in mentions}
    applies = {
        "stated": STATED in how,
        "ended": ENDED in how,
        "offered": OFFERED in how,
        "by_seizure": any(mention.by_seizure for mention in mentions),
        "late": any(mention.late for mention in mentions),
        "several": places > 1,
    }
    return (one for one in EXPLANATIONS if applies[one])


def _settled_by(mentions: Sequence[Mention]) -> Iterator[str]:
    how = {mention.how for mention in mentions}
    applies = {"waybill": bool(how & {STATED, ENDED}), "photo": OFFERED in how,
               "second": len(how) == 1}  # fmt: skip
    return (one for one in SETTLING if applies[one])
