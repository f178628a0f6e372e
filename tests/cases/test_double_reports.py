"""Two reports of one event are linked; two events of one month are not. All of it simulated."""

import pytest

from cases.dates import read_date
from cases.double_reports import Report, double_reports

SEIZED = {
    "country": "RU", "location": "Slavyanka", "species": "Panthera pardus orientalis",
    "product": "skin", "quantity": "1",
}  # fmt: skip
SHIPPED = {
    "species": "Panthera pardus", "term": "SKI", "importer": "DE", "exporter": "NA",
    "reporter": "I", "quantity": "3",
}  # fmt: skip


def report(name, date, said, kind="Seizure", **changes):
    values = {n: frozenset({v}) for n, v in (said | changes).items() if v}
    statements = {n: (f"{name} {n}",) for n in (*values, "date")}
    return Report(name, kind, read_date(date), values, statements)


def linked(*reports):
    return [(one.left, one.right) for one in double_reports(reports)]


@pytest.mark.parametrize(
    ("date", "changes"),
    [
        ("2025-02-01", {}), ("2025-02", {}), ("2025-02-01", {"location": ""}),
        ("2025-02-01", {"species": "Panthera pardus amurensis"}),
        ("2025-02-01", {"quantity": "", "location": "slavyanka"}),
    ],
)  # fmt: skip
def test_what_agrees_in_time_country_and_two_more_is_linked_with_its_statements(date, changes):
    first, second = report("b", "2025-02-01", SEIZED), report("a", date, SEIZED, **changes)
    found = list(double_reports([first, second]))
    assert [(one.left, one.right) for one in found] == [("a", "b")]
    assert {"a country", "b country", "b date"} <= set(found[0].statements)
    assert "species" in found[0].agreeing


@pytest.mark.parametrize(
    ("date", "changes"),
    [
        ("2025-02-20", {}), ("2025-02-01", {"country": "CN"}), ("2025-02-01", {"quantity": "7"}),
        ("2025-02-01", {"species": "Panthera tigris"}), ("2024-02-01", {}),
        ("2025-02-01", {"species": "", "product": "", "quantity": ""}),
    ],
)  # fmt: skip
def test_what_contradicts_or_says_too_little_is_not(date, changes):
    assert linked(report("a", "2025-02-01", SEIZED), report("b", date, SEIZED, **changes)) == []


def test_two_events_known_to_the_month_only_are_no_candidates():
    assert linked(report("a", "2025-02", SEIZED), report("b", "2025-02", SEIZED)) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reporter": "E", "quantity": "2"}, [("a", "b")]), ({}, []),
        ({"reporter": "E", "term": "SKU"}, []), ({"reporter": "E", "exporter": "ZA"}, []),
    ],
)  # fmt: skip
def test_both_partners_report_one_shipment(changes, found):
    mine = report("a", "2017", SHIPPED, "Shipment")
    assert linked(mine, report("b", "2017", SHIPPED, "Shipment", **changes)) == found


def test_a_crowded_month_is_looked_at_by_species():
    crowd = [report(f"c{n:04d}", "2025-02-01", SEIZED, species=f"Species {n}", quantity=str(n + 2),
                    location="") for n in range(450)]  # fmt: skip
    pair = [report("x", "2025-02-01", SEIZED), report("y", "2025-02-01", SEIZED)]
    assert linked(*crowd, *pair) == [("x", "y")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        # One animal of the only species of a list, in two towns: most seizures are that.
        ({"product": "", "location": "Wenzhou"}, []),
        ({"product": "", "location": "Wenzhou", "quantity": "63"}, [("a", "b")]),
        ({"product": "", "scalesWeight": "1.23", "quantity": ""}, []),
        ({"latitude": "27.8", "longitude": "112.9", "location": "Xiangtan"}, []),
        ({"latitude": "27.8", "longitude": "112.9", "location": "Slavyanka and Xiangtan"},
         [("a", "b")]),
        ({"latitude": "42.9", "longitude": "131.4", "location": "Khasan"}, [("a", "b")]),
        ({"latitude": "unknown", "longitude": "112.9"}, [("a", "b")]),
    ],
)  # fmt: skip
def test_what_any_two_seizures_share_makes_no_double(changes, found):
    told = SEIZED | {"latitude": "42.86", "longitude": "131.38", "scalesWeight": "930"}
    told |= {"quantity": changes.get("quantity", "1")}
    both = {name: value for name, value in changes.items() if name in ("product", "quantity")}
    first = report("a", "2025-02-01", told, **both)
    assert linked(first, report("b", "2025-02-02", told | {"scalesWeight": ""}, **changes)) == found


def test_reports_of_one_amount_go_together_and_crowds_of_others_are_left_alone():
    mine = [report(f"i{n}", "2017", SHIPPED, "Shipment", quantity=str(n)) for n in range(10)]
    theirs = [
        report(f"x{n}", "2017", SHIPPED, "Shipment", reporter="E", quantity=str(n + 6))
        for n in range(10)
    ]
    assert linked(*mine, *theirs) == [(f"i{n + 6}", f"x{n}") for n in range(4)]


def test_two_states_that_disagree_in_the_amount_still_report_one_shipment():
    mine = report("a", "2017", SHIPPED, "Shipment", quantity="40")
    theirs = report("b", "2017", SHIPPED, "Shipment", reporter="E", quantity="400")
    (found,) = double_reports([mine, theirs])
    assert "quantity" not in found.agreeing


@pytest.mark.parametrize(
    ("vague", "day", "found"),
    [
        ("2023", "2023-01-12", [("a", "b")]), ("2023", "2023-06-12", [("a", "b")]),
        ("2023", "2023-12-31", [("a", "b")]), ("2023", "2024-01-01", []),
        ("2023-01-31/2023-03-02", "2023-02-14", [("a", "b")]),
        ("2014/2015", "2015-11-03", [("a", "b")]),
    ],
)  # fmt: skip
def test_a_year_is_held_against_every_month_of_it(vague, day, found):
    assert linked(report("a", vague, SEIZED), report("b", day, SEIZED)) == found
