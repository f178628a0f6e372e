"""What one entity says of itself: values beside each other, dates that read, targets that exist."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import read_date
from cases.entities import Entity, group, live, translate
from cases.statement import Grade, Handling, Locator, Retraction, Statement

T0 = datetime(2026, 1, 1, tzinfo=UTC)


def entity(records: Any, known: str, **more: Any) -> Entity:
    """An entity as all that was said makes it."""
    return group(live(records.statements), **more)[known]


def say_one_after_the_other(
    records: Any, known: str, schema: str, name: str, values: list[str]
) -> None:
    """Values that became known on one day after the other."""
    for day, value in enumerate(values):
        records.say(known, schema, learnt=T0 + timedelta(days=day), **{name: value})


def test_values_are_told_once_and_in_the_order_in_which_they_became_known(records: Any) -> None:
    for month, alias in ((3, "Ваня"), (1, "Vanya"), (2, "Ваня"), (4, "Ivan")):
        records.say("PER-1", "Person", alias=alias, by=f"S{month}", learnt=T0.replace(month=month))
    records.say("PER-1", "Person", name="Иван", learnt=T0.replace(month=5))
    ivan = entity(records, "PER-1")

    assert ivan.values("alias") == ("Vanya", "Ваня", "Ivan")
    assert ivan.first("alias") == "Vanya"
    assert [one.value for one in ivan.said("alias")] == ["Vanya", "Ваня", "Ваня", "Ivan"]
    assert (ivan.values("note"), ivan.first("note"), ivan.said("note")) == ((), "", ())


def test_targets_are_those_of_one_property_and_only_known_entities(records: Any) -> None:
    records.say("PER-1", "Person", phone=["PHN-1", "PHN-2", "PHN-1"], associate="PER-2")
    records.statements[1] = replace(records.statements[1], target=None)
    assert entity(records, "PER-1").targets("phone") == ("PHN-1",)
    assert entity(records, "PER-1").targets("associate") == ("PER-2",)
    assert entity(records, "PER-1").targets("vehicle") == ()


@pytest.mark.parametrize(
    ("values", "number"),
    [(["3"], 3.0), (["some", "4.5", "6"], 4.5), (["-7e2"], -700.0), (["none", "много"], None),
     ([], None), (["3,5"], None)],
)  # fmt: skip
def test_the_first_value_that_is_a_number_is_the_number(
    records: Any, values: list[str], number: float | None
) -> None:
    records.say("PLC-1", "Place", name="a place")
    say_one_after_the_other(records, "PLC-1", "Place", "latitude", values)
    assert entity(records, "PLC-1").number("latitude") == number


@pytest.mark.parametrize(
    ("values", "written"),
    [
        (["spring", "2024-03"], "2024-03"),
        (["2024-03", "2023"], "2024-03"),
        (["unknown"], None),
        ([], None),
    ],
)
def test_the_first_value_that_reads_is_the_date_as_precise_as_it_was(
    records: Any, values: list[str], written: str | None
) -> None:
    records.say("PER-1", "Person", name="Иван")
    say_one_after_the_other(records, "PER-1", "Person", "birthDate", values)
    read = entity(records, "PER-1").date("birthDate")
    assert (str(read) if read else None) == written
    assert entity(records, "PER-1").when is None


def test_an_event_is_dated_by_the_time_with_a_zone_that_came_with_its_own_date(
    records: Any,
) -> None:
    zoned = read_date("2024-03-04T18:20+10:00")
    records.say("SZ-1", "Seizure", note="found", name="post")
    (dated,) = records.say("SZ-1", "Seizure", date="2024-03-04")
    records.statements[-1] = replace(dated, event_time=zoned)
    assert entity(records, "SZ-1").date("date") == zoned
    assert entity(records, "SZ-1").when == zoned


def test_another_property_is_read_by_its_own_words_whatever_time_the_event_has(
    records: Any,
) -> None:
    """A man is not born on the day on which he was met."""
    (born,) = records.say("PER-1", "Person", birthDate="1980-05")
    records.statements[-1] = replace(born, event_time=read_date("2024-03-04"))
    assert str(entity(records, "PER-1").date("birthDate")) == "1980-05"


def test_an_event_without_a_date_of_its_own_is_dated_by_what_was_said_of_it(records: Any) -> None:
    records.say("SZ-1", "Seizure", name="post")
    (courier,) = records.say("SZ-1", "Seizure", courier="PER-1")
    records.statements[-1] = replace(courier, event_time=read_date("2024-03"))
    assert str(entity(records, "SZ-1").when) == "2024-03"
    records.say("SZ-1", "Seizure", date="2024-03-09")
    assert str(entity(records, "SZ-1").when) == "2024-03-09"


@pytest.mark.parametrize(
    ("schema", "event"),
    [("Seizure", True), ("Incident", True), ("Person", False), ("Dragon", False)],
)
def test_what_happens_at_a_time_is_told_from_what_is(schema: str, event: bool) -> None:
    assert Entity("X-1", schema, ()).is_event is event


def statement(known: str, supersedes: str | None = None, days: int = 0) -> Statement:
    """A statement with nothing but what decides whether it stands."""
    return Statement(
        known, "PER-1", "Person", "name", known, None, "", "", "SRC-1", Locator(), Grade(),
        Handling(), None, T0 + timedelta(days=days), "ann", supersedes=supersedes,
    )  # fmt: skip


def names(statements: Any) -> list[str]:
    return [one.id for one in statements]


def test_a_correction_stands_in_the_place_of_what_it_corrects_and_falls_with_it() -> None:
    chain = [statement("a"), statement("b", "a", 1), statement("c", "b", 2)]
    assert names(live(chain)) == ["c"]
    gone = [Retraction("c", "wrong", "ann", T0 + timedelta(days=3))]
    assert names(live(chain, retractions=gone)) == ["b"]
    both = [*gone, Retraction("b", "wrong", "ann", T0 + timedelta(days=4))]
    assert names(live(chain, retractions=both)) == ["a"]
    assert names(live(chain, retractions=[Retraction("a", "x", "ann", T0)])) == ["c"]


@pytest.mark.parametrize(
    ("day", "standing"), [(-1, []), (0, ["a"]), (1, ["b"]), (2, ["c"]), (3, ["b"]), (9, ["b"])]
)
def test_a_moment_knows_nothing_of_what_came_after_it(day: int, standing: list[str]) -> None:
    chain = [statement("a"), statement("b", "a", 1), statement("c", "b", 2)]
    gone = [Retraction("c", "wrong", "ann", T0 + timedelta(days=3))]
    moment = T0 + timedelta(days=day)
    assert names(live(chain, retractions=gone, as_of=moment)) == standing
    for turned in permutations(chain):
        assert names(live(turned, retractions=gone, as_of=moment)) == standing


def test_statements_stand_in_the_order_in_which_they_became_known_then_by_name() -> None:
    told = [statement("b", days=1), statement("c"), statement("a", days=1), statement("d", days=-1)]
    assert names(live(told)) == ["d", "c", "a", "b"]


SETS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from([None, *"abcdef"])),
                min_size=1, max_size=6, unique_by=lambda pair: pair[0])  # fmt: skip


def test_taking_back_a_correction_that_was_corrected_itself_brings_nothing_back() -> None:
    chain = [statement("a"), statement("b", "a", 1), statement("c", "b", 2)]
    middle = [Retraction("b", "wrong too", "ann", T0 + timedelta(days=3))]
    assert names(live(chain, retractions=middle)) == ["c"]
    # Before c was known, taking b back left a.
    early = [Retraction("b", "wrong too", "ann", T0 + timedelta(days=1, hours=1))]
    assert names(live(chain, retractions=early, as_of=T0 + timedelta(days=1, hours=2))) == ["a"]
    assert names(live(chain, retractions=early)) == ["c"]


@given(SETS, st.sets(st.sampled_from("abcdef"), max_size=3))
def test_what_stands_is_what_nothing_standing_by_its_words_corrects_in_however_many_steps(
    pairs: list[tuple[str, str | None]], back: set[str]
) -> None:
    """Oracle: all pairs of a correction and what it corrects, joined until there are no more."""
    told = [statement(known, replaced) for known, replaced in pairs]
    gone = [Retraction(known, "x", "ann", T0) for known in back]
    over = {(known, replaced) for known, replaced in pairs if replaced}
    while further := {(a, d) for a, b in over for c, d in over if b == c} - over:
        over |= further
    corrected = {of for known, of in over if known not in back}
    expected = {known for known, _ in pairs} - back - corrected
    assert names(live(told, retractions=gone)) == sorted(expected)


def test_a_merged_entity_keeps_the_kind_of_the_member_it_is_called_by(records: Any) -> None:
    records.say("ORG-1", "Organization", name="ООО Север")
    records.say("PER-1", "Person", name="Север", alias="Sever")
    merged = group(live(records.statements), {"PER-1": "ORG-1"})
    assert (list(merged), merged["ORG-1"].schema) == (["ORG-1"], "Organization")
    assert len(merged["ORG-1"].statements) == 3
    other = group(live(records.statements), {"ORG-1": "PER-1"})
    assert other["PER-1"].schema == "Person"
    # The one it is called by is not among what is looked at: the first member's kind is taken.
    alone = group(live(records.statements[:1]), {"ORG-1": "PER-9"})
    assert alone["PER-9"].schema == "Organization"


def test_a_translated_statement_keeps_its_own_name_and_all_that_it_says(records: Any) -> None:
    (said,) = records.say("PER-1", "Person", associate="PER-2")
    names_of = {"PER-1": "PER-7", "PER-2": "PER-8"}
    read = translate(said, names_of)
    assert read == replace(said, subject="PER-7", target="PER-8")
    assert translate(said, {"PER-1": "PER-7"}).target == "PER-2"
    assert translate(said, {"PER-2": "PER-8"}).subject == "PER-1"
    assert translate(said, {"PER-9": "PER-8"}) is said
    (plain,) = records.say("PER-1", "Person", note="PER-2")
    # A word that looks like an id is a word.
    assert translate(plain, names_of).value == "PER-2"
    assert translate(plain, names_of).target is None


def test_entities_are_told_in_order_of_their_ids(records: Any) -> None:
    for known in ("PER-3", "PER-1", "PER-2"):
        records.say(known, "Person", name=known)
    assert list(group(live(records.statements))) == ["PER-1", "PER-2", "PER-3"]


def test_an_entity_is_called_by_the_first_name_that_became_known(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван", learnt=T0)
    records.say("PER-1", "Person", name="Ivan", by="S2", learnt=T0 + timedelta(days=1))
    assert entity(records, "PER-1").caption == "Иван"
