"""FollowTheMoney's schemata to ours, held against its published schema."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from cases.formats.ftm_kinds import (
    EDGES,
    EVENT_EDGES,
    EVENT_KINDS,
    LINKED,
    PROPERTIES,
    kind_of,
    role_in,
)
from cases.model import SCHEMATA


@cache
def published() -> dict[str, Any]:
    """FollowTheMoney's own schemata, as bundled for export."""
    text = files("cases").joinpath("exports", "followthemoney.json").read_text("utf-8")
    schemata: dict[str, Any] = json.loads(text)["schemata"]
    return schemata


KINDS = [
    ("Person", "Person"), ("Company", "Organization"), ("PublicBody", "Organization"),
    ("LegalEntity", "Organization"), ("Vessel", "Vehicle"), ("Airplane", "Vehicle"),
    ("Passport", "Identification"), ("BankAccount", "BankAccount"), ("Address", "Place"),
    ("RealEstate", "Asset"), ("CourtCase", "CourtCase"), ("Event", "Incident"),
    ("Trip", "Journey"), ("Image", "Document"), ("CryptoWallet", "CryptoWallet"),
]  # fmt: skip


@pytest.mark.parametrize(("theirs", "ours"), KINDS)
def test_a_thing_of_theirs_is_a_kind_of_ours(theirs: str, ours: str) -> None:
    assert theirs in published()
    assert kind_of(theirs) == ours


@pytest.mark.parametrize("theirs", ["HyperText", "Email", "Sanction", "Mention", "Nonsense", ""])
def test_what_we_lack_is_kept_as_a_document(theirs: str) -> None:
    assert kind_of(theirs) == "Document"


@pytest.mark.parametrize("edge", sorted(EDGES | EVENT_EDGES))
def test_an_edge_has_the_ends_that_followthemoney_publishes(edge: str) -> None:
    start, end = (EDGES.get(edge) or EVENT_EDGES[edge])[:2]
    assert {start, end} <= set(published()[edge]["properties"])
    assert kind_of(edge) is None


def test_every_kind_property_and_event_named_here_is_one_of_ours() -> None:
    assert {kind for kind, _ in EVENT_KINDS.values()} | set(PROPERTIES) <= set(SCHEMATA)
    for kind, names in PROPERTIES.items():
        missing = {ours for ours in names.values() if ours not in SCHEMATA[kind].properties}
        assert not missing, kind
    links = {name for schema in SCHEMATA.values() for name in schema.properties}
    assert set(LINKED.values()) <= links


def test_every_role_of_an_event_edge_is_a_link_of_its_event() -> None:
    for kind, roles in EVENT_KINDS.values():
        assert all(SCHEMATA[kind].properties[role].is_edge for role in roles)


@pytest.mark.parametrize(
    ("schema", "kind", "role", "ours"),
    [
        ("Ownership", "Person", "60 %", "owns"),
        ("Directorship", "Person", "CEO", "directorOf"),
        ("Family", "Person", "брат", "relative"),
        ("Payment", "Person", "bribe", "paid"),
        ("Call", "Person", "", "contacted"),
        # Our own export writes a link of ours that FollowTheMoney lacks as an unknown one.
        ("UnknownLink", "Seizure", "courier", "courier"),
        ("UnknownLink", "Person", "courier", "linkedTo"),
        ("UnknownLink", "Person", "name", "linkedTo"),  # a value is no link
        ("UnknownLink", "Person", "", "linkedTo"),
    ],
)
def test_an_edge_is_our_link_by_its_schema_and_an_unknown_one_by_its_role(
    schema: str, kind: str, role: str, ours: str
) -> None:
    assert role_in(schema, kind, role) == ours
