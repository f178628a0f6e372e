"""Parts of a mapping: an option we do not know is an error, never a silent nothing."""

from typing import Any

import pytest

from cases.formats.mapping_parts import LEG_STATUSES, Column, Leg, Linked, MappingRefused, part
from cases.statement import Grade, Handling


@pytest.mark.parametrize(
    ("kind", "row", "where", "reason"),
    [
        (Column, {"column": "a", "property": "b", "spilt": ";"}, "column", "no option 'spilt'"),
        (Column, {"column": "a", "property": "b", "Required": True}, "column", "'Required'"),
        (Column, {"property": "b"}, "column", "lacks 'column'"),
        (Column, {}, "column", "lacks 'column'"),
        (Column, {"column": 7, "property": "b"}, "column", "column is 7"),
        (Column, {"column": "a", "property": "b", "required": "yes"}, "column",
         "required is 'yes'"),
        (Column, {"column": "a", "property": "b", "required": 1}, "column", "required is 1"),
        (Linked, {"name": "a", "kind": "Person"}, "linked", "linked 'a' has no link"),
        (Linked, {"name": "a", "kind": "Person", "link": "x", "reverse": "no"}, "linked",
         "reverse"),
        (Leg, {"role": "Origin", "place": "p"}, "leg", "no role 'Origin'"),
        (Leg, {"role": "via", "place": "p", "statuses": {"C": "Confirmed"}}, "leg", "'Confirmed'"),
        (Grade, {"scheme": "admiralty", "source": "G", "information": "1"}, "grade", "G"),
        (Handling, {"level": 4}, "handling", "no level 4"),
        (Handling, {"compartments": ["a|b"]}, "handling", "a|b"),
        (Handling, {"level": True}, "handling", "level is True"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_its_place_and_a_remedy(
    kind: type, row: dict[str, Any], where: str, reason: str
) -> None:
    with pytest.raises(MappingRefused) as refused:
        part(kind, row, where)
    assert reason in refused.value.reason
    assert refused.value.remedy
    assert str(refused.value) == f"{refused.value.reason}; {refused.value.remedy}"


def test_an_unknown_option_is_answered_with_those_there_are() -> None:
    with pytest.raises(MappingRefused) as refused:
        part(Leg, {"role": "via", "place": "p", "state": "s"}, "leg")
    assert refused.value.remedy == "its options are role, place, status, statuses, several"


def test_lists_of_a_mapping_are_fixed_once_read() -> None:
    column = part(Column, {"column": "a", "property": "b", "missing": ["-", "н/д"]}, "column")
    assert column.missing == ("-", "н/д")
    kept = part(Handling, {"compartments": ["tiger", "leopard"]}, "handling")
    assert kept.compartments == frozenset({"tiger", "leopard"})


def test_the_order_of_options_does_not_matter() -> None:
    one = part(Column, {"column": "a", "property": "b", "unit": "kg"}, "column")
    assert part(Column, {"unit": "kg", "property": "b", "column": "a"}, "column") == one


def test_columns_that_differ_in_any_option_are_two() -> None:
    plain = Column("a", "b")
    assert plain != Column("a", "b", split=";")
    assert len({plain, Column("a", "b", required=True), Column("a", "b")}) == 2


def test_a_blank_status_of_a_leg_is_a_status_of_its_own() -> None:
    """What nobody stated must not be written as unconfirmed, which somebody would have checked."""
    assert LEG_STATUSES == ("confirmed", "unconfirmed", "unstated")
    leg = part(Leg, {"role": "via", "place": "p", "statuses": {"?": "unstated"}}, "leg")
    assert leg.statuses == {"?": "unstated"}


def test_a_link_may_be_named_by_a_column_instead() -> None:
    row = {"name": "a", "kind": "Person", "link_from": "Role", "links": {"courier": "courier"}}
    assert part(Linked, row, "linked").links == {"courier": "courier"}
