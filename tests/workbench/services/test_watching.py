"""A watch is left aside, taken up again, made a case; what comes back opens what it explained."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Claim, Ref, Source
from cases.watches import State
from workbench.security import account_of
from workbench.services.acting import acting
from workbench.services.casework import list_cases, note, open_case
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.watching import (
    dismiss,
    extend_case,
    is_kept,
    look,
    open_watch_case,
    run_watches,
    settle,
    take_up,
)
from workbench.store import StoreRefused
from workbench.views.watches import evidence, past

START = date(2025, 1, 1)
LORD = Ref("IndividualAnimal", "t", "Lord")


def photo_days(days):
    claims = []
    for day in days:
        when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
        photo = Ref("Photo", "t", f"P{day}")
        claims += [
            Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
            Claim(photo, "Photo", "individual", LORD),
            Claim(photo, "Photo", "deployment", Ref("Deployment", "t", "D1")),
        ]
    return claims


def written(project, claims, clock):
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        return work.statements.add(claims, Source("", "file", "records.csv")).entities


@pytest.fixture
def gone(project, clock):
    """Lord every ten days until 18 October 2025, and a leopard skin seized in December."""
    clock.at = datetime(2026, 2, 1, 12, tzinfo=UTC)
    station, camera = Ref("Station", "t", "S1"), Ref("Deployment", "t", "D1")
    seizure = Ref("Seizure", "t", "Z1")
    day = read_date("2025-12-20")
    claims = [
        Claim(station, "Station", "name", "Upper Amba"),
        Claim(station, "Station", "latitude", "43.2"),
        Claim(station, "Station", "longitude", "131.3"),
        Claim(camera, "Deployment", "station", station),
        Claim(camera, "Deployment", "start", "2025-01-01"),
        Claim(camera, "Deployment", "end", "2027-01-01"),
        Claim(LORD, "IndividualAnimal", "name", "Lord"),
        Claim(LORD, "IndividualAnimal", "species", "Panthera pardus"),
        Claim(seizure, "Seizure", "name", "border post"),
        Claim(seizure, "Seizure", "species", "leopard"),
        Claim(seizure, "Seizure", "date", "2025-12-20", event_time=day),
        *photo_days(range(0, 291, 10)),
    ]
    ids = written(project, claims, clock)
    return project, ids[LORD], ids[seizure]


def of(project, kind, clock, person="Anna"):
    return next(row for row in look(project, person, clock=clock) if row.watch.kind == kind)


def test_a_missing_animal_is_told_with_the_seizure_held_against_it(gone, clock):
    project, lord, seizure = gone

    row = of(project, "overdue", clock)

    assert (row.watch.subject, row.watch.state, row.caption) == (lord, State.MISSING, "Lord")
    assert row.open
    assert of(project, "missing_seized", clock).related == ((seizure, "border post"),)


def test_what_a_watch_rests_on_leads_to_its_source(gone, clock):
    project, _, _ = gone
    row = of(project, "overdue", clock)

    told = evidence(project, acting(project, "Anna"), row.watch.statements)

    assert {one.source for one in told} == {"records.csv"}
    assert {one.property for one in told} >= {"individual", "capturedAt"}


def test_a_watch_is_left_aside_until_a_day_and_taken_up_before(gone, clock):
    project, lord, _ = gone
    until = clock.at + timedelta(days=30)
    dismiss(project, "Anna", "overdue", lord, why="cameras are down", until=until, clock=clock)
    row = of(project, "overdue", clock)

    assert (row.open, row.dismissal.why) == (False, "cameras are down")
    assert lord not in [one.subject for one in run_watches(project, "Anna", clock=clock)
                        if one.kind == "overdue"]  # fmt: skip

    take_up(project, "Anna", "overdue", lord, why="they were not", clock=clock)

    assert of(project, "overdue", clock).open
    told = past(project, acting(project, "Anna"), "overdue", lord)
    assert [one.why for one in told] == ["cameras are down", "they were not"]


def test_as_of_a_day_before_it_was_left_aside_a_watch_is_there_and_stands_in_no_later_case(
    gone, clock
):
    project, lord, _ = gone
    clock.at = datetime(2026, 4, 30, 12, tzinfo=UTC)
    dismiss(project, "Anna", "overdue", lord, why="cameras are down", clock=clock)
    case = open_case(project, "Anna", "Where is Lord?", members=[lord], clock=clock)
    clock.at = datetime(2026, 5, 2, 12, tzinfo=UTC)

    def told(day):
        rows = look(project, "Anna", as_of=day, clock=clock)
        there = {one.subject for one in run_watches(project, "Anna", as_of=day, clock=clock)
                 if one.kind == "overdue"}  # fmt: skip
        row = next(one for one in rows if one.watch.kind == "overdue")
        return lord in there, row.dismissal is None, [one.id for one in row.cases]

    assert told("2026-04-25") == (True, True, [])
    assert told("2026-04-30") == (False, False, [case.id])
    assert told(None) == (False, False, [case.id])


def test_taken_up_later_a_watch_was_left_aside_as_of_the_day_between(gone, clock):
    project, lord, _ = gone
    clock.at = datetime(2026, 4, 10, 12, tzinfo=UTC)
    dismiss(project, "Anna", "overdue", lord, why="cameras are down", clock=clock)
    clock.at = datetime(2026, 4, 20, 12, tzinfo=UTC)
    take_up(project, "Anna", "overdue", lord, why="they were not", clock=clock)
    clock.at = datetime(2026, 5, 2, 12, tzinfo=UTC)

    def why(day):
        rows = look(project, "Anna", as_of=day, clock=clock)
        left = next(one for one in rows if one.watch.kind == "overdue").dismissal
        return left.why if left else ""

    assert [why(f"2026-04-{day}") for day in ("05", "15", "25")] == ["", "cameras are down", ""]


def test_what_an_animal_becomes_after_it_was_left_aside_for_good_is_news(gone, clock):
    project, lord, _ = gone
    dismiss(project, "Anna", "overdue", lord, why="it is old", clock=clock)
    clock.at += timedelta(days=30)
    written(project, photo_days([400]), clock)

    row = of(project, "overdue", clock)

    assert (row.watch.state, row.open) == (State.RE_SIGHTED, True)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda p, lord, c: dismiss(p, "Anna", "overdue", lord, why=" ", clock=c), "reason"),
        (
            lambda p, lord, c: dismiss(
                p, "Anna", "overdue", lord, why="x", until=datetime(2020, 1, 1, tzinfo=UTC), clock=c
            ),
            "is over already",
        ),
        (lambda p, lord, c: take_up(p, "Anna", "overdue", lord, why="x", clock=c), "not left"),
        (lambda p, lord, c: open_watch_case(p, "Anna", "overdue", "IND-9", clock=c), "no watch"),
        (lambda p, lord, c: settle(p, "Anna", "overdue", lord, clock=c), "only a return"),
        (lambda p, lord, c: look(p, "Vera", clock=c), "for analyst or investigator"),
    ],
)
def test_what_cannot_be_done_with_a_watch_is_told(gone, clock, act, told):
    project, lord, _ = gone
    with pytest.raises((Refused, StoreRefused, NotAllowed), match=told):
        act(project, lord, clock)


def test_a_watch_opens_a_case_and_says_why(gone, clock):
    project, lord, seizure = gone
    case = open_watch_case(project, "Anna", "missing_seized", lord, clock=clock)

    assert case.title == "Lord: coincides"
    assert set(case.members) == {lord, seizure}
    assert [one.id for one in of(project, "overdue", clock).cases] == [case.id]


def test_a_watch_extends_a_case_that_is_there(gone, clock):
    project, lord, seizure = gone
    case = open_case(project, "Anna", "The border post", members=[seizure], clock=clock)

    extended = extend_case(project, "Anna", "missing_seized", lord, case.id, clock=clock)

    assert set(extended.members) == {lord, seizure}


def test_an_animal_seen_again_closes_its_case_and_opens_that_of_the_seizure(gone, clock):
    project, lord, seizure = gone
    own = open_watch_case(project, "Anna", "overdue", lord, title="Where is Lord?", clock=clock)
    other = open_case(project, "Anna", "A skin of Lord?", members=[seizure], clock=clock)
    note(project, "Anna", other.id, "it must be Lord", kind="closed", clock=clock)
    written(project, photo_days([395]), clock)

    told = settle(project, "Anna", "overdue", lord, clock=clock)

    assert len(told) == 2
    assert {case.id: case.status for case in list_cases(project, "Anna")} == {
        own.id: "closed",
        other.id: "open",
    }


def test_what_was_found_is_kept_until_a_record_is_written(gone, clock):
    project, lord, _ = gone
    assert not is_kept(project, "Anna", clock=clock)
    look(project, "Anna", clock=clock)
    assert is_kept(project, "Anna", clock=clock)
    assert not is_kept(project, "Boris", clock=clock)
    dismiss(project, "Anna", "overdue", lord, why="later", clock=clock)
    assert is_kept(project, "Anna", clock=clock)
    written(project, photo_days([395]), clock)
    assert not is_kept(project, "Anna", clock=clock)


def test_one_watch_of_a_subject_is_left_aside_alone_or_with_all_of_them(gone, clock):
    project, lord, _ = gone
    shots = [
        Claim(Ref("Incident", "t", f"I{n}"), "Incident", name, value, event_time=day)
        for n, (kind, day) in enumerate(
            (("shot", read_date("2025-11-01")), ("snare", read_date("2025-11-02")))
        )
        for name, value in (
            ("type", kind), ("date", str(day)), ("latitude", "43.2"), ("longitude", "131.3"),
        )
    ]  # fmt: skip
    written(project, shots, clock)

    def left():
        return {
            row.watch.key
            for row in look(project, "Anna", clock=clock)
            if row.watch.kind == "seizure_window" and row.open
        }

    assert left() == {f"{lord} shot", f"{lord} snare"}
    dismiss(project, "Anna", "seizure_window", f"{lord} shot", why="a wedding", clock=clock)
    assert left() == {f"{lord} snare"}
    dismiss(project, "Anna", "seizure_window", lord, why="all known", clock=clock)
    assert left() == set()
    take_up(project, "Anna", "seizure_window", f"{lord} snare", why="not the snare", clock=clock)
    assert left() == {f"{lord} snare"}
