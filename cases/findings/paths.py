"""How two seizures hang together: the strongest way between them and its weakest statement.

Any two entities can be asked for (`ways_told`), and then the strongest few ways are told.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from cases.findings.finding import Finding
from cases.graph.closest import closest
from cases.graph.link import Link
from cases.graph.trade import Network, trade_network
from cases.graph.ways import Way, Ways
from cases.world import World

_LONGEST = 8
_MOST = 20
_COMPETING = (
    "one supply or one purse behind both",
    "acquaintance without trade",
    "a shared number or car that changed hands",
)
_WOULD_CHANGE = "a second, independent source for the weakest link, or its retraction"


def find(world: World) -> list[Finding]:
    """A finding a pair of seizures that are connected, strongest first, at most twenty."""
    network = trade_network(world.entities, world.sources, merge_held=False)
    seizures = [place for place, kind in enumerate(network.kinds) if kind == "Seizure"]
    links = {frozenset(pair): link for pair, link in zip(network.ends.tolist(), network.links,
                                                          strict=True)}  # fmt: skip
    return [
        _finding(
            world,
            [network.nodes[place] for place in one.way],
            [links[frozenset(pair)] for pair in pairwise(one.way)],
        )
        for one in closest(_costs(network), seizures, _MOST, _LONGEST)
    ]


def ways_told(found: Ways, named: Callable[[str], str]) -> tuple[Finding, ...]:
    """A finding a way between two entities, strongest first; none where no way was found.

    named: what to call an entity in a sentence.
    """
    caveat = "A way through records is no proof that goods or orders went along it."
    if not found.complete:
        caveat += " The search stopped at its limit; a stronger way may have been missed."
    if found.hubs:
        hubs = ", ".join(f"{named(hub.id)} ({hub.neighbours} links)" for hub in found.hubs[:5])
        caveat += f" Not looked through, for their number of links: {hubs}."
    return tuple(
        _way(way, number, len(found.ways), named, caveat)
        for number, way in enumerate(found.ways, start=1)
    )


def _way(way: Way, number: int, of: int, named: Callable[[str], str], caveat: str) -> Finding:
    weakest, said = way.weakest, way.weakest_statement
    origins = "one source" if weakest.origins == 1 else f"{weakest.origins} independent sources"
    steps = " – ".join(named(node) for node in way.nodes)
    return Finding(
        kind="way",
        sentence=(
            f"Way {number} of {of} between {named(way.nodes[0])} and {named(way.nodes[-1])}: "
            f"{steps}. All links hold together with a probability of {way.strength:.2f} by their "
            f"grades; the weakest is {named(weakest.ends[0])} – {named(weakest.ends[1])} "
            f"({', '.join(weakest.properties)}, {weakest.certainty:.2f}, {origins}, statement "
            f"{said.id[:12]})"
        ),
        subjects=way.nodes,
        value=way.strength,
        interval=None,
        competing=_COMPETING,
        would_change=_WOULD_CHANGE,
        statements=way.statements,
        caveat=caveat,
        facts=tuple(
            (
                f"{named(tie.ends[0])} – {named(tie.ends[1])}",
                f"{', '.join(tie.properties)}: {tie.certainty:.2f}, {tie.origins} independent "
                f"{'source' if tie.origins == 1 else 'sources'}",
            )
            for tie in way.ties
        ),
        measure="product of the certainties of its links",
    )


def _costs(network: Network) -> dict[int, list[tuple[int, float]]]:
    """place -> (neighbour, cost) of its links; of equally certain ways the shorter is cheaper."""
    found: dict[int, list[tuple[int, float]]] = {}
    for (a, b), certainty in zip(network.ends.tolist(), network.certainty.tolist(), strict=True):
        cost = -math.log(max(certainty, 1e-6)) + 1e-9
        found.setdefault(a, []).append((b, cost))
        found.setdefault(b, []).append((a, cost))
    return found


def _finding(world: World, way: list[str], links: list[Link]) -> Finding:
    strength = math.prod(link.certainty for link in links)
    weakest = min(links, key=lambda link: (link.certainty, link.source, link.target))
    steps = " – ".join(world.named(node) for node in way)
    single = "one source" if weakest.roots == 1 else f"{weakest.roots} independent sources"
    return Finding(
        kind="path",
        sentence=(
            f"{world.named(way[0])} and {world.named(way[-1])} are connected: {steps}. All links "
            f"hold together with a probability of {strength:.2f} by their grades; the weakest is "
            f"{world.named(weakest.source)} – {world.named(weakest.target)} "
            f"({weakest.property}, {weakest.best_grade or 'ungraded'}, {single}, statement "
            f"{weakest.statements[0][:12]})"
        ),
        subjects=tuple(way),
        value=strength,
        interval=None,
        competing=_COMPETING,
        would_change=_WOULD_CHANGE,
        statements=tuple(sorted({s for link in links for s in link.statements})),
        caveat="A way through records is no proof that goods or orders went along it.",
        facts=tuple(
            (f"{world.named(link.source)} – {world.named(link.target)}",
             f"{link.property}: {link.certainty:.2f}, {link.best_grade or 'ungraded'}")
            for link in links
        ),
    )  # fmt: skip
