"""FollowTheMoney arrives as people, things and links. All names here are invented (simulated)."""

import json

import pytest

from cases.formats.ftm import read
from cases.formats.ftm_kinds import EDGES
from cases.reject import Reject
from cases.statement import Claim, Ref

SIMULATED = [
    {"id": "p1", "schema": "Person", "properties": {
        "name": ["Ivan Simulated"], "birthDate": ["1979-03"], "nationality": ["na"],
        "phone": ["+79140001122"], "favouriteColour": ["green"]}},
    {"id": "p2", "schema": "LegalEntity", "properties": {"name": ["Wei Simulated"]}},
    {"id": "c1", "schema": "Company", "properties": {"name": ["Taiga Fur (simulated)"]}},
    {"id": "o1", "schema": "Ownership", "properties": {
        "owner": ["p1"], "asset": ["c1"], "percentage": ["51"], "startDate": ["2019"],
        "endDate": ["2021-06"]}},
    {"id": "f1", "schema": "Family", "properties": {
        "person": ["p1"], "relative": ["p2"], "relationship": ["brother-in-law"]}},
    {"id": "y1", "schema": "Payment", "properties": {
        "payer": ["p2"], "beneficiary": ["p1"], "date": ["2020-11-05"], "amount": ["80000"],
        "currency": ["CNY"], "purpose": ["goods"]}},
]  # fmt: skip


def written(tmp_path, lines):
    path = tmp_path / "network.ftm.json"
    path.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return list(read(path))


def links(items):
    return {
        (one.subject.key, one.property, one.value.key)
        for one in items
        if isinstance(one, Claim) and isinstance(one.value, Ref)
    }


def test_edges_become_links_between_their_two_ends(tmp_path):
    items = written(tmp_path, SIMULATED)
    assert not [one for one in items if isinstance(one, Reject)]
    assert {
        ("p1", "owns", "c1"),
        ("p1", "relative", "p2"),
        ("p2", "paid", "p1"),
        ("y1", "payer", "p2"),
        ("y1", "beneficiary", "p1"),
        ("p1", "phone", "+79140001122"),
    } == links(items)


def test_a_link_keeps_its_role_its_time_and_its_further_words(tmp_path):
    items = written(tmp_path, SIMULATED)
    owns = next(one for one in items if one.property == "owns")
    assert str(owns.event_time) == "2019/2021"
    assert owns.locator.row == 4
    assert "Ownership o1" in str(owns.locator)
    family = next(one for one in items if one.property == "relative")
    assert family.original_value == "brother-in-law"
    assert any(one.property == "Ownership.percentage" and one.value == "51" for one in items)


def test_a_payment_is_an_event_with_day_and_amount(tmp_path):
    said = {
        one.property: one.value
        for one in written(tmp_path, SIMULATED)
        if one.subject.schema == "Payment" and isinstance(one.value, str)
    }
    assert said["amount"] == "80000"
    assert said["currency"] == "CNY"
    assert said["date"] == "2020-11-05"


def test_a_legal_entity_with_a_family_is_a_person_and_namibia_is_a_country(tmp_path):
    items = written(tmp_path, SIMULATED)
    assert {one.subject.schema for one in items if one.subject.key == "p2"} == {"Person"}
    assert any(one.property == "nationality" and one.value == "NA" for one in items)
    assert any(one.property == "birthDate" and one.value == "1979-03" for one in items)


def test_a_property_we_do_not_know_is_kept_under_its_own_name(tmp_path):
    items = written(tmp_path, SIMULATED)
    assert any(one.property == "favouriteColour" and one.value == "green" for one in items)


@pytest.mark.parametrize("schema", sorted(EDGES))
def test_every_edge_schema_is_a_link(schema, tmp_path):
    start, end, link = EDGES[schema]
    lines = [
        {"id": "a", "schema": "Person", "properties": {"name": ["A (simulated)"]}},
        {"id": "b", "schema": "Company", "properties": {"name": ["B (simulated)"]}},
        {"id": "e", "schema": schema, "properties": {start: ["a"], end: ["b"]}},
    ]
    assert ("a", link, "b") in links(written(tmp_path, lines))


def test_our_own_unknown_link_comes_back_as_the_link_it_was(tmp_path):
    lines = [
        {"id": "SZ-1", "schema": "Event", "properties": {"name": ["x"]}},
        {"id": "PER-1", "schema": "Person", "properties": {"name": ["Y (simulated)"]}},
        {"id": "PER-2", "schema": "Person", "properties": {"name": ["Z (simulated)"]}},
        {"id": "L", "schema": "UnknownLink", "properties": {
            "subject": ["PER-1"], "object": ["PER-2"], "role": ["knows"]}},
    ]  # fmt: skip
    assert links(written(tmp_path, lines)) == {("PER-1", "knows", "PER-2")}


@pytest.mark.parametrize(
    ("line", "row", "words"),
    [
        ('{"id": "a", "schema": "Person"', 1, "not JSON"),
        ("[1, 2]", 1, "no object"),
        ('{"id": "a", "properties": {}}', 1, "no schema and properties"),
        ('{"schema": "Person", "properties": {}}', 1, "no id"),
        ('{"id": "a", "schema": "Ownership", "properties": {"owner": ["b"]}}', 1, "no asset"),
        ('{"id": "a", "schema": "Family", "properties": {"person": ["b"], "relative": ["b"]}}', 1,
         "to itself"),
        ('{"id": "a", "schema": "Person", "properties": {"birthDate": ["soon"]}}', 1, "date"),
        ("", None, "empty"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_is_said_and_the_next_goes_on(line, row, words, tmp_path):
    path = tmp_path / "bad.json"
    good = json.dumps(SIMULATED[2])
    path.write_text(f"{line}\n{good}\n" if line else "", "utf-8")
    items = list(read(path))
    rejects = [one for one in items if isinstance(one, Reject)]
    assert len(rejects) == 1
    assert rejects[0].row == row
    assert words in rejects[0].reason
    assert rejects[0].remedy
    assert bool(line) == any(isinstance(one, Claim) for one in items)


@pytest.mark.parametrize("name", ["NULL", "None", "🐆", "محمد", "N/A", "=cmd|' /C calc'!A0"])
def test_a_strange_name_is_still_a_name(name, tmp_path):
    lines = [{"id": "p", "schema": "Person", "properties": {"name": [name]}}]
    assert any(one.property == "name" and one.value == name for one in written(tmp_path, lines))
