"""What the two controls of a pair find on real photos, and how far the elastic map is off.

usage: python benchmarks/explained.py shared/data/amur_tigers [--pairs 31] [--seed 1]

DIR holds photos.csv (file, individual_id, encounter_id, flank) and images/. For each animal and
flank with two encounters one photo of each is drawn; the same query is also held against another
animal of the same flank. Prints medians and the 90 % point over animals, and how often a control
would warn; nothing is fitted or chosen here.
"""

import argparse
import csv
import platform
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from embeddings.coat import Coat, Flank, Kind, Region, locate
from embeddings.explain import (
    background_control,
    background_only,
    elastic_map,
    mirrored,
    mirrored_coat,
    mirrored_control,
)
from embeddings.features import Describer
from embeddings.photo import Photo, read_photo
from embeddings.verify import Comparison, compare

Side = tuple[Photo, Coat]


def side(folder: Path, row: dict[str, str]) -> Side:
    """A photo that is one animal from edge to edge, and its coat."""
    photo = read_photo(folder / "images" / row["file"])
    region = Region(0.0, 0.0, float(photo.width), float(photo.height))
    return photo, locate(photo, region=region, flank=Flank(row["flank"]), kind=Kind.CAMERA)


def drawn(rows: list[dict[str, str]], most: int, rng: np.random.Generator) -> list[list[dict]]:
    """Query, the same animal in another encounter, another animal of that flank."""
    by_flank: dict[tuple[str, str], dict[str, list[dict[str, str]]]] = defaultdict(dict)
    for row in rows:
        animal = by_flank[row["individual_id"], row["flank"]]
        animal.setdefault(row["encounter_id"], []).append(row)
    found = [key for key, encounters in sorted(by_flank.items()) if len(encounters) > 1]
    picked = []
    for key in found[:most]:
        one, two = (by_flank[key][e] for e in rng.permutation(sorted(by_flank[key]))[:2])
        others = [k for k in sorted(by_flank) if k[1] == key[1] and k[0] != key[0]]
        other = by_flank[others[int(rng.integers(len(others)))]]
        every = [row for encounter in other.values() for row in encounter]
        picked.append([one[int(rng.integers(len(one)))], two[int(rng.integers(len(two)))],
                       every[int(rng.integers(len(every)))]])  # fmt: skip
    return picked


@dataclass
class Found:
    """Marks by kind and what was held against what, the map's error, and warnings."""

    counts: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    off: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    warned: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, comparison: Comparison, candidate: Photo) -> None:
        """One comparison; the map's error as a share of the candidate's long side."""
        for kind, matched in comparison.matches.items():
            self.counts[kind, name].append(len(matched))
        elastic = elastic_map(comparison.matches)
        if elastic is not None:
            self.off[name].append(elastic.off / max(candidate.width, candidate.height))

    def tell(self) -> None:
        """Print all of it."""
        for (kind, name), marks in sorted(self.counts.items()):
            middle, high = np.quantile(marks, (0.5, 0.9))
            print(f"{kind:6} {name:15} median {middle:5.1f}  90 % {high:5.1f}")
        for name, shares in self.off.items():
            middle = np.median(shares)
            print(f"map    {name:15} off by {middle:.3f} of the long side, {len(shares)} maps")
        for name, told in self.warned.items():
            print(f"{name} would warn in {sum(told)} of {len(told)} pairs")


def hold(describer: Describer, sides: list[Side], found: Found) -> None:
    """Query against the same animal, another, and both controls."""
    query, same, other = sides
    features, theirs = (describer.describe(*one) for one in (query, same))
    genuine = compare(features, theirs)
    turned = mirrored(query[0])
    there = mirrored_coat(query[1], turned)
    controls = (
        background_control(
            background_only(describer, *query), background_only(describer, *same), genuine
        ),
        mirrored_control(describer.describe(turned, there), theirs, genuine),
    )
    found.add("same animal", genuine, same[0])
    found.add("another animal", compare(features, describer.describe(*other)), other[0])
    for control in controls:
        found.add(control.name, control.comparison, same[0])
        found.warned[control.name].append(control.warns)


def main() -> None:
    """Describe, compare, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--pairs", type=int, default=31)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with (given.folder / "photos.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    describer, found = Describer.shipped(), Found()
    triples = drawn(rows, given.pairs, np.random.default_rng(given.seed))
    for triple in triples:
        hold(describer, [side(given.folder, row) for row in triple], found)
    print(f"{platform.machine()}, seed {given.seed}, {len(triples)} pairs")
    found.tell()


if __name__ == "__main__":
    main()
