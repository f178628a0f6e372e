"""A share without names says how much of what, and never of fewer than five."""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.exports import leaks, nonnominal, secrets
from cases.exports.loss import LossList


@pytest.fixture
def new_records(records: Any) -> Any:
    """A maker of empty sets of records, for each drawn example its own."""
    return type(records)


@pytest.fixture
def many(records: Any) -> Any:
    """Six seizures alike, four of another kind, each with people; routes; six offers."""
    r = records
    r.say("PLC-1", "Place", name="Kraskino", latitude="42.71", longitude="130.78", country="RU")
    for n in range(10):
        product, species = ("skin", "Panthera pardus orientalis") if n < 6 else ("bones", "Secret")
        r.say(f"PER-{n}", "Person", name=f"Пётр Кузьмин {n}", note="drives a white van")
        r.say(f"SZ-2026-{n}", "Seizure", date=f"2026-0{n % 9 + 1}-11", country="RU",
              species=species, product=product, place="PLC-1", courier=f"PER-{n}",
              description="Пётр Кузьмин had it")  # fmt: skip
        r.say(
            f"LEG-{n}a", "RouteLeg", seizure=f"SZ-2026-{n}", role="origin", country="RU", order="1"
        )
        r.say(f"LEG-{n}b", "RouteLeg", seizure=f"SZ-2026-{n}", role="destination", country="CN",
              order="2")  # fmt: skip
    for n in range(6):
        r.say(f"OFR-{n}", "Offer", product="skin", species="Panthera pardus", kind="asked",
              price=f"{900 + n} USD", date="2026-02", seller=f"PER-{n}")  # fmt: skip
    r.say("OFR-9", "Offer", product="white tiger of Ivan", kind="paid", price="1 USD", date="2026")
    return r


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_alike_seizures_are_counted_in_closed_words(many: Any, tmp_path: Path) -> None:
    nonnominal.write(many.world().entities, tmp_path)

    assert table(tmp_path, "seizures.csv") == [
        {"year": "2026", "country": "RU", "species": "Panthera pardus", "product": "skin",
         "seizures": "6"}
    ]  # fmt: skip
    assert table(tmp_path, "places.csv") == [
        {"cell_latitude": "42.5", "cell_longitude": "130.5", "species": "Panthera pardus",
         "seizures": "6"}
    ]  # fmt: skip
    assert table(tmp_path, "routes.csv") == [
        {"from_country": "RU", "to_country": "CN", "seizures": "10"}
    ]
    [price] = table(tmp_path, "prices.csv")
    assert (price["product"], price["kind"], price["offers"], price["median"]) == (
        "skin", "asked", "6", "902",
    )  # fmt: skip


def test_groups_that_are_too_small_are_told_in_the_house_and_not_outside(
    many: Any, tmp_path: Path
) -> None:
    losses = nonnominal.write(many.world().entities, tmp_path)

    assert {loss.what for loss in losses} >= {"group too small", "price level"}
    assert "bones" not in "".join(path.read_text("utf-8") for path in tmp_path.iterdir())


def test_nothing_of_the_records_stands_in_it(many: Any, tmp_path: Path) -> None:
    nonnominal.write(many.world().entities, tmp_path)

    assert list(leaks(tmp_path.iterdir(), secrets(many.statements))) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=12))
def test_no_text_of_a_record_gets_out(new_records: Any, text: str) -> None:
    records = new_records()
    for n in range(6):
        records.say(f"SZ-2026-{n}", "Seizure", date="2026", country=text, species=text,
                    product=text, unit=text)  # fmt: skip
    allowed = nonnominal.words()
    for row in nonnominal.tables(records.world().entities, LossList())["seizures.csv"]:
        year, country, species, product, count = row
        assert (year, count) == ("2026", "6")
        assert country == "" or len(country) == 2
        assert species in {*allowed.species, "other"}
        assert product in {*allowed.products.values(), "other"}


def test_a_cell_is_the_same_in_every_share(many: Any) -> None:
    more = nonnominal.tables(many.world().entities, LossList())["places.csv"]
    many.say("PLC-2", "Place", latitude="42.99", longitude="130.01")
    for n in range(5):
        many.say(f"SZ-2027-{n}", "Seizure", place="PLC-2", species="Panthera pardus")
    again = nonnominal.tables(many.world().entities, LossList())["places.csv"]

    assert [row[:2] for row in more] == [row[:2] for row in again] == [("42.5", "130.5")]


def test_every_row_rests_on_five_records(many: Any) -> None:
    made = nonnominal.tables(many.world().entities, LossList())

    assert nonnominal.words().k >= 5
    for name in ("seizures.csv", "places.csv", "routes.csv"):
        assert all(int(row[-1]) >= 5 for row in made[name])
