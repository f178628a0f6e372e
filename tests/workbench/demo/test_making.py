"""What a seed makes before anything is rendered: cast, land, passages, tables, wrong rows."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from cases.formats.mapping import Mapping, shipped
from cases.formats.spreadsheet import read
from cases.reject import Reject
from cases.statement import Claim
from workbench.demo.cast import FULL, SMALL, Cast, cast_of
from workbench.demo.land import WINTERS, Camera, Station, cameras_of, nearest, stations_of
from workbench.demo.mistakes import spoiled
from workbench.demo.passages import DATES, Passage, Ranges, passages_of, ranges_of
from workbench.demo.pelts import pelts_of
from workbench.demo.people import PEOPLE, passers_by
from workbench.demo.records import record_sheets
from workbench.demo.seizures import FIRST_CASE, SECOND_CASE, seizure_sheets
from workbench.demo.sheets import Sheet, save
from workbench.demo.shots import plan

NOW = datetime.fromisoformat("2026-05-04T01:00:00+00:00")


class World:
    """One drawn world, without photos."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.cast: Cast = cast_of(rng)
        self.stations: tuple[Station, ...] = stations_of(rng)
        self.cameras: tuple[Camera, ...] = cameras_of(rng, self.stations)
        self.ranges: Ranges = ranges_of(rng, self.cast, self.stations)
        self.passages: tuple[Passage, ...] = passages_of(rng, self.cast, self.ranges, self.cameras)
        self.sheets: list[Sheet] = [
            *seizure_sheets(rng),
            *record_sheets(rng, self.cast, self.ranges, self.stations),
        ]


@pytest.fixture(scope="module", params=[1, 2, 3, 11])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


def test_some_forty_leopards_and_a_few_tigers_live_there(world: World) -> None:
    species = [cat.species for cat in world.cast.cats]
    assert 40 <= species.count("Panthera pardus") <= 42
    assert species.count("Panthera tigris") == 3
    assert len({cat.key for cat in world.cast.cats}) == len(world.cast.cats)


def test_everybody_of_the_story_is_there_and_somebody_else(world: World) -> None:
    cast = world.cast
    names = {cat.name for cat in cast.cats}
    assert {"Lord", "Kedrovka", "Killy", "Crimea", "Barry", "Pamela", "Nerussa", "Leo"} <= names
    parts = {cast.victim, cast.one_flank, cast.released, cast.look_alike, *cast.crossing}
    assert len(parts) == 6
    assert not parts & {cast.lord, *cast.followed, *cast.family}
    assert cast.cat(cast.victim).sex == "female"
    assert cast.cat(cast.one_flank).flanks == ("left",)
    assert cast.cat(cast.released).origin == "captive-born"


def test_one_animal_stands_under_two_numbers_on_both_sides(world: World) -> None:
    here, there = (world.cast.cat(key) for key in world.cast.crossing)
    assert here.coat == there.coat
    assert (here.reserve, there.reserve) == ("ru", "cn")


def test_the_stranger_looks_like_a_catalogued_animal_and_is_none(world: World) -> None:
    stranger = world.cast.stranger
    kin = world.cast.cat(world.cast.look_alike).coat
    assert stranger.style.mark_scale == kin.style.mark_scale
    coats = [(cat.coat.left_seed, cat.coat.right_seed) for cat in world.cast.cats]
    assert (stranger.left_seed, stranger.right_seed) not in coats


def test_cubs_know_their_mother(world: World) -> None:
    mother, *cubs = world.cast.family
    assert {world.cast.cat(cub).mother for cub in cubs} == {mother}


def test_sixty_stations_have_two_cameras_each_over_four_winters(world: World) -> None:
    assert len(world.stations) == 60
    assert len(world.cameras) == 60 * 2 * len(WINTERS)
    assert {camera.side for camera in world.cameras} == {"left", "right"}
    gaps = [camera for camera in world.cameras if camera.gaps]
    assert 20 < len(gaps) < 120
    assert sum(camera.clock_off_days for camera in world.cameras) == 1


def test_a_camera_in_a_gap_sees_nothing(world: World) -> None:
    camera = next(c for c in world.cameras if c.gaps)
    assert not camera.works(camera.gaps[0].since)
    assert not camera.works(camera.first - timedelta(days=1))


def test_nearest_is_what_a_ruler_says(world: World) -> None:
    origin = world.stations[7]
    found = nearest(world.stations, origin.latitude, origin.longitude, 3)
    by_hand = sorted(
        world.stations,
        key=lambda s: np.hypot(
            s.latitude - origin.latitude, 0.73 * (s.longitude - origin.longitude)
        ),
    )  # fmt: skip
    assert list(found) == by_hand[:3]


def test_lord_is_silent_through_the_third_winter_and_comes_back_behind_females(
    world: World,
) -> None:
    own = [p for p in world.passages if p.cat.key == world.cast.lord]
    days = [p.at.date() for p in own]
    assert not [d for d in days if DATES.lord_last < d < DATES.lord_again]
    assert min(d for d in days if d > DATES.lord_last) == DATES.lord_again
    back = [p for p in own if p.at.date() >= DATES.lord_again]
    followed = {
        p.cat.key
        for p in world.passages
        for mine in back
        if p.camera == mine.camera and timedelta(0) < mine.at - p.at < timedelta(hours=1)
    }
    assert set(world.cast.followed) <= followed


def test_the_victim_is_last_seen_eleven_weeks_before_her_skin(world: World) -> None:
    last = max(p.at.date() for p in world.passages if p.cat.key == world.cast.victim)
    assert last == DATES.victim_last
    assert (DATES.second_seizure - last).days == 77


