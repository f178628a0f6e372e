"""Counts that count different things are never one series."""

from typing import Any

from cases.catalogue import series, stated_counts, why_apart

LEOPARD = "Panthera pardus orientalis"


def counted(records: Any, name: str, year: str, value: str, **said: str) -> None:
    told = {"species": LEOPARD, "area": "Land of the Leopard", "ageClass": "adults",
            "method": "camera traps"}  # fmt: skip
    records.say(name, "Count", date=year, value=value, **(told | said))


def published(records: Any) -> None:
    """What is in print of one population: five figures of four kinds."""
    counted(records, "POP-1", "2007", "30", area="Primorye", ageClass="all", method="tracks")
    counted(records, "POP-2", "2015", "57")
    counted(records, "POP-3", "2018", "103", area="Russia and China", ageClass="adults and cubs")
    counted(records, "POP-4", "2020", "121", area="Russia and China", ageClass="all")
    counted(records, "POP-5", "2023", "125", area="Russia and China", method="")


def test_thirty_fifty_seven_and_a_hundred_are_no_series(records: Any) -> None:
    published(records)

    found = series(stated_counts(records.world().entities))

    assert sorted(len(one.counts) for one in found) == [1, 1, 1, 1, 1]


def test_counts_that_say_the_same_of_all_four_are_one_series_in_order(records: Any) -> None:
    published(records)
    counted(records, "POP-6", "2013", "48", area="land of the  leopard")

    found = [one for one in series(stated_counts(records.world().entities)) if len(one.counts) > 1]

    assert [[count.value for count in one.counts] for one in found] == [[48.0, 57.0]]


def test_why_two_counts_are_no_series_is_said(records: Any) -> None:
    published(records)
    known = {one.id: one for one in stated_counts(records.world().entities)}

    assert why_apart(known["POP-1"], known["POP-2"]) == (
        "area: Primorye and Land of the Leopard",
        "age class: all and adults",
        "method: tracks and camera traps",
    )
    assert "POP-5 does not say its method" in why_apart(known["POP-2"], known["POP-5"])


def test_a_count_that_says_nothing_of_its_method_shares_it_with_none(records: Any) -> None:
    for name in ("POP-1", "POP-2"):
        counted(records, name, "2015", "57", method="")

    assert len(series(stated_counts(records.world().entities))) == 2


def test_a_count_without_a_number_is_none(records: Any) -> None:
    counted(records, "POP-1", "2015", "some")

    assert stated_counts(records.world().entities) == ()
