"""A number that recurs is told with how often that is chance, beside the others of its kind."""

from typing import Any

import pytest

from cases.watches import State, Watch
from cases.watches.recurring import find


def sold(records: Any, event: int, thing: str, **more: str) -> None:
    records.say(f"SZ-2026-{event:03}", "Seizure", phone=thing, **more)


def a_number(records: Any, name: str, number: str, events: tuple[int, ...]) -> None:
    records.say(name, "Phone", number=number)
    for event in events:
        sold(records, event, name)


def crowd(records: Any, count: int, digits: int) -> None:
    """Other people's numbers, each in one seizure of its own; no two alike."""
    for n in range(count):
        written = f"{(n * 7919 + 13) % 10**digits:0{digits}}"
        a_number(records, f"PHN-9{n:03}", written, (100 + n,))


def of(records: Any, subject: str) -> Watch:
    return next(watch for watch in find(records.world()) if watch.subject == subject)


def test_the_last_digits_of_a_phone_recur_by_chance_and_a_whole_number_does_not(
    records: Any,
) -> None:
    crowd(records, 120, 4)
    a_number(records, "PHN-0001", "4321", (1, 2))
    a_number(records, "PHN-0002", "+79145550102", (3, 4))

    part, whole = of(records, "PHN-0001"), of(records, "PHN-0002")

    assert part.chance is not None
    assert whole.chance is not None
    assert part.chance > 0.3
    assert whole.chance < 0.001
    assert part.state is whole.state is State.RECURS


def test_what_is_told_names_how_many_records_and_how_much_of_the_number_was_read(
    records: Any,
) -> None:
    crowd(records, 20, 4)
    a_number(records, "PHN-0001", "43?1", (1, 2))

    told = next(one for one in of(records, "PHN-0001").sentence.sentences
                if one.code == "number_by_chance")  # fmt: skip

    assert told.parts["records"] == 22
    assert told.parts["characters"] == 3
    assert "Among 22 mentions of such numbers with 3 characters written" in told


def test_the_same_number_in_three_events_is_rarer_than_in_two(records: Any) -> None:
    crowd(records, 60, 4)
    a_number(records, "PHN-0001", "4321", (1, 2))
    a_number(records, "PHN-0002", "8765", (3, 4, 5))

    two, three = of(records, "PHN-0001").chance, of(records, "PHN-0002").chance

    assert two is not None
    assert three is not None
    assert three < two / 5


def test_a_shops_phone_is_told_with_how_many_other_events_have_it(records: Any) -> None:
    records.say("ORG-1", "Organization", name="Kiosk", phone="PHN-0001")
    a_number(records, "PHN-0001", "+74232000000", (1, 2, 3))
    crowd(records, 8, 7)

    watch = of(records, "PHN-0001")

    assert watch.state is State.SHARED
    assert watch.sentence.codes == ("recurs", "held_by", "shared_organisation", "hub_by_chance")
    # Two of the ten other events have it.
    assert "11 events name a number of its kind" in watch.sentence
    assert "probability of 0.2" in watch.sentence
    assert watch.chance == pytest.approx(1 - 2.718281828**-2, abs=1e-6)


def test_a_number_of_a_hub_is_shared_whoever_holds_it(records: Any) -> None:
    a_number(records, "PHN-0001", "+74232345678", tuple(range(1, 28)))

    watch = of(records, "PHN-0001")

    assert watch.state is State.SHARED
    assert "27 events share it" in watch.sentence


@pytest.mark.parametrize("written", ["0000000000", "+7 999 999-99-99", "123456789"])
def test_what_is_written_for_want_of_a_number_ties_nobody(records: Any, written: str) -> None:
    a_number(records, "PHN-0001", written, (1, 2))

    watch = of(records, "PHN-0001")

    assert (watch.state, watch.open) == (State.SHARED, False)
    assert "placeholder" in watch.sentence


def test_how_many_numbers_of_the_kind_are_known_as_shared_is_told_with_each(records: Any) -> None:
    records.say("ORG-1", "Organization", name="Kiosk", phone="PHN-0001")
    for n, number in enumerate(("+74232000171", "+79145550102", "+79145550317")):
        a_number(records, f"PHN-000{n + 1}", number, (2 * n + 1, 2 * n + 2))

    told = of(records, "PHN-0002").sentence.sentences[-1]

    assert told == "Of 3 numbers of its kind that recur here, 1 is told as shared"


def test_an_account_is_told_by_an_assumption_that_is_said(records: Any) -> None:
    for n, name in enumerate(("alex", "tiger_skins_from_primorye")):
        records.say(f"USR-000{n}", "UserAccount", username=name)
        for event in (1, 2):
            records.say(f"OFR-{n}{event}", "Offer", userAccount=f"USR-000{n}")

    short, long = of(records, "USR-0000"), of(records, "USR-0001")

    assert "number_chosen" in short.sentence.codes
    assert "2 bits a letter, which is an assumption" in short.sentence
    assert short.chance is not None
    assert long.chance is not None
    assert long.chance < short.chance / 1000


def test_a_thing_without_a_written_number_has_no_rate(records: Any) -> None:
    records.say("VEH-0001", "Vehicle", model="white van")
    for event in (1, 2):
        records.say(f"SZ-2026-{event:03}", "Seizure", vehicle="VEH-0001")

    watch = of(records, "VEH-0001")

    assert watch.chance is None
    assert "number_by_chance" not in watch.sentence.codes


def test_the_kind_and_the_events_stand_in_the_message_as_parts(records: Any) -> None:
    a_number(records, "PHN-0001", "+79145550102", (1, 2))

    told = of(records, "PHN-0001").sentence.sentences[0]

    assert told.code == "recurs"
    assert str(told.parts["kind"]) == "Phone"
    assert told.parts["count"] == 2
    assert told == "Phone +79145550102 (PHN-0001) stands in 2 events: SZ-2026-001, SZ-2026-002"
