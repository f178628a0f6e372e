"""How many animals year by year, beside the effort: one must not be read as the other."""

from __future__ import annotations

from cases.catalogue.population import of_no_year, population
from cases.findings.finding import Finding
from cases.world import World


def find(world: World) -> list[Finding]:
    """One finding over all years, if anything was sighted."""
    rows = population(world.animals, world.sightings, world.deployments)
    if not rows:
        return []
    lines = tuple(
        (
            str(row.year),
            f"at least {row.at_least} ({row.adults} adults, {row.cubs} cubs"
            + (f", {row.captive_born} released" if row.captive_born else "")
            + f"); {row.camera_nights} effective camera-nights at {row.stations} stations; "
            + (
                f"estimated {row.estimate.estimated:.0f} "
                f"({row.estimate.low:.0f} to {row.estimate.high:.0f})"
                if row.estimate.estimated is not None
                else "too few sightings for an estimate"
            ),
        )
        for row in rows
    )
    last = rows[-1]
    interval = (
        (last.estimate.low, last.estimate.high)
        if last.estimate.low is not None and last.estimate.high is not None
        else None
    )
    aside = of_no_year(world.sightings)
    left_out = (
        f" {aside} sighting{'s' * (aside > 1)} dated over more than one year "
        f"{'are' if aside > 1 else 'is'} in no year's count."
        if aside
        else ""
    )
    statements = {s for sighting in world.sightings for s in sighting.statements}
    return [
        Finding(
            kind="population",
            sentence="Animals photographed: " + ". ".join(f"{y}: {text}" for y, text in lines),
            subjects=tuple(sorted(world.sightings_of)),
            value=float(last.at_least),
            interval=interval,
            competing=(
                "the population changed",
                "more or fewer cameras worked",
                "stations were moved to better or worse places",
                "young animals were recognised in one year and not in another",
            ),
            would_change="the same stations over the same weeks in each year",
            statements=tuple(sorted(statements)),
            caveat="A count of photographed animals is a lower bound and follows the effort; "
            f"animals known by one flank only are not added up across flanks.{left_out}",
            facts=lines,
        )
    ]
