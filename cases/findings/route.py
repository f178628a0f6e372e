"""Which countries had a chance to stop a load: seized, missed, or no opportunity."""

from __future__ import annotations

from cases.countries import country_name
from cases.findings.finding import Finding
from cases.routes import Chance, Stop, stops
from cases.world import World

_MOST = 50
_NAMED = 10


def find(world: World) -> list[Finding]:
    """One finding for all routes together, then one a seizure, at most fifty.

    Of many seizures those come first that have a specimen, were missed most often, are newest.
    """
    known = stops(world.entities)
    routed = {stop.seizure for stop in known if stop.chance is not Chance.SEIZED}
    if not routed:
        return []
    own = [stop for stop in known if stop.seizure in routed]
    found = [_overall(own)]
    found.extend(
        _single(world, seizure, [stop for stop in own if stop.seizure == seizure])
        for seizure in sorted(routed, key=lambda one: _weight(world, one, own))[:_MOST]
    )
    return found


def _weight(world: World, seizure: str, own: list[Stop]) -> tuple[bool, int, int, str]:
    """Seizures with a specimen first, then those missed most often, then the newest."""
    entity = world.entities[seizure]
    specimens = entity.targets("specimen") or any(
        seizure in skin.targets("seizure") for skin in world.of_kind("Specimen")
    )
    missed = sum(1 for stop in own if stop.seizure == seizure and stop.chance is Chance.MISSED)
    day = entity.when.day.toordinal() if entity.when else 0
    return not specimens, -missed, -day, seizure


def _overall(own: list[Stop]) -> Finding:
    table: dict[str, dict[Chance, int]] = {}
    for stop in own:
        row = table.setdefault(stop.country, dict.fromkeys(Chance, 0))
        row[stop.chance] += 1
    lines = [
        (country, ", ".join(f"{chance} {row[chance]}" for chance in Chance))
        for country, row in sorted(table.items(), key=lambda item: (-sum(item[1].values()), item))
    ]
    lines = [(country_name(country), text) for country, text in lines]
    seizures = len({stop.seizure for stop in own})
    more = f"; and {len(lines) - _NAMED} more countries" if len(lines) > _NAMED else ""
    return _finding(
        f"On the stated routes of {seizures:,} seizures: "
        + "; ".join(f"{country} {text}" for country, text in lines[:_NAMED])
        + more,
        tuple(sorted({stop.seizure for stop in own})),
        own,
        tuple(lines),
        ("one seizure stands in two lists and is counted twice",),
    )


def _single(world: World, seizure: str, own: list[Stop]) -> Finding:
    return _finding(
        f"Route of {world.named(seizure)}: " + "; ".join(map(_told, own)),
        (seizure,),
        own,
        tuple((country_name(stop.country), f"{stop.chance}: {stop.why}") for stop in own),
    )


def _told(stop: Stop) -> str:
    """`missed in Nigeria (it passed Lagos, Nigeria and was seized later)`."""
    where = f"{stop.chance} in {country_name(stop.country)}"
    return where if stop.chance is Chance.SEIZED else f"{where} ({stop.why})"


def _finding(
    sentence: str,
    subjects: tuple[str, ...],
    own: list[Stop],
    facts: tuple[tuple[str, str], ...],
    competing: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        kind="route",
        sentence=sentence,
        subjects=subjects,
        value=float(sum(1 for stop in own if stop.chance is Chance.MISSED)),
        interval=None,
        competing=(
            "the load went as stated",
            "the route was stated by those who carried it",
            "a leg that nobody stated lies in between",
            *competing,
        ),
        would_change="a document or a camera that shows the load on an unconfirmed leg",
        statements=tuple(sorted({s for stop in own for s in stop.statements})),
        caveat="No seizure may mean no enforcement as well as no trade; 'missed' blames nobody.",
        facts=facts,
    )
