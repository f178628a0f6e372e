"""Lines of the demo: what is told, in which order, and that it can be kept."""

from datetime import date

from cases.findings import Finding
from cases.watches import Change, State, Watch
from workbench.demo.finding_out import (
    animal_lines,
    finding_lines,
    phone_lines,
    window_lines,
)
from workbench.demo.run import StoryClock
from workbench.demo.telling import Line, Told, brief, page


def watch(subject: str, state: State, value: float = 0.01, **more: object) -> Watch:
    given: dict[str, object] = {
        "kind": "overdue", "subject": subject, "state": state, "since": date(2025, 11, 22),
        "sentence": f"{subject} is {state}", "value": value, "interval": None, "statements": (),
        "competing": (), "would_change": "", "caveat": "", "history": (), "related": (),
    }  # fmt: skip
    return Watch(**(given | more))  # type: ignore[arg-type]


def finding(kind: str, *subjects: str) -> Finding:
    return Finding(kind, f"{kind} of {subjects}", subjects, None, None, ("chance",), "", (), "")


MISSED = (
    Change(State.OVERDUE, date(2025, 2, 7), "became overdue on 2025-02-07"),
    Change(State.RE_SIGHTED, date(2025, 11, 22), "seen again on 2025-11-22"),
)


def test_who_came_back_is_told_before_who_is_still_missed() -> None:
    told = animal_lines([
        watch("IND-3", State.OVERDUE, 0.04),
        watch("IND-2", State.MISSING, 0.001),
        watch("IND-1", State.RE_SIGHTED, history=MISSED),
        watch("IND-4", State.CURRENT),
        watch("IND-5", State.RE_SIGHTED),
    ])  # fmt: skip
    assert [line.subjects for line in told] == [("IND-1",), ("IND-2",), ("IND-3",)]
    assert told[0].sentence == "became overdue on 2025-02-07. seen again on 2025-11-22"
    assert told[0].see == "page /network?focus=IND-1"


def test_windows_and_numbers_of_others_are_left_to_their_pages() -> None:
    windows = [
        watch("SK-1", State.COINCIDES, kind="seizure_window"),
        watch("SK-9", State.COINCIDES, kind="seizure_window"),
    ]
    assert [line.see for line in window_lines(windows, ["SK-1"])] == ["page /network?focus=SK-1"]
    phones = [
        watch("PHN-1", State.RECURS, kind="recurring", related=("SZ-1", "SZ-2")),
        watch("PHN-2", State.RECURS, kind="recurring", related=("SZ-8", "SZ-9")),
    ]
    assert [line.subjects[0] for line in phone_lines(phones, ["SZ-1"])] == ["PHN-1"]


def test_findings_are_told_in_the_order_of_the_story() -> None:
    told = finding_lines(
        [
            finding("population", "IND-1"),
            finding("route", "SZ-7"),
            finding("route", "SZ-1"),
            finding("route", "SZ-1", "SZ-7"),
            finding("path", "SZ-1", "PHN-1", "SZ-7"),
            finding("path", "SZ-1", "PHN-1", "SZ-2"),
            finding("broker", "PER-1"),
            finding("skin_origin", "SK-1"),
            finding("something else", "X-1"),
        ],
        ["SZ-1", "SZ-2"],
    )
    assert [line.topic for line in told] == [
        "Where and when",
        "Between the groups",
        "From seizure to seizure",
        "Route",
        "Routes",
        "Population beside effort",
    ]


def test_what_was_told_can_be_kept_and_read_again() -> None:
    told = Told(1, (Line("a", "b", "c", ("d",)), Line("e", "f", "g")), "r.pdf", "bag", "g.svg", 1.5)
    assert Told.of(told.plain()) == told


def test_a_line_says_where_one_sees_why() -> None:
    line = Line("Skin", "is nobody's.", page("pair", skin="SK-1", candidate="IND-2"))
    assert str(line) == "Skin: is nobody's.\n    see page /pair?skin=SK-1&candidate=IND-2"


def test_the_clock_of_the_story_never_stands_still_and_never_is_now() -> None:
    clock = StoryClock()
    first, second = clock(), clock()
    assert first < second
    assert first.date() == date(2026, 5, 4)
    assert first.tzinfo is not None


def test_a_long_sentence_is_cut_at_a_clause_and_never_inside_brackets() -> None:
    told = "Lord (IND-0001) was missed: 276 nights (P of silence 0.05; by chance 1 in 20), and more"
    assert brief(told) == told + "."
    assert brief(told, 60) == "Lord (IND-0001) was missed: 276 nights."
    assert brief("one, two; three, four", 12) == "one, two."
    assert brief("x" * 50, 10) == "x" * 9 + "…"


def test_a_line_takes_two_lines_of_a_terminal_and_keeps_its_whole_sentence() -> None:
    told = "; ".join(f"clause {n} of a long finding" for n in range(20))
    line = Line("Routes", told, page("seizures"))
    shown = str(line).splitlines()
    assert len(shown) == 3
    assert max(len(one) for one in shown) <= 100
    assert line.sentence == told


def test_what_fell_into_one_window_is_told_once() -> None:
    text = "Between 2025-01-06 and 2025-03-24, the window of A (SK-1), near stations of B (IND-1): "
    shots = watch(
        "SK-1",
        State.COINCIDES,
        kind="seizure_window",
        sentence=text + "shot: shot (INC-2) on 2025-01-14T20:40. By chance up to 0.18",
        related=("INC-2",),
    )
    tracks = watch(
        "SK-1",
        State.COINCIDES,
        kind="seizure_window",
        sentence=text + "tracks: tracks (INC-1) on 2025-01-12. By chance up to 0.18",
        related=("INC-1",),
    )
    (line,) = window_lines([shots, tracks], ["SK-1"])
    assert line.short.endswith("(SK-1): shot on 2025-01-14; tracks on 2025-01-12.")
    assert line.subjects == ("INC-2", "INC-1")
