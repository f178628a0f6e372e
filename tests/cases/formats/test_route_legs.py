"""Legs of a route: confirmed is what somebody confirmed, and nothing else."""

import pytest

from cases.formats.mapping import Mapping
from cases.formats.mapping_parts import Leg
from cases.formats.route_legs import leg_claims
from cases.formats.table import Row
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref

WORDS = {"C": "confirmed", "U": "unconfirmed", "подтверждено": "confirmed"}
LEGS = (
    Leg("origin", "From", "From C/UC", WORDS),
    Leg("via", "Via", "Via C/UC", WORDS, several=(",", ";", "/")),
    Leg("destination", "To"),
)


def legs(owner: str = "Seizure", **cells: str) -> list[Claim | Reject]:
    """The legs of one row; a header's blanks are written as _ and its stroke as __."""
    named = {name.replace("__", "/").replace("_", " "): text for name, text in cells.items()}
    mapping = Mapping("mine", 1, owner, legs=LEGS, missing=("-", "Unknown"))
    told = Telling(Ref(owner, "mine", "7"), Locator(row=9))
    return list(leg_claims(told, Row(9, dict(named)), mapping, "a.csv"))


def said(items: list[Claim | Reject]) -> list[dict[str, object]]:
    """Leg by leg, in order, what is said of it."""
    found: dict[object, dict[str, object]] = {}
    for item in items:
        if isinstance(item, Claim):
            found.setdefault(item.subject, {})[item.property] = item.value
    return list(found.values())


@pytest.mark.parametrize(
    ("word", "status"),
    [("C", "confirmed"), ("U", "unconfirmed"), ("подтверждено", "confirmed"), ("", "unstated"),
     ("-", "unstated"), ("Подтверждено", "confirmed")],
)  # fmt: skip
def test_a_leg_is_as_sure_as_its_word(word: str, status: str) -> None:
    (leg,) = said(legs(From="Cần Thơ, Vietnam", From_C__UC=word))
    assert leg["legStatus"] == status


@pytest.mark.parametrize("word", ["yes", "Vietnam", "UC?", "c c"])
def test_a_word_that_is_no_status_is_refused_and_the_leg_stands_without_one(word: str) -> None:
    items = legs(From="Laos", From_C__UC=word)
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert (reject.row, reject.column, reject.value) == (9, "From C/UC", word)
    (leg,) = said(items)
    assert (leg["placeName"], leg["legStatus"]) == ("Laos", "unstated")


@pytest.mark.parametrize("place", ["", "-", "Unknown", "  "])
def test_a_status_without_a_place_is_refused_and_makes_no_leg(place: str) -> None:
    (reject,) = legs(From=place, From_C__UC="C")
    assert isinstance(reject, Reject)
    assert reject.reason == "a status without a place"


def test_a_row_without_any_place_has_no_legs() -> None:
    assert legs() == []
    assert legs(From="-", Via="Unknown") == []


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Mong Cai, Vietnam", "VN"), ("Россия", "RU"), ("云南, 中国", "CN"), ("Namibia", "NA"),
        ("Atlanta, Georgia", None), ("Congo", None), ("the border", None),
    ],
)  # fmt: skip
def test_a_legs_country_is_told_only_where_the_place_names_one(
    place: str, country: str | None
) -> None:
    (leg,) = said(legs(From=place))
    assert leg.get("country") == country
    assert leg["placeName"] == place


@pytest.mark.parametrize(
    ("place", "several"),
    [("Mong Cai; Guangxi", True), ("Bo Y / Vietnam", True), ("Vientiane, Laos", True),
     ("Laos", False)],
)  # fmt: skip
def test_a_cell_of_several_places_in_one_country_stays_one_text_and_is_marked(
    place: str, several: bool
) -> None:
    (leg,) = said(legs(Via=place))
    assert leg["placeName"] == place
    assert ("severalPlaces" in leg) == several


def test_no_country_of_a_cell_is_forgotten_for_the_last() -> None:
    found = said(legs(Via="Kano, Nigeria; Istanbul, Turkey"))
    assert [(leg["placeName"], leg["country"], leg["order"]) for leg in found] == [
        ("Kano, Nigeria", "NG", "2"), ("Istanbul, Turkey", "TR", "2.1"),
    ]  # fmt: skip
    assert {leg["role"] for leg in found} == {"via"}
    assert {leg["severalPlaces"] for leg in found} == {"yes"}


def test_the_legs_of_one_cell_all_lead_back_to_it() -> None:
    claims = [i for i in legs(Via="Uganda, Kenya, Malaysia") if isinstance(i, Claim)]
    named = [c for c in claims if c.property == "placeName"]
    assert [c.value for c in named] == ["Uganda", "Kenya", "Malaysia"]
    assert {c.original_value for c in named} == {"Uganda, Kenya, Malaysia"}
    assert {c.locator.column for c in named} == {"Via"}
    assert len({c.subject for c in named}) == 3


def test_legs_stand_in_the_order_of_the_route_and_belong_to_their_row() -> None:
    found = said(legs(To="Guangzhou, China", From="Nghệ An, Vietnam", Via="Laos"))
    assert [(leg["order"], leg["role"]) for leg in found] == [
        ("1", "origin"), ("2", "via"), ("3", "destination"),
    ]  # fmt: skip
    assert {leg["seizure"] for leg in found} == {Ref("Seizure", "mine", "7")}


def test_a_journeys_legs_belong_to_the_journey() -> None:
    (leg,) = said(legs("Journey", From="Laos"))
    assert leg["journey"] == Ref("Journey", "mine", "7")


def test_the_same_row_read_twice_speaks_of_the_same_legs() -> None:
    row = {"From": "Laos", "To": "中国", "Via": "Vietnam"}
    once, twice = legs(**row), legs(**row)
    assert [i.subject for i in once if isinstance(i, Claim)] == [
        i.subject for i in twice if isinstance(i, Claim)
    ]
    assert len({i.subject for i in once if isinstance(i, Claim)}) == 3
