"""Whose links are mostly new."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from cases.graph.windows import counts, dated, edges_of_windows, rises, slopes

START = date(2024, 1, 1)


def day(after: int) -> str:
    return (START + timedelta(days=after)).isoformat()


def told(records: Any, rising: int = 8, quiet: int = 30) -> Any:
    """PER-0 meets somebody new ever more often at the end; the others meet all the time."""
    for n in range(quiet):
        records.say(f"JRN-{n}", "Journey", date=day(n * 30),
                    traveller=[f"PER-{1 + n % 9}", f"PER-{1 + (n * 4 + 1) % 9}"])  # fmt: skip
    for n in range(rising):
        records.say(f"JRN-9{n}", "Journey", date=day(30 * quiet - 10 - 15 * n),
                    traveller=["PER-0", f"PER-{1 + n % 9}"])  # fmt: skip
    for n in range(10):
        records.say(f"PER-{n}", "Person", name=f"Person {n}")
    return records


def test_who_meets_ever_more_people_rises_first(records: Any) -> None:
    network = told(records).world().trade

    top, *others = rises(network, np.random.default_rng(1))

    assert network.nodes[top.place] == "PER-0"
    assert top.counts[-1] >= 6
    assert sum(top.counts) == 8
    assert sum(top.counts[:2]) == 0
    assert top.chance < 0.1
    assert (top.low, top.first > 0.8) == (1, True)
    assert all(one.slope < top.slope for one in others)


def test_where_nobody_rises_shuffled_dates_do_as_well(records: Any) -> None:
    found = rises(told(records, rising=0).world().trade, np.random.default_rng(1))

    assert not found or found[0].chance > 0.2


@pytest.mark.parametrize("dates", [(), ("2024-01-01",) * 12])
def test_without_dates_or_with_one_date_nobody_rises(records: Any, dates: tuple[str, ...]) -> None:
    for n in range(12):
        more = {"date": dates[n]} if dates else {}
        records.say(f"JRN-{n}", "Journey", traveller=["PER-1", "PER-2"], **more)
    records.say("PER-1", "Person", name="Anna")
    records.say("PER-2", "Person", name="Oleg")

    assert rises(records.world().trade, np.random.default_rng(1)) == ()


def test_a_link_is_new_on_the_day_of_its_event_though_the_statement_bears_none(
    records: Any,
) -> None:
    records.say("SZ-2026-001", "Seizure", date="2026-02-10")
    records.say("SZ-2026-001", "Seizure", courier="PER-1")
    records.say("PER-1", "Person", name="Anna")

    rows, days = dated(records.world().trade)

    assert rows.tolist() == [0]
    assert date.fromordinal(int(days[0])) == date(2026, 2, 10)


def test_windows_hold_as_many_links_each() -> None:
    days = np.array([1, 2, 3, 4, 100, 101, 200, 300], dtype=np.int64)
    window = np.searchsorted(edges_of_windows(days), days, side="right")

    assert np.bincount(window).tolist() == [2, 2, 2, 2]


def test_a_slope_is_the_share_gained_from_one_window_to_the_next() -> None:
    ends = np.array([[0, 1]] * 4, dtype=np.intp)
    own = counts(ends, np.array([0, 1, 2, 3]), np.ones(4), 3)

    assert own[0].tolist() == [1, 1, 1, 1]
    assert slopes(own).tolist() == pytest.approx([0, 0, 0])
    assert slopes(np.array([[0.0, 1, 2, 3], [6, 5, 4, 3]]))[0] == pytest.approx(
        np.polyfit(range(4), [0, 1 / 6, 2 / 6, 3 / 6], 1)[0]
    )
