"""How fast the graph of an agency answers: a neighbourhood, the strongest ways, the whole.

    python benchmarks/graph_world.py FOLDER          # once: 200,000 seizures, 1,000,000 entities
    python benchmarks/graph.py FOLDER [--times 20] [--pivots 400] [--peer]

FOLDER may be that of a project in PostgreSQL, and that of `benchmarks/pages.py`.

Prints, for a reader cleared for level 1: the neighbourhood of persons drawn at random and of the
best linked, the five strongest ways between persons of one surroundings and between any two, and
sampled betweenness of everything, each as seconds of the clock and of our own processor time (on a
machine that does other work the second is the honest one), and memory. --peer: networkx with all
links loaded, the same pairs. Nothing is asserted.
"""

import argparse
import os
import random
import resource
import time
from collections.abc import Callable
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import networkx as nx

from cases.graph.derived import OUTSIDERS
from workbench.project import Project
from workbench.store import Reader
from workbench.views.between import stand_between
from workbench.views.network import neighbourhood
from workbench.views.ways import ways_between

ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
SEED = 7


def timed(question: Callable[[], Any]) -> tuple[Any, float, float]:
    """The answer, seconds of the clock, seconds of our processor time."""
    began, worked = time.perf_counter(), time.process_time()
    answer = question()
    return answer, time.perf_counter() - began, time.process_time() - worked


def told(name: str, took: list[tuple[float, float]], more: str = "") -> None:
    """One line: median and worst of both times."""
    clock, own = (sorted(one) for one in zip(*took, strict=True))
    middle = len(took) // 2
    print(
        f"{name:<34} n {len(took):>3}: clock {clock[middle]:.2f} s (worst {clock[-1]:.2f}), "
        f"processor {own[middle]:.2f} s (worst {own[-1]:.2f}) {more}",
        flush=True,
    )


def steps(project: Project, people: list[str], name: str) -> list[tuple[str, str]]:
    """Neighbourhoods; gives back one pair of each surroundings that lies some steps apart."""
    took, pairs, sizes = [], [], []
    for one in people:
        found, clock, own = timed(partial(neighbourhood, project, ANALYST, [one]))
        took.append((clock, own))
        sizes.append(len(found.nodes))
        wider = neighbourhood(project, ANALYST, [one], steps=4, cap=12)
        others = sorted(node.id for node in wider.nodes if node.schema == "Person")
        if len(others) > 1:
            pairs.append((one, next(o for o in others[len(others) // 2 :] + others if o != one)))
    told(f"neighbourhood, {name}", took, f"nodes {min(sizes)} to {max(sizes)}")
    return pairs


def ways(project: Project, pairs: list[tuple[str, str]], name: str) -> None:
    """The five strongest ways of each pair."""
    took, found, opened = [], [], []
    for start, goal in pairs:
        answer, clock, own = timed(partial(ways_between, project, ANALYST, start, goal))
        took.append((clock, own))
        found.append(len(answer.ways))
        opened.append(answer.opened)
    if not took:
        print(f"five ways, {name}: no such pair", flush=True)
        return
    told(
        f"five ways, {name}", took,
        f"found {sum(found)} ways for {sum(1 for n in found if n)} pairs, "
        f"entities read at most {max(opened)}",
    )  # fmt: skip


def peer(project: Project, pairs: list[tuple[str, str]]) -> None:
    """networkx with everything loaded: one undirected graph, hubs left in, equal weights."""
    began = time.process_time()
    graph: nx.Graph[str] = nx.Graph()
    with project.store.read(ANALYST) as q:
        graph.add_edges_from(q.linked(OUTSIDERS))
    print(
        f"networkx: loaded {len(graph):,} nodes in {time.process_time() - began:.0f} s", flush=True
    )
    took = []
    for start, goal in pairs:
        if start in graph and goal in graph and nx.has_path(graph, start, goal):
            found = nx.shortest_simple_paths(graph, start, goal)
            _, clock, own = timed(partial(list, islice(found, 5)))
            took.append((clock, own))
    if took:
        told("networkx shortest_simple_paths", took, f"memory {memory():.1f} GB")


def memory() -> float:
    """The most this process has held, GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def best_linked(project: Project, people: list[str], count: int) -> list[str]:
    """Of some persons those with most links."""
    with project.store.read(ANALYST) as q:
        degrees = q.statements.degrees(people)
    return sorted(people, key=lambda one: (-degrees[one], one))[:count]


def main() -> None:
    """Measure everything over one project."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--pivots", type=int, default=400, help="0: not the whole")
    parser.add_argument("--peer", action="store_true")
    wanted = parser.parse_args()
    project = Project.open(wanted.folder)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, seed {SEED}", flush=True)
    with project.store.read(ANALYST) as q:
        counts = q.entities.counts() if wanted.times < 5 else {}
        people = q.entities.of_kind("Person")
    print(f"{len(people):,} persons visible {counts}", flush=True)
    draw = random.Random(SEED)
    some = draw.sample(people, wanted.times)
    near = steps(project, some, "person at random")
    steps(project, best_linked(project, draw.sample(people, 2000), wanted.times), "best linked")
    ways(project, near, "of one surroundings")
    any_two = list(pairwise(draw.sample(people, wanted.times + 1)))
    ways(project, any_two, "any two")
    print(f"memory so far {memory():.2f} GB", flush=True)
    if wanted.pivots:
        whole(project, wanted.pivots)
    if wanted.peer:
        peer(project, near)


def whole(project: Project, pivots: int) -> None:
    """Betweenness of everything, from some pivots."""
    found, clock, own = timed(lambda: stand_between(project, ANALYST, pivots=pivots))
    print(
        f"betweenness of the whole: {found.entities:,} entities, {found.links:,} links, "
        f"{found.searched:,} searched, {found.pivots} pivots: clock {clock:.0f} s, processor "
        f"{own:.0f} s; first {found.rows[0].share:.3%} ± {found.rows[0].error:.3%}, bound "
        f"{found.bound:.1%}, {len(found.hubs)} hubs left out; memory {memory():.2f} GB",
        flush=True,
    )


if __name__ == "__main__":
    main()
