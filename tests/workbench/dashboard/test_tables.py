"""Tables fit a window of 1,024: no last column stands where nobody sees it."""

import pandas as pd
import pytest

from workbench.dashboard import house_audit, market_offers
from workbench.dashboard.pages import resolution, seizures, watches
from workbench.dashboard.tables import LINES_PX, ONE_LINE_PX, fitted

# The window less the margins of the page and the column with which a row is chosen.
ROOM_PX = 1024 - 2 * 31 - 36


def table(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()})


def look(frame, **least_px):
    return fitted(frame, list(least_px), list(least_px.values()))


def test_each_column_has_its_least_width():
    told = look(table(Date="2025-01-06", Place="Ussuri"), Date=90, Place=112, Agency=136)
    widths = {name: one["width"] for name, one in told["column_config"].items()}
    assert widths == {"Date": 90, "Place": 112}, "the agency is no column of this table"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Ussuri", "one"),
        ("a customs post that was invented", "more"),
        ("一二三四五六", "one"),
        ("公安（虚构）珲春西市场", "more"),
        ("", "one"),
        (12, "one"),
    ],
)
def test_a_row_has_more_lines_where_something_is_longer_than_its_column(words, lines):
    height_px = look(table(Agency=words), Agency=112)["row_height"]
    assert height_px == {"one": ONE_LINE_PX, "more": LINES_PX}[lines]


def test_lines_break_at_all():
    # The toolkit breaks none in rows of four rem and less.
    assert LINES_PX > 64


@pytest.mark.parametrize(
    "least_px",
    [seizures.LEAST_PX, watches.LEAST_PX, house_audit.LEAST_PX],
    ids=["seizures", "watches", "audit"],
)
def test_all_columns_together_fit(least_px):
    assert sum(least_px) <= ROOM_PX


def test_the_list_of_pairs_fits_beside_the_pair():
    assert sum(resolution.LEAST_PX) + 36 <= 28.25 * 16


def test_offers_fit_with_the_columns_that_say_something_as_a_rule():
    # Without the species found, the unit, and whether it is contradicted: rarely filled.
    usual = sum(market_offers.LEAST_PX) - sum(market_offers.LEAST_PX[at] for at in (4, 8, 12))
    assert usual <= ROOM_PX
