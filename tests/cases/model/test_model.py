"""The table of kinds is sound, and says what the rooms lean on."""

import re

import pytest

from cases.model import (
    SCHEMATA,
    PropertyType,
    caption,
    property_of,
    schema_of_id,
    schema_of_prefix,
)


def test_every_prefix_belongs_to_one_kind() -> None:
    prefixes = [schema.prefix for schema in SCHEMATA.values()]
    assert len(prefixes) == len(set(prefixes))
    assert all(re.fullmatch("[A-Z]{2,4}", prefix) for prefix in prefixes)


def test_every_link_leads_to_a_kind_that_exists() -> None:
    dead_ends = [
        (schema.name, edge.name)
        for schema in SCHEMATA.values()
        for edge in schema.edges
        if edge.range and edge.range not in SCHEMATA
    ]
    assert dead_ends == []


def test_every_kind_is_named_by_properties_it_has() -> None:
    for schema in SCHEMATA.values():
        assert set(schema.caption) <= set(schema.properties), schema.name


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("PER", "Person"), ("ORG", "Organization"), ("PHN", "Phone"), ("VEH", "Vehicle"),
        ("PLC", "Place"), ("IND", "IndividualAnimal"), ("SK", "Specimen"), ("EX", "Exhibit"),
        ("SZ", "Seizure"), ("INC", "Incident"), ("SGT", "Sighting"), ("DEP", "Deployment"),
        ("STN", "Station"), ("PAT", "Patrol"), ("JRN", "Journey"), ("OFR", "Offer"),
        ("MKT", "Market"), ("ARR", "Arrest"), ("CASE", "CaseFile"), ("ENC", "Encounter"),
        ("PHO", "Photo"), ("LEG", "RouteLeg"),
    ],
)  # fmt: skip
def test_ids_begin_as_people_have_learnt(prefix: str, kind: str) -> None:
    found = schema_of_prefix(prefix)
    assert found is not None
    assert found.name == kind


def test_an_id_tells_its_kind_and_a_word_does_not() -> None:
    seizure = schema_of_id("SZ-2026-003")
    assert seizure is not None
    assert (seizure.name, seizure.yearly, seizure.event) == ("Seizure", True, True)
    assert schema_of_id("SZ") is None
    assert schema_of_id("Lord") is None


@pytest.mark.parametrize("role", ["courier", "owner", "buyer", "driver", "officer", "witness"])
def test_a_role_in_a_seizure_is_a_link_to_a_person(role: str) -> None:
    edge = property_of("Seizure", role)
    assert edge.is_edge
    assert edge.range == "Person"


def test_a_column_we_do_not_know_is_a_text_and_no_error() -> None:
    unknown = property_of("Seizure", "Colour of the bag")
    assert (unknown.type, unknown.is_edge) == (PropertyType.STRING, False)
    with pytest.raises(KeyError):
        property_of("Spaceship", "name")


def test_every_kind_can_carry_a_remark_and_say_it_is_simulated() -> None:
    for schema in SCHEMATA.values():
        assert {"note", "reference", "simulated"} <= set(schema.properties)


def test_an_entity_is_called_by_the_first_name_it_has() -> None:
    assert caption("Person", {"alias": "Stump", "name": "Ivan"}, "PER-0001") == "Ivan"
    assert caption("Person", {"alias": "Stump"}, "PER-0001") == "Stump"
    assert caption("Person", {}, "PER-0001") == "PER-0001"
    assert caption("Spaceship", {"name": "x"}, "id") == "id"


@pytest.mark.parametrize("mark", ["\u202e", "\u202b", "\u2067", "\u2069"])
def test_no_name_turns_the_direction_of_the_sentence_it_stands_in(mark: str) -> None:
    assert caption("Person", {"name": f"{mark}Иван"}, "PER-1") == "Иван"
    assert caption("Person", {"name": mark, "alias": "Ваня"}, "PER-1") == "Ваня"
    assert caption("Person", {"name": "محمد عبد الله"}, "PER-1") == "محمد عبد الله"