def test_the_stranger_never_walks_past_a_camera(world: World) -> None:
    assert world.cast.stranger not in [p.cat.coat for p in world.passages]


def test_passages_have_numbers_of_their_own_and_three_to_eight_frames(world: World) -> None:
    assert len({p.key for p in world.passages}) == len(world.passages)
    assert {p.frames for p in world.passages} <= set(range(3, 9))
    assert any(p.night for p in world.passages)
    assert any(not p.night for p in world.passages)


def test_at_most_six_hundred_photos_are_rendered_and_all_known_sides(world: World) -> None:
    shots = plan(np.random.default_rng(0), world.cast, world.passages)
    assert 200 <= len(shots) <= 590
    of = {p.key: p for p in world.passages}
    sides = {(of[s.passage].cat.key, s.side) for s in shots}
    met = {(p.cat.key, p.camera.side) for p in world.passages}
    assert {pair for cat in world.cast.cats for pair in ((cat.key, f) for f in cat.flanks)
            if pair in met} == sides  # fmt: skip
    assert sorted(s.fault for s in shots if s.fault) == ["blurred", "overexposed", "two leopards"]
    assert sum(s.companion is not None for s in shots) == 1


def test_the_flank_that_is_whole_is_not_the_one_that_is_folded(world: World) -> None:
    cast = world.cast
    first, second = pelts_of(np.random.default_rng(3), cast.stranger, cast.cat(cast.victim).coat)
    assert (first.case, second.case) == (FIRST_CASE, SECOND_CASE)
    assert {view.folded_side for view in second.views} == {"left", "right"} - set(second.shown)
    assert min(view.folded for view in second.views) == pytest.approx(0.33)
    assert second.coat == cast.cat(cast.victim).coat


def test_the_same_seed_tells_the_same_story_and_another_another() -> None:
    first, again, other = World(5), World(5), World(6)
    assert first.passages == again.passages
    assert first.sheets == again.sheets
    assert first.cast.victim != other.cast.victim or first.passages != other.passages


@pytest.mark.parametrize("seed", range(20))
def test_a_small_world_can_be_made_of_any_seed(seed: int) -> None:
    cast = cast_of(np.random.default_rng(seed), SMALL)
    assert len(cast.cats) < len(cast_of(np.random.default_rng(seed), FULL).cats)
    assert cast.cat(cast.victim).flanks == ("left", "right")


def claims_of(sheet: Sheet, folder: Path) -> list[Claim | Reject]:
    return list(read(save(sheet, folder), shipped()[sheet.mapping], not_after=NOW))


def test_all_tables_are_read_without_a_refusal(world: World, tmp_path: Path) -> None:
    for sheet in world.sheets:
        items = claims_of(sheet, tmp_path)
        assert [str(item) for item in items if isinstance(item, Reject)] == [], sheet.file
        rows = {item.locator.row for item in items if isinstance(item, Claim)}
        assert rows == set(range(2, len(sheet.rows) + 2))


def test_ten_wrong_rows_are_each_refused_where_they_are_wrong(world: World, tmp_path: Path) -> None:
    sheets, mistakes = spoiled(world.sheets)
    refused = [
        (sheet.file, item.row, item.column)
        for sheet in sheets
        for item in claims_of(sheet, tmp_path)
        if isinstance(item, Reject)
    ]
    assert len(mistakes) == 10
    assert sorted(refused) == sorted((m.file, m.row, m.column) for m in mistakes)


def test_the_tables_come_in_many_encodings(world: World, tmp_path: Path) -> None:
    encodings = {sheet.encoding for sheet in world.sheets}
    assert {"windows-1251", "gb18030", "utf-16", "utf-8-sig", "utf-8"} <= encodings
    path = save(next(s for s in world.sheets if s.encoding == "gb18030"), tmp_path)
    assert "珲春" in path.read_bytes().decode("gb18030")


def test_a_workbook_of_the_same_rows_has_the_same_values(world: World, tmp_path: Path) -> None:
    sheet = next(s for s in world.sheets if s.file.endswith(".xlsx"))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert claims_of(sheet, tmp_path / "a") == claims_of(sheet, tmp_path / "b")


def test_both_groups_are_joined_by_a_phone_and_a_driver_alone(world: World, tmp_path: Path) -> None:
    """By hand: which numbers and plates stand with people of both sides."""
    phone = PEOPLE["broker"].phone.replace(" ", "")
    found = {
        sheet.file
        for sheet in world.sheets
        for item in claims_of(sheet, tmp_path)
        if isinstance(item, Claim) and item.schema == "Phone" and item.value == phone
    }
    assert found == {"seizures_customs_ru.csv", "seizures_police_zh.csv", "people.xlsx"}


def test_namesakes_share_latin_letters_and_nothing_else() -> None:
    broker, namesake = PEOPLE["broker"], PEOPLE["namesake"]
    assert broker.latin == namesake.latin
    assert broker.han != namesake.han
    assert broker.born != namesake.born
    assert broker.document != namesake.document


@pytest.mark.parametrize(("script", "count"), [("ru", 7), ("han", 6), ("viet", 5)])
def test_passers_by_are_drawn_once_each(script: str, count: int) -> None:
    names = passers_by(np.random.default_rng(0), script, count)
    assert len(set(names)) == count


def test_a_mapping_can_be_made_to_say_that_all_is_simulated() -> None:
    text = shipped()["kedrovka_persons"].text
    assert Mapping.parse("simulated = true\n" + text).simulated
