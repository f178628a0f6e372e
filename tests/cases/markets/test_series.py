"""A level in its sentence says what was paid: no price that somebody paid is told as nothing."""

from statistics import median
from typing import Any

import pytest

from cases.markets import levels, prices


def sentence(records: Any, *amounts: str) -> str:
    for number, amount in enumerate(amounts):
        records.say(f"OFR-{number}", "Offer", price=f"{amount} USD", product="bone", unit="gram",
                    date="2025-03-01", kind="asked")  # fmt: skip
    (level,) = levels(prices(records.world().entities))
    return level.sentence


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (["0.4"] * 5, "median 0.4 (0.4 to 0.4, n = 5)"),
        (["0.0125"], ": 0.0125 (n = 1, too few for a middle)"),
        (["0.4", "9.5"], ": 0.4 to 9.5 (n = 2, too few for a middle)"),
        (["7", "12"], ": 7 to 12 (n = 2, too few for a middle)"),
        (["12000", "1500.4"], ": 1,500 to 12,000 (n = 2, too few for a middle)"),
    ],
)
def test_a_price_below_one_is_told_as_it_is(records: Any, amounts: list[str], told: str) -> None:
    assert told in sentence(records, *amounts)


def test_the_middle_is_that_of_the_prices_and_lies_between_the_ends(records: Any) -> None:
    amounts = [0.8, 1.1, 2.3, 4.4, 5.0, 7.7, 9.1]

    said = sentence(records, *map(str, amounts))

    assert f"median {median(amounts):g} (" in said
    low, high = said.split("(")[1].split(",")[0].split(" to ")
    assert float(low) <= median(amounts) <= float(high)
    assert {float(low), float(high)} <= set(amounts)
