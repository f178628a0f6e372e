"""Which animals stand beside the machine's best: only those that the skin is known not to be of.

Oracle: the rule in plain words, read again over each animal.
"""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from workbench.services.gallery import Catalogued
from workbench.services.lining_up import LEAST_KNOWN, PLACES, Offer, choose, known_others
from workbench.store.examined import CANDIDATE, KNOWN_DIFFERENT

GOOD, POOR = QualityGrade.SUFFICIENT, QualityGrade.LIMITED


def coat(name: str, px: int = 1000, grade: QualityGrade = GOOD) -> Coat:
    return Coat(
        photo=name.ljust(64, "0"),
        region=Region(0.0, 0.0, 10.0, 10.0),
        flank=Flank.LEFT,
        species="Panthera pardus",
        kind=Kind.CAMERA,
        quality=Quality(grade, px, 1.0, 0.0, 1.0),
        fixed_by={},
    )


def entry(animal: str, px: int = 1000) -> Catalogued:
    return Catalogued(coat(f"{animal}{px}", px), animal, f"{animal}-1", False)


def others(animals, weighed, alive=(), besides=(), excluded=-2.0) -> list[Offer]:
    return known_others(
        [entry(one) for one in animals],
        weighed,
        dict.fromkeys(alive, "2026-05-01"),
        excluded=excluded,
        besides=set(besides),
    )


def test_an_animal_that_nothing_is_known_of_is_no_known_other() -> None:
    assert others(["A", "B"], {"B": 0.4}) == []


def test_an_animal_seen_alive_after_the_skin_was_there_is_another_whatever_the_machine_says() -> (
    None
):
    (found,) = others(["A"], {"A": 3.0}, alive=["A"])
    assert (found.individual, found.role) == ("A", KNOWN_DIFFERENT)
    assert found.basis == "photographed alive on 2026-05-01, when the skin was there already"


def test_who_stands_there_as_the_machines_best_is_no_known_other() -> None:
    assert others(["A"], {"A": -9.0}, alive=["A"], besides=["A"]) == []


@pytest.mark.parametrize(
    ("lr", "basis"),
    [
        (-2.0, "the search excludes it: log10 LR -2.00"),
        (-1.9, "the search speaks against it: log10 LR -1.90"),
        (0.0, None),
    ],
)
def test_how_it_is_known_stands_in_the_record(lr: float, basis: str | None) -> None:
    assert [one.basis for one in others(["A"], {"A": lr})] == ([basis] if basis else [])


ANIMALS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.floats(-4, 4), max_size=8)


@settings(max_examples=60, deadline=None)
@given(ANIMALS, st.sets(st.sampled_from("ABCDEFGH")), st.sets(st.sampled_from("ABCDEFGH")))
def test_weaker_knowledge_is_used_only_where_the_sure_are_too_few(weighed, alive, best) -> None:
    sure = {a for a in "ABCDEFGH" if a not in best and (a in alive or weighed.get(a, 0) <= -2)}
    against = {a for a in "ABCDEFGH" if a not in best and weighed.get(a, 0) < 0}
    enough = len(sure) >= PLACES - len(best)

    found = {one.individual for one in others("ABCDEFGH", weighed, alive, best)}

    assert found == (sure if enough else sure | against)


def test_an_animal_that_the_search_only_speaks_against_waits_until_the_sure_are_too_few() -> None:
    sure = list("ABCDEF")
    assert len(sure) == PLACES
    found = others("ABCDEFG", {"G": -1.0}, alive=sure)
    assert [one.individual for one in found] == sure
    fewer = others("ABCDEFG", {"G": -1.0}, alive=sure[:-1])
    assert [one.individual for one in fewer] == [*sure[:-1], "G"]


def offers(*sizes: tuple[str, int]) -> list[Offer]:
    return [Offer(a, coat(f"{a}{px}", px), KNOWN_DIFFERENT, "known") for a, px in sizes]


def best(*animals: str) -> list[Offer]:
    return [Offer(one, coat(one), CANDIDATE, "log10 LR +3.00", 3.0) for one in animals]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("PQRSTUVWXYZ"), st.integers(1, 5000)), max_size=30),
    st.integers(1, 3),
    st.integers(0, 2**32),
)
def test_each_animal_stands_once_and_nobody_is_crowded_out(known, leading, seed) -> None:
    first = best(*"ABC"[:leading])
    found = choose(np.random.default_rng(seed), first, offers(*known), like=coat("q"))

    places = Counter(one.individual for one in found)
    there = {animal for animal, _ in known}
    assert max(places.values()) == 1
    assert found[:leading] == first
    assert len(found) == leading + min(len(there), max(LEAST_KNOWN, PLACES - leading))


def test_of_an_animals_photos_the_one_most_like_the_query_is_shown() -> None:
    known = offers(("P", 30), ("P", 900), ("P", 4000))
    (_, shown) = choose(np.random.default_rng(1), best("A"), known, like=coat("q", 1000))
    assert shown.coat.quality.usable_px == 900


def test_the_same_seed_draws_the_same_animals_and_another_seed_others() -> None:
    known = offers(*((one, 1000) for one in "PQRSTUVWXY"))

    def drawn(seed: int) -> list[str]:
        rng = np.random.default_rng(seed)
        return [one.individual for one in choose(rng, best("A"), known, like=coat("q"))]

    assert drawn(7) == drawn(7)
    assert len({tuple(drawn(seed)) for seed in range(12)}) > 6
