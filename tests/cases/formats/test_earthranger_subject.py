"""What carries a tracker: a collared animal, a ranger or a car, by a site's own words."""

from typing import Any

import pytest

from cases.formats.earthranger_subject import subject_ref


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
