"""The skin of the courier was taken for Lord's: what the program says of that suspicion."""

import pytest

from workbench.demo.deciding import told_of
from workbench.demo.intake import Skin
from workbench.demo.people_of_house import suspicion_line
from workbench.services.matching import Match

CANDIDATES = [
    {"individual": "IND-0019", "log10_lr": 0.59, "wording": "LR 3.9 (weak support)"},
    {"individual": "IND-0001", "log10_lr": -0.46, "wording": "LR 1/2.9 (weak support against)"},
]
MATCH = Match("SR-0001", "SK-0001", (), "f", {"candidates": CANDIDATES}, {"IND-0001": "Lord"})


def skin() -> Skin:
    fields = dict.fromkeys(Skin.__dataclass_fields__, "")
    return Skin(**(fields | {"id": "SK-0001"}))  # type: ignore[arg-type]


def test_the_suspected_animal_is_told_with_its_own_ratio_not_the_leads() -> None:
    line = suspicion_line(skin(), MATCH, "IND-0001")
    assert line is not None
    assert "Lord" in line.sentence
    assert "LR 1/2.9" in line.sentence
    assert "3.9" not in line.sentence


@pytest.mark.parametrize("suspicion", ["", "IND-0404", "IND-0019"])
def test_nothing_is_said_of_who_was_not_compared_or_is_named_anyway(suspicion: str) -> None:
    assert suspicion_line(skin(), MATCH, suspicion) is None


def test_an_animal_that_was_not_compared_has_no_ratio() -> None:
    assert told_of(MATCH, "IND-0404") is None
