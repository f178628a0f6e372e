"""How closely animals are related, as far as their parents are on record.

A parent that nobody knows is taken for an unrelated stranger, so every figure is a lower bound: a
small population is related in ways that nobody wrote down. An animal with two different mothers on
record, or one that would be its own ancestor, has no known parent until somebody settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.entities import Entities, Entity

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pedigree:
    """Who begot whom. parents: animal -> (mother, father), "" where not known.

    refused: animals whose parents are not believed, with why; statements: animal -> those that
    name its parents.
    """

    parents: Mapping[str, Pair]
    refused: Mapping[str, str]
    statements: Mapping[str, tuple[str, ...]]

    def of(self, animal: str) -> Pair:
        """Its mother and its father, "" where not known."""
        return self.parents.get(animal, ("", ""))

    def ancestors(self, animal: str) -> Mapping[str, int]:
        """Every ancestor and the animal itself -> the fewest generations back (itself 0)."""
        found = {animal: 0}
        edge = [animal]
        while edge:
            above = [p for one in edge for p in self.of(one) if p and p not in found]
            back = found[edge[0]] + 1
            found.update(dict.fromkeys(above, back))
            edge = list(dict.fromkeys(above))
        return found


@dataclass(frozen=True, slots=True)
class Inbreeding:
    """at_least: Wright's F of an animal, a lower bound. common: ancestors of both its parents.

    known: generations of which every ancestor is on record (0: a parent is not known).
    """

    animal: str
    at_least: float
    common: tuple[str, ...]
    known: int
    statements: tuple[str, ...]


def pedigree(entities: Entities) -> Pedigree:
    """The pedigree that the records state."""
    parents: dict[str, Pair] = {}
    refused: dict[str, str] = {}
    statements: dict[str, tuple[str, ...]] = {}
    for entity in entities.values():
        if entity.schema != "IndividualAnimal":
            continue
        mothers, fathers = entity.targets("mother"), entity.targets("father")
        if mothers or fathers:
            statements[entity.id] = _said(entity)
        for role, stated in (("mothers", mothers), ("fathers", fathers)):
            if len(stated) > 1:
                refused[entity.id] = f"{len(stated)} different {role} are on record"
        parents[entity.id] = (
            mothers[0] if len(mothers) == 1 else "",
            fathers[0] if len(fathers) == 1 else "",
        )
    for animal in sorted(_in_circles(parents)):
        parents[animal] = ("", "")
        refused[animal] = "it would be its own ancestor"
    return Pedigree(parents, refused, statements)


def coancestry(known: Pedigree, pairs: Iterable[Pair]) -> dict[Pair, float]:
    """The inbreeding that a cub of each pair would have at least: 0.25 for full sibs.

    f(a, b) is the mean of f of the younger's parents with the other, f(a, a) is (1 + F) / 2
    (Wright 1922, Am. Nat. 56: 330-338, by the recursion of Karigl 1981). A circle is not in a
    `Pedigree`, so it ends. O(ancestors^2) for each pair, shared between pairs.
    """
    depth: dict[str, int] = {}
    done: dict[Pair, float] = {}
    found = {}
    for pair in pairs:
        for one in pair:
            _depth(known, one, depth)
        found[pair] = _solve(known, _key(pair, depth), depth, done)
    return found


def inbreeding(known: Pedigree, animal: str) -> Inbreeding:
    """How inbred an animal is at least, and through whom."""
    mother, father = known.of(animal)
    value = coancestry(known, [(mother, father)])[mother, father] if mother and father else 0.0
    above_mother = known.ancestors(mother) if mother else {}
    above_father = known.ancestors(father) if father else {}
    shared = set(above_mother) & set(above_father)
    # The nearest of them: one that is reached only through another adds no way of its own.
    beyond = {p for one in shared for p in known.ancestors(one) if p != one}
    said = {s for one in known.ancestors(animal) for s in known.statements.get(one, ())}
    return Inbreeding(
        animal, value, tuple(sorted(shared - beyond)), _generations(known, animal),
        tuple(sorted(said)),
    )  # fmt: skip


def _said(entity: Entity) -> tuple[str, ...]:
    return tuple(s.id for name in ("mother", "father") for s in entity.said(name))


def _in_circles(parents: Mapping[str, Pair]) -> set[str]:
    """Animals that reach themselves by their parents."""
    circles = set()
    for animal in parents:
        seen: set[str] = set()
        edge = [one for one in parents[animal] if one]
        while edge:
            one = edge.pop()
            if one == animal:
                circles.add(animal)
                break
            if one not in seen:
                seen.add(one)
                edge += [p for p in parents.get(one, ()) if p]
    return circles


def _depth(known: Pedigree, animal: str, depth: dict[str, int]) -> None:
    """Generations above each animal, parents before their young, without recursion."""
    stack = [animal]
    while stack:
        one = stack[-1]
        open_ones = [p for p in known.of(one) if p and p not in depth]
        if open_ones:
            stack += open_ones
        else:
            stack.pop()
            depth[one] = max((depth[p] + 1 for p in known.of(one) if p), default=0)


def _key(pair: Pair, depth: Mapping[str, int]) -> Pair:
    """The younger first: its parents are looked through, and never the other's young."""
    first, second = pair
    if (depth.get(first, 0), first) < (depth.get(second, 0), second):
        return second, first
    return first, second


def _solve(
    known: Pedigree, asked: Pair, depth: Mapping[str, int], done: dict[Pair, float]
) -> float:
    stack = [asked]
    while stack:
        pair = stack[-1]
        young, other = pair
        if pair in done:
            stack.pop()
            continue
        mother, father = known.of(young)
        if young == other:
            needed = [_key((mother, father), depth)] if mother and father else []
        else:
            needed = [_key((p, other), depth) for p in (mother, father) if p]
        missing = [one for one in needed if one not in done]
        if missing:
            stack += missing
            continue
        stack.pop()
        total = sum(done[one] for one in needed)
        done[pair] = 0.5 * (1.0 + total) if young == other else 0.5 * total
    return done[asked]


def _generations(known: Pedigree, animal: str) -> int:
    count, row = 0, [animal]
    while row:
        above = [p for one in row for p in known.of(one)]
        # A pedigree without circles runs out of known parents before this many.
        if not all(above) or count > len(known.parents):
            return count
        count, row = count + 1, list(dict.fromkeys(above))
    return count
