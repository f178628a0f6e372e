"""What carries a tracker: a collared animal, a ranger or a car, by a site's own words."""

import json
from pathlib import Path
from typing import Any

import pytest

from cases.formats.earthranger import read
from cases.formats.earthranger_subject import subject_ref
from cases.statement import Claim, Ref


@pytest.mark.parametrize(
    ("type_", "subtype", "kind"),
    [
        # Types and subtypes as EarthRanger's own sites name them.
        ("person", "ranger", "Person"), ("person", "ranger_team", "Person"),
        ("person", "driver", "Person"), ("person", None, "Person"), (None, "staff", "Person"),
        ("Person", "Ranger", "Person"),
        ("vehicle", "car", "Vehicle"), ("vehicle", "security_vehicle", "Vehicle"),
        ("vehicle", "motorcycle", "Vehicle"), ("aircraft", "helicopter", "Vehicle"),
        ("aircraft", "plane", "Vehicle"), ("vehicle", "boat", "Vehicle"), ("", "uav", "Vehicle"),
        ("wildlife", "leopard", "IndividualAnimal"), ("wildlife", "lion", "IndividualAnimal"),
        ("wildlife", "elephant", "IndividualAnimal"), ("wildlife", "тигр", "IndividualAnimal"),
        ("wildlife", "pangolin", "IndividualAnimal"), (None, None, "IndividualAnimal"),
        ("wildlife", "rhino", "IndividualAnimal"),
    ],
)  # fmt: skip
def test_a_subject_is_what_its_site_says_it_is(
    type_: str | None, subtype: str | None, kind: str
) -> None:
    known: dict[str, Any] = {"id": "s1", "subject_type": type_, "subject_subtype": subtype}
    assert subject_ref("site", known).schema == kind


def test_somebody_who_drives_is_a_person_and_no_car() -> None:
    assert subject_ref("site", {"id": "1", "subject_type": "person vehicle"}).schema == "Person"


def test_a_subject_is_known_by_its_id_and_without_one_by_its_name() -> None:
    assert subject_ref("site", {"id": "s1", "name": "Лорд"}).key == "s1"
    assert subject_ref("site", {"id": None, "name": "Лорд"}).key == "Лорд"
    assert subject_ref("site", {"id": "s1"}).namespace == "site"


def test_two_sites_may_number_alike_and_mean_two_animals() -> None:
    assert subject_ref("north", {"id": "1"}) != subject_ref("south", {"id": "1"})


@pytest.mark.parametrize(
    ("type_", "subtype", "kind"),
    [
        # A word within a word is another word.
        ("wildlife", "caracal", "IndividualAnimal"), ("wildlife", "caribou", "IndividualAnimal"),
        ("wildlife", "carnivore", "IndividualAnimal"),
        ("wildlife", "steamer_duck", "IndividualAnimal"),
        # Things that stand somewhere move no more than a gate does.
        ("stationary-object", "weather_station", "Station"),
        ("stationary-object", "gate", "Station"),
        ("stationary-object", "camtrap", "Station"), ("stationary-object", None, "Station"),
        ("vehicles", "cars", "Vehicle"), ("people", "rangers", "Person"),
        ("aircraft", "drone", "Vehicle"),
    ],
)  # fmt: skip
def test_words_count_whole_and_what_stands_is_no_animal(
    type_: str, subtype: str | None, kind: str
) -> None:
    known = {"id": "s1", "subject_type": type_, "subject_subtype": subtype}
    assert subject_ref("site", known).schema == kind


@pytest.mark.parametrize(
    ("subtype", "link"),
    [
        ("caracal", "individual"),
        ("ranger", "person"),
        ("car", "vehicle"),
        ("weather_station", "station"),
    ],
)
def test_an_event_points_to_each_kind_of_subject_by_its_own_link(
    subtype: str, link: str, tmp_path: Path
) -> None:
    """A car beside an incident is no animal of the catalogue."""
    subject = {"id": "s1", "name": "It (simulated)", "subject_subtype": subtype}
    event = {"id": "e1", "time": "2026-01-05T08:30:00Z", "title": "Snare",
             "event_type": "snare_rep",
             "related_subjects": [subject]}  # fmt: skip
    path = tmp_path / "answer.json"
    path.write_text(json.dumps([event]), "utf-8")
    links = {
        item.property: item.value
        for item in read(path)
        if isinstance(item, Claim) and isinstance(item.value, Ref)
    }
    assert links == {link: subject_ref("earthranger", subject)}
