"""What became of an animal that is silent or whose skin is said to be found: four answers compete.

Killed, dispersed, a gap of the cameras, a natural death. A skin speaks for the first only as long
as its pattern does not exclude the animal, and the lead is told with the source on which it hangs.
"""

from __future__ import annotations

from cases.catalogue.sightings import Sighting, dated
from cases.findings.finding import Finding
from cases.findings.weighing import Evidence, Weighed, weigh
from cases.graph.link import chance
from cases.routes import distance_km
from cases.statement import Statement
from cases.watches.silence import FEWEST_SIGHTINGS, Silence, silence
from cases.world import World

KILLED, DISPERSED, GAP, NATURAL = "killed", "dispersed", "gap of the cameras", "natural death"
HYPOTHESES = (KILLED, DISPERSED, GAP, NATURAL)
_VIOLENT = frozenset({"shot", "shots", "snare", "snares", "carcass", "poaching"})
_NEAR_KM = 10.0
_DUE, _OVERDUE = 0.05, 0.01
_MOST = 20


def find(world: World) -> list[Finding]:
    """A finding an animal of which two pieces of evidence or more tell, at most twenty."""
    found = []
    for animal, own in world.sightings_of.items():
        evidence = _evidence(world, animal, own)
        if len(evidence) >= 2:
            found.append(_finding(world, animal, evidence, weigh(HYPOTHESES, evidence)))
    return sorted(found, key=lambda one: (-(one.value or 0.0), one.subjects))[:_MOST]


def _evidence(world: World, animal: str, own: tuple[Sighting, ...]) -> list[Evidence]:
    skins = _skins(world, animal)
    silent = silence(world, own, world.today)
    often = len(dated(own)) >= FEWEST_SIGHTINGS
    quiet = often and silent.probability < _DUE
    if not (skins or quiet):
        return []
    found = [*skins, *_dead(world, animal)]
    if often:
        found += _silence(own, silent)
        found += _violence(world, own)
    return found


def _said(world: World, statement: Statement, text: str, marks: dict[str, int]) -> Evidence:
    source = world.sources.get(statement.source_id)
    origin = source.root if source else statement.source_id
    return Evidence(text, origin, chance(statement.grade), (statement.id,), marks)


def _skins(world: World, animal: str) -> list[Evidence]:
    found = []
    for skin in world.of_kind("Specimen"):
        for name, marks, word in (
            ("individual", {KILLED: 2, DISPERSED: -2, GAP: -2, NATURAL: -1}, "is judged to be it"),
            ("notIndividual", {KILLED: -1}, "is judged to be another's"),
        ):
            found += [
                _said(world, one, f"{world.named(skin.id)} {word}", marks)
                for one in skin.said(name)
                if one.target == animal
            ]
    return found


def _dead(world: World, animal: str) -> list[Evidence]:
    entity = world.entities.get(animal)
    marks = {KILLED: 1, DISPERSED: -2, GAP: -2, NATURAL: 1}
    told = entity.said("deathDate") if entity else ()
    return [_said(world, one, f"said to be dead since {one.value}", marks) for one in told]


def _silence(own: tuple[Sighting, ...], silent: Silence) -> list[Evidence]:
    """The silence itself, and stations without data, which speak for a gap of the cameras."""
    p, last = silent.probability, own[-1]
    found = []
    gap = -2 if p < _OVERDUE else -1 if p < _DUE else 1
    if silent.suspended:
        gap = 1
    found.append(
        Evidence(
            f"not met in {len(silent.nights)} effective station-nights since {last.told}; of a "
            f"living animal in its range that has a probability of {p:.2g}",
            "the cameras",
            0.9,
            last.statements,
            {KILLED: 1, DISPERSED: 1, GAP: gap, NATURAL: 1},
        )
    )
    if silent.unloaded:
        found.append(
            Evidence(
                f"{len(silent.unloaded)} of its stations, {silent.share:.0%} of its meetings, have "
                f"given no data since",
                "the cameras",
                0.9,
                last.statements,
                {GAP: 2},
            )
        )
    return found


def _violence(world: World, own: tuple[Sighting, ...]) -> list[Evidence]:
    """Shots, snares and carcasses within ten km of its stations since it was last met."""
    home = {one.station for one in own}
    places = {d.place for d in world.deployments if d.station in home and d.place is not None}
    alive = max(one.when.day for one in own)
    found = []
    for entity in world.of_kind("Incident"):
        when, kind = entity.when, entity.first("type").casefold()
        lat, lon = entity.number("latitude"), entity.number("longitude")
        if when is None or lat is None or lon is None or not _VIOLENT & set(kind.split()):
            continue
        near = min((distance_km(place, (lat, lon)) for place in places), default=_NEAR_KM + 1)
        if when.day >= alive and near <= _NEAR_KM:
            text = f"{kind} on {when}, {near:.0f} km from its stations ({world.named(entity.id)})"
            marks = {KILLED: 1, DISPERSED: 0, GAP: 0, NATURAL: 0}
            found.append(_said(world, entity.said("type")[0], text, marks))
    return found


def _finding(world: World, animal: str, evidence: list[Evidence], weighed: Weighed) -> Finding:
    lead = weighed.leading if weighed.decided else "none of them alone"
    order = ", ".join(f"{name} {against:.1f}" for name, against in weighed.against)
    turning = "; ".join(
        f"without {_named(world, origin)} {other} would" for origin, other in weighed.turning
    )
    sentence = (
        f"What became of {world.named(animal)}: least speaks against {lead} (against: {order}). "
        + (f"It hangs on one source: {turning} lead" if turning else "No single source turns that")
    )
    others = tuple(name for name in HYPOTHESES if name != lead)
    return Finding(
        kind="hypotheses",
        sentence=sentence,
        subjects=(animal,),
        value=weighed.against[1][1] - weighed.against[0][1],
        interval=None,
        competing=others,
        would_change="a photo of the animal; the pattern of a skin from its range compared; data "
        "of the stations that gave none",
        statements=tuple(sorted({s for one in evidence for s in one.statements})),
        caveat="A matrix orders what is on record; it is no probability. Marks from -2 (strongly "
        "against) to 2 (strongly for), weighed by how likely each report holds.",
        facts=tuple(
            (
                one.text,
                ", ".join(f"{name} {one.marks.get(name, 0):+d}" for name in HYPOTHESES)
                + f"; {_named(world, one.origin)}, {one.holds:.2f}",
            )
            for one in evidence
        ),
        measure="weight of what speaks against",
    )


def _named(world: World, origin: str) -> str:
    source = world.sources.get(origin)
    return source.title if source else origin
