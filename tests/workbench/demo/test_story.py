"""The program finds the story by itself: what it said, held against a truth it never read."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from workbench.bag.verifying import verify
from workbench.demo.cast import SMALL
from workbench.demo.run import run_demo
from workbench.demo.telling import Line, Told
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.refusal import Refused

World = tuple[Path, Told]
Truth = dict[str, Any]


def lines(world: World, topic: str) -> list[Line]:
    found = [line for line in world[1].lines if line.topic.startswith(topic)]
    assert found, f"nothing was said of {topic!r}"
    return found


def ids(world: World, schema: str, number: str) -> set[str]:
    """Ids of entities one of whose statements is exactly this text."""
    project = Project.open(world[0] / "project")
    reader = acting(project, "analyst")
    with project.store.read(reader) as queries:
        hits = {
            known
            for known, kind, _, value in queries.entities.find(number, limit=200)
            if kind == schema and value == number
        }
    project.close()
    return hits


def test_lord_was_overdue_and_came_back_on_the_right_days(small_world: World, truth: Truth) -> None:
    (lord,) = ids(small_world, "IndividualAnimal", truth["lord"])
    (line,) = [one for one in lines(small_world, "Overdue, then") if lord in one.subjects]
    assert f"last seen on {truth['lord_last_before'][:10]}" in line.sentence
    assert (
        "became overdue on 2025-" in line.sentence or "became overdue on 2024-12" in line.sentence
    )
    assert f"was seen again on {truth['lord_again'][:10]}" in line.sentence


def test_the_first_skin_is_said_to_be_nobody_it_is_not(small_world: World, truth: Truth) -> None:
    (line,) = lines(small_world, f"Skin of {truth['first_skin']['case']}")
    assert "Points to" not in line.sentence
    assert "Searched" in line.sentence


def test_the_second_skin_is_said_to_be_no_other_animal(small_world: World, truth: Truth) -> None:
    (line,) = lines(small_world, f"Skin of {truth['second_skin']['case']}")
    (victim,) = ids(small_world, "IndividualAnimal", truth["second_skin"]["animal"])
    if "Points to" in line.sentence:
        assert f"Points to {victim}" in line.sentence
        (window,) = lines(small_world, "Where and when")
        assert f"last photographed on {truth['second_skin']['last_photo'][:10]}" in window.sentence
        assert any("shot" in one.sentence for one in lines(small_world, "In the window"))
    else:
        # Firm is what it says of no other animal; a leaning says that it is one.
        assert "Cannot tell" in line.sentence or "not firm" in line.sentence


def test_the_phone_that_both_seizures_share_is_found(small_world: World, truth: Truth) -> None:
    number = truth["people"]["broker"]["phone"].replace(" ", "")
    (line,) = [x for x in lines(small_world, "The same number twice") if number in x.sentence]
    assert truth["first_skin"]["case"] in line.sentence
    assert truth["second_skin"]["case"] in line.sentence


def test_the_broker_stands_between_the_groups_with_an_interval(
    small_world: World, truth: Truth
) -> None:
    (line,) = lines(small_world, "Between the groups")
    broker = truth["people"]["broker"]
    # One person by now, called by whichever spelling was read first; the phone is theirs alone.
    assert line.sentence.startswith((broker["han"], broker["ru"], broker["latin"]))
    assert broker["phone"].replace(" ", "") in line.sentence
    assert "when the network is drawn as records allow" in line.sentence


def test_successors_are_named_for_the_broker_too(small_world: World, truth: Truth) -> None:
    told = [line.sentence for line in lines(small_world, "If that person were gone")]
    broker = truth["people"]["broker"]
    called = tuple(f"Without {broker[script]}" for script in ("han", "ru", "latin"))
    assert all(sentence.startswith("Without ") for sentence in told)
    assert any(sentence.startswith(called) for sentence in told)


def test_the_namesake_is_kept_apart(small_world: World, truth: Truth) -> None:
    people = truth["people"]
    apart = [
        line
        for line in lines(small_world, "A namesake")
        if people["broker"]["han"] in line.sentence and people["namesake"]["han"] in line.sentence
    ]
    assert apart
    assert any("different" in line.sentence for line in apart)


def test_the_route_tells_seized_missed_and_no_opportunity(small_world: World) -> None:
    told = " ".join(line.sentence for line in lines(small_world, "Route"))
    for chance in ("seized", "missed", "no opportunity"):
        assert chance in told


def test_population_stands_beside_effort(small_world: World) -> None:
    (line,) = lines(small_world, "Population")
    assert "effective camera-nights" in line.sentence


def test_nobody_is_joined_across_the_border_but_the_one_who_crossed(
    small_world: World, truth: Truth
) -> None:
    crossed = set().union(
        *(ids(small_world, "IndividualAnimal", number) for number in truth["crossing"])
    )
    for line in lines(small_world, "Across the border"):
        assert set(line.subjects) in (crossed, set())
        assert not line.subjects or "simulated analyst" in line.sentence


def test_a_price_is_known_for_one_skin_and_an_offer_for_the_other(
    small_world: World, truth: Truth
) -> None:
    (line,) = lines(small_world, "Price")
    assert f"{truth['first_skin']['case']}: officer-valued 900,000 RUB (n = 1)" in line.sentence
    assert f"{truth['second_skin']['case']}: asked 310,000,000 VND (n = 1)" in line.sentence
    assert "too few for a middle" in line.sentence


def test_answers_say_whether_they_were_blind_and_that_they_are_simulated(
    small_world: World, truth: Truth
) -> None:
    told = lines(small_world, "Judged")
    assert len(told) == 2
    assert all("Simulated examiners" in line.sentence for line in told)
    pointed = (
        "Points to" in lines(small_world, f"Skin of {truth['second_skin']['case']}")[0].sentence
    )
    assert ("(blind)" in told[1].sentence) == pointed


def test_a_provisional_identity_is_given_or_refused_with_a_reason(small_world: World) -> None:
    for line in lines(small_world, "Provisional identity"):
        given = [one for one in line.subjects if one.startswith("IND-")]
        assert ("provisional, until" in line.sentence) == bool(given)


def test_every_line_says_where_one_sees_why(small_world: World) -> None:
    for line in small_world[1].lines:
        assert line.see.startswith(("page /", "kedrovka ", "/")), line


def test_all_twelve_wrong_records_come_back_and_no_right_one(
    small_world: World, truth: Truth
) -> None:
    with (small_world[0] / "refused.csv").open(encoding="utf-8", newline="") as file:
        refused = [(row["file"].rpartition("/")[2], row["column"]) for row in csv.DictReader(file)]
    wrong = [(m["file"].rpartition("/")[2], m["column"]) for m in truth["mistakes"]]
    assert len(wrong) == 12
    cut_off = [file for file, column in wrong if not column]
    assert sorted(f for f, c in refused if not c) == sorted(cut_off) or len(refused) == 12
    assert sorted(p for p in refused if p[1]) == sorted(p for p in wrong if p[1])


def test_the_bag_verifies_and_a_changed_byte_is_found(small_world: World, tmp_path: Path) -> None:
    bag = Path(small_world[1].bag)
    assert verify(bag).ok
    copy = tmp_path / "bag"
    for path in bag.rglob("*"):
        target = copy / path.relative_to(bag)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    report = next(copy.rglob("*.pdf"))
    report.write_bytes(report.read_bytes()[:-1] + b"x")
    assert not verify(copy).ok


def test_the_audit_is_intact(small_world: World) -> None:
    (line,) = lines(small_world, "The audit")
    assert line.sentence.startswith("Nothing was altered")


def test_the_second_run_is_told_from_the_first_and_changes_nothing(small_world: World) -> None:
    folder, told = small_world
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}
    again, known = run_demo(folder, told.seed, scale=SMALL, progress=lambda step: None)
    assert known
    assert again == told
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()} == before


def test_another_seed_in_the_same_folder_is_refused(small_world: World) -> None:
    with pytest.raises(Refused, match="holds the story of seed"):
        run_demo(small_world[0], 8, scale=SMALL, progress=lambda step: None)


def test_the_program_never_opens_the_truth(small_world: World) -> None:
    """Nothing of the room but the writer names the truth's folder; its words are in no input."""
    room = Path(run_demo.__code__.co_filename).parent
    naming = {path.name for path in room.glob("*.py") if "truth.json" in path.read_text("utf-8")}
    assert naming == {"making.py"}
    told = json.loads((small_world[0] / "truth" / "truth.json").read_text("utf-8"))
    packages = (small_world[0] / "inputs").rglob("*.csv")
    for table in packages:
        assert b"look_alike" not in table.read_bytes()
    assert told["first_skin"]["animal"] is None


def test_what_is_made_says_it_is_simulated(small_world: World) -> None:
    inputs = small_world[0] / "inputs"
    for package in inputs.glob("camera_traps_*"):
        descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
        assert "SIMULATED" in descriptor["title"]
    photo = next(inputs.rglob("media/**/*.jpg"))
    assert b"simulated" in photo.read_bytes()[:400]


def test_the_password_is_not_a_default_one_and_for_its_reader_only(small_world: World) -> None:
    sign_in = small_world[0] / "sign-in.txt"
    assert sign_in.stat().st_mode & 0o077 == 0
    password = sign_in.read_text("utf-8").split("password: ")[1].strip()
    assert len(password) >= 12
