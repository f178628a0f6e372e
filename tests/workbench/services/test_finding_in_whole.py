"""Findings of a whole too large to be held: its heart, and going on where one was broken off."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.findings import FINDINGS
from cases.statement import Claim, Grade, Handling, Ref, Source
from workbench.services import finding
from workbench.services.finding import About, find_about
from workbench.services.finding_answers import look_for_findings
from workbench.services.finding_in_whole import heart_of
from workbench.services.kept_findings import SoFar
from workbench.services.people import add_person
from workbench.services.refusal import Stopped
from workbench.store import Reader

NOW = datetime(2026, 4, 20, tzinfo=UTC)
WHOLE = Reader.whole("a test")
KINDS = ("concealed", "high_centrality", "key_players")
FRINGE = 40


def person(n: int) -> Ref:
    return Ref("Person", "t", f"person {n}")


def knows(a: int, b: int) -> Claim:
    return Claim(person(a), "Person", "knows", person(b))


def told(project, claims, *, handling=None, name="informant"):
    source = Source("", "report", name, grade=Grade("admiralty", "B", "2"),
                    handling=handling or Handling(), simulated=True)  # fmt: skip
    with project.store.transaction("STAFF-0001", "test", NOW) as work:
        return work.statements.add(claims, source).entities


@pytest.fixture
def large(project, monkeypatch):
    """Two rings of five joined by 11, and far from them twenty couples; and an animal."""
    ring = [(n, n % 5 + 1) for n in range(1, 6)] + [(n, (n - 5) % 5 + 6) for n in range(6, 11)]
    links = [*ring, (1, 3), (6, 8), (11, 1), (11, 6)]
    couples = [(n, n + 1) for n in range(100, 100 + FRINGE, 2)]
    animal = Ref("IndividualAnimal", "t", "Lord")
    claims = [knows(a, b) for a, b in [*links, *couples]]
    claims += [Claim(person(n), "Person", "name", f"Name {n} (simulated)") for n in range(1, 12)]
    claims += [Claim(Ref("Photo", "t", "p"), "Photo", "individual", animal)]
    ids = told(project, claims)
    monkeypatch.setattr("cases.findings.FINDINGS", {one: FINDINGS[one] for one in KINDS})
    monkeypatch.setattr(finding, "LARGEST", 20)
    monkeypatch.setattr("workbench.services.finding_in_whole.CENTRES", 1)
    monkeypatch.setattr("workbench.services.finding_in_whole.MOST_ENTITIES", 11)
    return {n: ids[person(n)] for n in range(1, 12)}


def heart(project, **more):
    with project.store.read(WHOLE) as q:
        return heart_of(q, None, progress=lambda _: None, stop=lambda: False, **more)


def test_the_heart_is_what_lies_around_those_with_most_links_and_ways(project, large):
    found = heart(project, most=11)

    assert set(found.ids) == set(large.values())
    # Two rings with a chord each and two links of the one between, and twenty couples.
    assert found.entities == 11 + FRINGE
    assert found.links == 14 + FRINGE // 2
    assert (
        f"of {11 + FRINGE} entities with {14 + FRINGE // 2} links the 11 nearest" in found.sentence
    )


def test_records_that_people_joined_are_all_read(project, large, clock):
    from workbench.services.resolving import decide

    twin = told(project, [knows(77, 100)])[person(77)]
    decide(project, "Anna", twin, large[11], "same", why="one face", clock=clock)

    assert {twin, large[11]} <= set(heart(project, most=12).ids)


def test_findings_of_a_large_whole_are_of_its_heart_and_each_says_so(
    project, large, clock, monkeypatch
):
    world, found = find_about(project, "Anna", About(), clock=clock)

    assert found
    assert {one.id for one in world.entities.values() if one.schema == "Person"} == {
        *large.values()
    }
    for one in found:
        assert "Not all was looked at: of 51 entities" in one.caveat
        assert set(one.subjects) <= set(large.values())
    monkeypatch.setattr(finding, "LARGEST", 1_000_000)
    _, small = find_about(project, "Anna", About(), clock=clock)
    assert not any("Not all was looked at" in one.caveat for one in small)


def test_nothing_that_the_reader_may_not_see_moves_the_heart(project, large, clock):
    add_person(project, "Anna", "Dora", roles=["analyst"], clearance=0, clock=clock)
    before = find_about(project, "Dora", About(), clock=clock)[1]
    secret = Handling(3, frozenset({"LORD"}))
    hidden = told(project, [knows(100, n) for n in range(101, 130)], handling=secret, name="wire")
    after = find_about(project, "Dora", About(), clock=clock)[1]

    assert [one.sentence for one in after] == [one.sentence for one in before]
    assert [one.caveat for one in after] == [one.caveat for one in before]
    assert hidden[person(100)] in heart(project, most=11).ids


def test_it_can_be_stopped_before_the_heart_is_found(project, large, clock):
    steps = []
    with pytest.raises(Stopped):
        find_about(project, "Anna", About(), clock=clock, progress=steps.append, stop=lambda: True)
    assert [step.what for step in steps] == ["findings: links of the whole are read"]


def looked_for(monkeypatch):
    """Which kinds are looked for, as they are."""
    seen = []

    def noted(kind, find):
        def look(world):
            seen.append(kind)
            return find(world)

        return look

    monkeypatch.setattr("cases.findings.FINDINGS", {k: noted(k, FINDINGS[k]) for k in KINDS})
    return seen


def test_a_search_broken_off_goes_on_with_the_kinds_not_done(project, large, clock, monkeypatch):
    whole = look_for_findings(project, "Anna", clock=clock)
    seen, steps = looked_for(monkeypatch), []

    def enough():
        return any(step.total for step in steps)

    with pytest.raises(Stopped):
        look_for_findings(project, "Anna", clock=clock, progress=steps.append, stop=enough)
    assert seen == ["concealed"]
    again = look_for_findings(project, "Anna", clock=clock)

    assert seen == list(KINDS)
    assert again["findings"] == whole["findings"]
    assert not list((project.derived / "findings").iterdir())
    assert look_for_findings(project, "Anna", clock=clock)["findings"] == whole["findings"]
    assert seen == [*KINDS, *KINDS]


def test_what_was_written_meanwhile_makes_what_was_kept_void(project, large, clock, monkeypatch):
    seen = looked_for(monkeypatch)
    with pytest.raises(Stopped):
        look_for_findings(project, "Anna", clock=clock, stop=lambda: len(seen) == 2)
    told(project, [knows(1, 9)], name="a second informant")
    look_for_findings(project, "Anna", clock=clock)

    assert seen == ["concealed", "high_centrality", *KINDS]


def test_another_question_another_reader_and_a_torn_file_begin_anew(project, large, tmp_path):
    anna = Reader("STAFF-0001", frozenset({"analyst"}), 3)
    dora = Reader("STAFF-0002", frozenset({"analyst"}), 3)
    lower = Reader("STAFF-0001", frozenset({"analyst"}), 1)

    def kept(reader=anna, case="", head=7):
        return SoFar.of(tmp_path, reader, {"case": case}, head=head, now=NOW)

    first = kept()
    first.done("key_players", [])
    first.keep_heart(heart(project, most=11))

    assert kept().known("key_players") == []
    assert kept().heart == first.heart
    for other in (kept(dora), kept(lower), kept(case="CASE-2026-001"), kept(head=8)):
        assert other.known("key_players") is None
        assert other.heart is None
    (file,) = (tmp_path / "findings").iterdir()
    assert json.loads(file.read_text("utf-8"))["kinds"] == {"key_players": []}
    file.write_text('{"asked": "', "utf-8")
    assert kept().known("key_players") is None


def test_two_who_ask_one_question_at_once_do_not_stop_each_other(tmp_path, monkeypatch):
    anna = Reader("STAFF-0001", frozenset({"analyst"}), 3)

    def kept():
        return SoFar.of(tmp_path, anna, {"case": ""}, head=7, now=NOW)

    worker, console = kept(), kept()
    move = Path.replace

    def just_before(file, target):
        monkeypatch.setattr(Path, "replace", move)
        console.done("concealed", [])
        return move(file, target)

    monkeypatch.setattr(Path, "replace", just_before)
    worker.done("key_players", [])

    assert kept().known("key_players") == []
    assert [file.suffix for file in (tmp_path / "findings").iterdir()] == [".json"]
    console.forget()
    worker.forget()
    assert kept().known("key_players") is None
