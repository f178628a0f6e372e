"""The package of a reserve, written without rendering and read back as anybody's would be."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cases.formats import PhotoFile
from cases.formats.camtrap_dp import read
from cases.reject import Reject
from cases.statement import Claim, Ref
from workbench.demo.cast import SMALL, cast_of
from workbench.demo.land import cameras_of, stations_of
from workbench.demo.package import RESERVES, Reserve, written
from workbench.demo.passages import passages_of, ranges_of
from workbench.demo.shots import Taken

Items = list[Claim | Reject | PhotoFile]


class Sent:
    """What one reserve sent: the folder, what was put in, what is read out of it."""

    def __init__(self, folder: Path, reserve: Reserve) -> None:
        rng = np.random.default_rng(4)
        self.cast = cast_of(rng, SMALL)
        stations = stations_of(rng)
        cameras = cameras_of(rng, stations)
        ranges = ranges_of(rng, self.cast, stations)
        everything = passages_of(rng, self.cast, ranges, cameras)
        self.passages = [p for p in everything if p.camera.station.reserve == reserve.key]
        self.cameras = [c for c in cameras if c.station.reserve == reserve.key]
        self.taken = [
            Taken(p.key, n, f"media/{p.key}-{n}.jpg", (0.25, 0.5, 0.5, 0.25) if n == 1 else None)
            for p in self.passages[:5]
            for n in (1, 2)
        ]
        (folder / "media").mkdir(parents=True)
        for one in self.taken:
            Image.new("RGB", (80, 40), "grey").save(folder / one.file)
        written(folder, reserve, self.cast, cameras, everything, self.taken)
        self.items: Items = list(read(folder))

    def told(self, schema: str, property_: str) -> list[Claim]:
        claims = (item for item in self.items if isinstance(item, Claim))
        return [c for c in claims if (c.schema, c.property) == (schema, property_)]


@pytest.fixture(scope="module", params=["ru", "cn"])
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    return Sent(tmp_path_factory.mktemp("package"), RESERVES[request.param])


def test_nothing_of_it_is_refused(sent: Sent) -> None:
    assert [str(item) for item in sent.items if isinstance(item, Reject)] == []


def test_a_passage_is_one_sighting_with_photos_or_without(sent: Sent) -> None:
    seen = Counter(c.value for c in sent.told("Sighting", "encounter"))
    assert len(seen) == len(sent.passages)
    assert set(seen.values()) == {1}
    assert {c.value for c in sent.told("Sighting", "count")} == {"1"}


def test_only_rendered_frames_are_photos(sent: Sent) -> None:
    photos = [item for item in sent.items if isinstance(item, PhotoFile)]
    assert [p.path is not None for p in photos] == [True] * len(sent.taken)
    assert {c.value for c in sent.told("Photo", "box")} == {"20,20,40,10"}
    assert len(sent.told("Photo", "box")) == len(sent.taken) // 2


def test_each_photo_says_whose_it_is_and_which_flank(sent: Sent) -> None:
    of = {p.key: p for p in sent.passages}
    animals = {c.subject: c.value for c in sent.told("Photo", "individual")}
    flanks = {c.subject: c.value for c in sent.told("Photo", "flank")}
    for photo in (item for item in sent.items if isinstance(item, PhotoFile)):
        passage = of[photo.ref.key.rpartition("-")[0]]
        animal = animals[photo.ref]
        assert isinstance(animal, Ref)
        assert animal.key == passage.cat.key
        assert flanks[photo.ref] == passage.camera.side


def test_times_are_local_with_the_offset_of_their_side(sent: Sent) -> None:
    offsets = {c.event_time.offset_minutes for c in sent.told("Sighting", "date") if c.event_time}
    country = {c.value for c in sent.told("Station", "country")}
    assert (offsets, country) in (({600}, {"RU"}), ({480}, {"CN"}))


def test_gaps_of_cameras_come_through_with_their_reasons(sent: Sent) -> None:
    written_gaps = Counter(gap.reason for camera in sent.cameras for gap in camera.gaps)
    assert Counter(c.value for c in sent.told("Deployment", "gap")) == written_gaps


def test_the_wrong_clock_is_on_record(sent: Sent) -> None:
    off = [camera.key for camera in sent.cameras if camera.clock_off_days]
    noted = [c.subject for c in sent.told("Deployment", "timestampIssues") if c.value == "true"]
    assert [ref.key for ref in noted if isinstance(ref, Ref)] == off


def test_animals_come_with_name_sex_origin_and_mother(sent: Sent) -> None:
    named = {c.value for c in sent.told("IndividualAnimal", "name")}
    reserve = "ru" if "Lord" in named else "cn"
    own = [cat for cat in sent.cast.cats if cat.reserve == reserve]
    assert named == {cat.name for cat in own}
    mothers = {
        c.value.key for c in sent.told("IndividualAnimal", "mother") if isinstance(c.value, Ref)
    }
    assert mothers == {cat.mother for cat in own if cat.mother}
    origins = Counter(c.value for c in sent.told("IndividualAnimal", "origin"))
    assert origins["captive-born"] == sum(cat.origin == "captive-born" for cat in own)
