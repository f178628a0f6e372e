"""The legs of a seized shipment: one a country that is told, none confirmed by anybody."""

import pytest

from cases.formats.telling import Telling
from cases.formats.trade_legs import trade_legs
from cases.statement import Locator, Ref

SEIZURE = Telling(Ref("Seizure", "t", "7"), Locator(row=9))


def told(countries):
    legs = {}
    for claim in trade_legs(SEIZURE, countries):
        legs.setdefault(claim.subject.key, {})[claim.property] = claim.value
        assert claim.locator.row == 9
    return legs


def test_each_party_is_a_leg_in_the_order_of_the_way():
    legs = told({"importer": "US", "exporter": "CN", "origin": "NA"})
    assert [(one["order"], one["role"], one["country"]) for one in legs.values()] == [
        ("1", "origin", "NA"),
        ("2", "export", "CN"),
        ("3", "destination", "US"),
    ]
    assert {one["seizure"] for one in legs.values()} == {SEIZURE.subject}


@pytest.mark.parametrize(
    ("countries", "roles"),
    [
        ({}, []),
        ({"importer": "US"}, ["destination"]),
        ({"exporter": "", "origin": "VN"}, ["origin"]),
    ],
)
def test_what_nobody_told_is_no_leg_and_what_was_told_is_unstated(countries, roles):
    legs = told(countries)
    assert [one["role"] for one in legs.values()] == roles
    assert all(one["legStatus"] == "unstated" for one in legs.values())
