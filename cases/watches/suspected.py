"""Which seizures may be of an animal that is gone: of its species, after its last photo, in reach.

A reported species is what somebody wrote: "leopard" may be a snow leopard or a clouded one, and is
kept as possible unless the words say which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.entities import Entity
from cases.watches.kernels import Kernel
from cases.watches.window import Window, latest_day, place_of
from cases.world import World

_CALLED = {
    "panthera pardus": ("leopard", "леопард", "豹", "báo"),
    "panthera tigris": ("tiger", "тигр", "虎", "hổ", "cọp"),
    "panthera uncia": ("snow leopard", "снежный барс", "ирбис", "雪豹", "báo tuyết"),
    "neofelis nebulosa": ("clouded leopard", "дымчатый леопард", "云豹", "báo gấm"),
    "lynx lynx": ("lynx", "рысь", "猞猁"),
    # Others whose names hold one of these.
    "another animal": (
        "leopard cat", "leopard seal", "leopard gecko", "leopard tortoise", "leopard shark",
        "leopard frog", "tiger shark", "tiger python", "tiger snake", "tiger prawn",
        "tiger shrimp", "tiger salamander", "tiger beetle", "морской леопард",
        "леопардовая черепаха", "леопардовый геккон", "леопардовая кошка", "тигровый питон",
        "тигровая акула", "тигровая змея", "海豹", "豹猫", "豹貓", "猎豹", "獵豹", "豹纹", "豹紋",
        "豹龟", "豹龜", "壁虎", "虎鲸", "虎鯨", "虎纹", "虎紋", "虎斑", "虎鲨", "hổ mang",
        "hổ chúa", "báo săn", "mèo báo", "cá mập hổ", "tôm hổ",
    ),
}  # fmt: skip

_LONGEST_FIRST = sorted(
    ((word, name) for name, words in _CALLED.items() for word in words),
    key=lambda pair: -len(pair[0]),
)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A seizure that may be of the animal. away_km: None where a place is not known.

    day: the last it may have been on; told: its date as far as it is known. sure: whether all of
    that lies in the window; else it may have been before the last photo or too late.
    skins: of the seizure; judged: whether a person said same or different of any of them.
    """

    seizure: Entity
    day: date
    told: date | str
    sure: bool
    away_km: float | None
    skins: tuple[str, ...]
    judged: str


def suspects(world: World, window: Window, kernel: Kernel) -> tuple[Suspect, ...]:
    """Seizures in the window and up to `kernel.days` after it, within `kernel.km`, by day.

    One known to the month or year is among them where any of its days lies there.
    """
    by_seizure = _skins(world)
    species = _species(world, window.animal)
    found = []
    for seizure in world.of_kind("Seizure"):
        skins = by_seizure.get(seizure.id, ())
        when = seizure.when
        if when is None or not may_be(species, _reported(seizure, skins)):
            continue
        place = place_of(seizure, world)
        away = window.distance_km(place) if place is not None else None
        late = window.until + timedelta(days=kernel.days)
        first, last = when.day, latest_day(world, when)
        if window.since <= last and first <= late and (away is None or away <= kernel.km):
            found.append(
                Suspect(
                    seizure,
                    last,
                    first if first == when.last_day else str(when),
                    window.gone <= first and last <= late,
                    away,
                    tuple(s.id for s in skins),
                    _said(skins, window.animal),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.day, one.seizure.id)))


def alike(world: World, window: Window, kernel: Kernel) -> tuple[int, ...]:
    """Ordinals of all days on record with a seizure of the species within reach.

    Of a month or a year it is the last day, as for suspects.
    """
    by_seizure, species = _skins(world), _species(world, window.animal)
    days = []
    for seizure in world.of_kind("Seizure"):
        when = seizure.when
        if when is None or not may_be(species, _reported(seizure, by_seizure.get(seizure.id, ()))):
            continue
        place = place_of(seizure, world)
        away = window.distance_km(place) if place is not None else None
        if away is None or away <= kernel.km:
            days.append(latest_day(world, when).toordinal())
    return tuple(sorted(days))


def may_be(species: str, reported: Sequence[str]) -> bool:
    """Whether any of the reported species may be this one; an animal of no species may be any.

    "Panthera spp." and "Felidae" may be any of theirs, and of "tiger and leopard" it may be each.
    """
    own = _two_words(species)
    return any(not own or own in (meant := _meant(one)) or own.partition(" ")[0] in meant
               for one in reported)  # fmt: skip


def _meant(reported: str) -> frozenset[str]:
    """Species that words name, or the one word that they are: a genus, for what may be any of it.

    Scientific names decide, also with the genus cut short (P. tigris).
    """
    text = " ".join(re.split(r"[\s_]+", reported.casefold()))
    scientific = {name for name in _CALLED if name in text
                  or re.search(rf"\b{name[0]}\.? ?{name.partition(' ')[2]}\b", text)}  # fmt: skip
    if scientific:
        return frozenset(scientific)
    if "felidae" in text:
        return frozenset(name.partition(" ")[0] for name in _CALLED)
    named = set()
    # A longer name is no shorter one: a clouded leopard is no leopard. A tiger beside it is one.
    for word, name in _LONGEST_FIRST:
        if word in text:
            named.add(name)
            text = text.replace(word, " ")
    return frozenset(named or {re.sub(r" spp?\b.*$", "", _two_words(text))})


def _two_words(species: str) -> str:
    return " ".join(species.casefold().split()[:2])


def _species(world: World, animal: str) -> str:
    entity = world.entities.get(animal)
    return entity.first("species") if entity else ""


def _reported(seizure: Entity, skins: Sequence[Entity]) -> tuple[str, ...]:
    own = [one for skin in skins for one in skin.values("species")]
    return tuple(own) or seizure.values("species")


def _skins(world: World) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, list[Entity]] = {}
    for skin in world.of_kind("Specimen"):
        for seizure in skin.targets("seizure"):
            found.setdefault(seizure, []).append(skin)
    for event in world.of_kind("Seizure"):
        for stated in event.targets("specimen"):
            own = found.setdefault(event.id, [])
            if stated in world.entities and stated not in {one.id for one in own}:
                own.append(world.entities[stated])
    return {seizure: tuple(own) for seizure, own in found.items()}


def _said(skins: Sequence[Entity], animal: str) -> str:
    if any(animal in skin.targets("individual") for skin in skins):
        return "same"
    if skins and all(
        animal in skin.targets("notIndividual") or skin.targets("individual") for skin in skins
    ):
        return "different"
    return ""
