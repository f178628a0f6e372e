"""Claims of one row share place, time and handling, and differ in what they say."""

from cases.dates import read_date
from cases.formats.telling import Telling
from cases.statement import Grade, Handling, Locator, Ref

ME = Ref("Person", "ns", "1")
TOLD = Telling(
    ME, Locator(row=3), read_date("2023-03"), Grade("admiralty", "B", "2"), Handling(level=2)
)


def test_a_claim_carries_what_the_row_fixes() -> None:
    claim = TOLD.say("name", "Ivan", column="Name")
    assert (claim.subject, claim.schema, claim.property, claim.value) == (
        ME,
        "Person",
        "name",
        "Ivan",
    )
    assert (claim.locator.row, claim.locator.column) == (3, "Name")
    assert (str(claim.event_time), claim.grade, claim.handling) == (
        "2023-03",
        TOLD.grade,
        TOLD.handling,
    )


def test_the_original_text_is_kept_only_where_it_differs() -> None:
    assert TOLD.say("name", "Ivan", original="Ivan").original_value == ""
    assert TOLD.say("name", "Ivan", original="ИВАН").original_value == "ИВАН"


def test_the_same_row_can_tell_of_another_entity() -> None:
    other = Ref("Phone", "phone", "+79140001122")
    claim = TOLD.about(other).say("number", "+79140001122")
    assert (claim.subject, claim.schema, claim.locator) == (other, "Phone", TOLD.locator)


def test_without_a_column_the_locator_is_the_rows() -> None:
    assert TOLD.say("name", "Ivan").locator == Locator(row=3)
