"""Which seizures may be of an animal by what somebody wrote the goods to be.

The table is an officer's reading of each line: true where the words leave the animal possible.
"""

import pytest

from cases.watches.suspected import may_be

LEOPARD, TIGER, IRBIS = "Panthera pardus", "Panthera tigris altaica", "Panthera uncia"


@pytest.mark.parametrize(
    ("reported", "leopard", "tiger", "irbis"),
    [
        ("tiger and leopard skins", True, True, False),
        ("шкуры тигра и леопарда", True, True, False),
        ("虎皮、雪豹皮", False, True, True),
        ("da hổ và da báo", True, True, False),
        ("leopard cat and tiger", False, True, False),
        ("snow leopard; leopard", True, False, True),
        ("tiger prawns, tiger shark", False, False, False),
        ("clouded leopard / tiger", False, True, False),
    ],
)
def test_a_load_of_several_animals_may_hold_each_of_them(
    reported: str, leopard: bool, tiger: bool, irbis: bool
) -> None:
    said = [may_be(one, [reported]) for one in (LEOPARD, TIGER, IRBIS)]
    assert said == [leopard, tiger, irbis]


@pytest.mark.parametrize(
    "reported", ["Panthera spp.", "Panthera sp.", "PANTHERA SPP", "Panthera", "Felidae spp."]
)
def test_a_load_known_by_its_genus_or_family_may_be_any_of_them(reported: str) -> None:
    assert [may_be(one, [reported]) for one in (LEOPARD, TIGER, IRBIS)] == [True] * 3


@pytest.mark.parametrize("reported", ["Lynx spp.", "Ursus sp.", "Canidae spp.", "Pantherophis"])
def test_another_genus_or_family_is_none_of_them(reported: str) -> None:
    assert not any(may_be(one, [reported]) for one in (LEOPARD, TIGER, IRBIS))


@pytest.mark.parametrize(
    ("reported", "leopard", "tiger"),
    [
        ("P. tigris", False, True),
        ("p.pardus orientalis", True, False),
        ("Panthera_pardus", True, False),
        ("Panthera  pardus", True, False),
        ("Panthera\u00a0tigris", False, True),
        ("Panthera tigris, Panthera pardus", True, True),
        ("leopard (Panthera uncia)", False, False),
    ],
)
def test_a_scientific_name_decides_however_it_is_written(
    reported: str, leopard: bool, tiger: bool
) -> None:
    assert (may_be(LEOPARD, [reported]), may_be(TIGER, [reported])) == (leopard, tiger)


def test_an_animal_of_which_no_species_is_known_may_be_any_that_was_reported() -> None:
    assert may_be("", ["bear"])
    assert not may_be(LEOPARD, [])
