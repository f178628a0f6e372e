"""Which of a site's own categories are incidents: snares and shots are, deer and cameras not."""

import pytest

from cases.formats.incident_words import kind_of_report


@pytest.mark.parametrize(
    "said",
    [
        ("Snare",),
        ("human_activity", "gun_shot"),
        ("Капкан",),
        ("盗猎",),
        ("Bẫy dây",),
        ("CARCASS",),
    ],
)
def test_what_people_did_is_an_incident_in_all_four_languages(said):
    assert kind_of_report(*said) == "Incident"


@pytest.mark.parametrize(
    "said",
    [("Wildlife", "Sika deer"), ("Water hole",), ("Следы леопарда",), ("梅花鹿",), ("",), ()],
)
def test_an_animal_or_a_water_hole_is_none(said):
    assert kind_of_report(*said) == "Observation"


@pytest.mark.parametrize("said", ["Camera trap check", "camera_trap", "Camera-trap station"])
def test_a_camera_trap_is_no_trap(said):
    assert kind_of_report(said) == "Observation"
    assert kind_of_report(said, "trap with a leopard's paw") == "Incident"
