"""Who lives in the story: leopards with their names, families and coats, and a few tigers.

The named ones bear the names of the park's known animals; which of the others plays which part is
drawn from the seed, so that nothing in the program can lean on a name.
"""

from dataclasses import dataclass, replace

import numpy as np

from embeddings.synthesis import LEOPARD, TIGER, Animal, make_animal

__all__ = ["FULL", "SMALL", "Cast", "Cat", "Scale", "cast_of"]

_FAMILY = ("Killy", "Crimea", "Barry")
_FEMALES = ("Pamela", "Nerussa", "Leo")


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a world is made. others: leopards without a name; passages_a_side: photographed
    passages of each side of an animal; frames: rendered of the first and of the later ones."""

    others: int = 32
    tigers: int = 3
    passages_a_side: int = 2
    frames: tuple[int, int] = (2, 1)


FULL = Scale()
# Everybody whom the story needs and few beside: for tests, on a laptop within a minute.
SMALL = Scale(others=9, tigers=1, passages_a_side=1, frames=(1, 1))


@dataclass(frozen=True, slots=True)
class Cat:
    """One animal. key: its number in the catalogue; flanks: which sides cameras ever saw.

    reserve: "ru" or "cn", whose catalogue it stands in; since: the first winter (0 to 3).
    """

    key: str
    name: str
    species: str
    sex: str
    born: int
    flanks: tuple[str, ...]
    coat: Animal
    reserve: str = "ru"
    origin: str = "wild"
    mother: str = ""
    since: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """All catalogued animals, and the parts of the story by catalogue number.

    victim: the female that SZ-2 comes from; crossing: the pair of numbers of one animal;
    one_flank: the male known by one side; stranger: the coat of the animal nobody photographed;
    look_alike: its sibling of the style in the catalogue.
    """

    cats: tuple[Cat, ...]
    lord: str
    victim: str
    crossing: tuple[str, str]
    one_flank: str
    released: str
    stranger: Animal
    look_alike: str
    followed: tuple[str, ...]
    family: tuple[str, ...]

    def cat(self, key: str) -> Cat:
        """One animal by its number. Raises KeyError."""
        for cat in self.cats:
            if cat.key == key:
                return cat
        raise KeyError(key)


def cast_of(rng: np.random.Generator, scale: Scale = FULL) -> Cast:
    """Everybody, drawn from the seed: about 41 leopards and three tigers."""
    named = _named(rng)
    others = _others(rng, scale.others)
    tigers = [
        Cat(f"T-{n:02d}", f"Tiger {n:02d}", TIGER, str(rng.choice(["female", "male"])), 2017,
            ("left", "right"), make_animal(rng, TIGER))
        for n in range(1, scale.tigers + 1)
    ]  # fmt: skip
    cats = [*named, *others, *tigers]
    ru = [cat for cat in others if cat.reserve == "ru"]
    # There from the first winter on: who came late has no range yet to be missed in.
    females = [c for c in ru if c.sex == "female" and not c.since] or [
        c for c in ru if c.sex == "female"
    ]
    males = [c for c in ru if c.sex == "male"]
    victim = females[int(rng.integers(len(females)))]
    one_flank = males[int(rng.integers(len(males)))]
    crossing = [c for c in males if c.key != one_flank.key][int(rng.integers(len(males) - 1))]
    rest = [c for c in ru if c.key not in (victim.key, one_flank.key, crossing.key)]
    released, look_alike = (rest[int(i)] for i in rng.choice(len(rest), 2, replace=False))
    abroad = replace(crossing, key="HC-90", name="HC-90", reserve="cn", flanks=("left", "right"))
    changes = {
        victim.key: replace(victim, flanks=("left", "right"), since=0),
        one_flank.key: replace(one_flank, flanks=("left",)),
        crossing.key: replace(crossing, flanks=("left", "right")),
        released.key: replace(released, origin="captive-born"),
        look_alike.key: replace(look_alike, flanks=("left", "right")),
    }
    return Cast(
        cats=(*(changes.get(cat.key, cat) for cat in cats), abroad),
        lord=named[0].key,
        victim=victim.key,
        crossing=(crossing.key, abroad.key),
        one_flank=one_flank.key,
        released=released.key,
        stranger=make_animal(rng, LEOPARD, sibling_of=look_alike.coat),
        look_alike=look_alike.key,
        followed=tuple(cat.key for cat in named if cat.name in _FEMALES),
        family=tuple(cat.key for cat in named if cat.name in ("Kedrovka", *_FAMILY)),
    )


def _named(rng: np.random.Generator) -> list[Cat]:
    both = ("left", "right")
    cats = [
        Cat("LL-01", "Lord", LEOPARD, "male", 2012, both, make_animal(rng, LEOPARD)),
        Cat("LL-02", "Kedrovka", LEOPARD, "female", 2014, both, make_animal(rng, LEOPARD)),
    ]
    mother = cats[1]
    for n, name in enumerate(_FAMILY):
        coat = make_animal(rng, LEOPARD, sibling_of=mother.coat)
        cats.append(
            Cat(f"LL-{n + 3:02d}", name, LEOPARD, ("female", "female", "male")[n], 2022, both, coat,
                mother=mother.key)
        )  # fmt: skip
    for n, name in enumerate(_FEMALES):
        cats.append(Cat(f"LL-{n + 6:02d}", name, LEOPARD, "female", 2018 - n, both,
                        make_animal(rng, LEOPARD)))  # fmt: skip
    return cats


def _others(rng: np.random.Generator, count: int) -> list[Cat]:
    cats = []
    for n in range(count):
        abroad = n % 3 == 2
        key = f"HC-{n // 3 + 1:02d}" if abroad else f"LL-{n + 9:02d}"
        sides = (("left", "right"), ("left",), ("right",))[int(rng.choice(3, p=[0.8, 0.1, 0.1]))]
        cats.append(
            Cat(
                key,
                key if abroad else f"Leopard {n + 9:02d}",
                LEOPARD,
                "female" if n % 2 else "male",
                int(rng.integers(2013, 2021)),
                sides,
                make_animal(rng, LEOPARD),
                reserve="cn" if abroad else "ru",
                since=int(rng.choice(4, p=[0.7, 0.15, 0.1, 0.05])),
            )
        )
    return cats
