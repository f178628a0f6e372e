"""Where a skin may have been bound for: what says so, and what else would explain it."""

from typing import Any

import pytest

from cases.markets import bound_for, regions


@pytest.fixture
def bound(records: Any) -> Any:
    r = records
    r.say("SK-1", "Specimen", name="folded skin", seizure="SZ-1")
    r.say("SZ-1", "Seizure", date="2026-03-14", country="RU", journey="JRN-1")
    r.say("LEG-1", "RouteLeg", seizure="SZ-1", role="origin", country="RU", order="1")
    r.say("LEG-2", "RouteLeg", seizure="SZ-1", role="destination", country="CN",
          placeName="Hunchun", order="3", legStatus="unconfirmed")  # fmt: skip
    r.say("PLC-1", "Place", name="Harbin", country="CN")
    r.say("JRN-1", "Journey", destination="PLC-1", date="2026-03-13")
    r.say("MKT-1", "Market", name="Mong La", country="MM")
    r.say("OFR-1", "Offer", specimen="SK-1", market="MKT-1", price="9 USD", date="2026-02")
    return r


def told(records: Any, skin: str = "SK-1") -> dict[str, Any]:
    return {one.place: one for one in bound_for(records.world().entities, skin)}


def test_stated_destinations_offers_and_their_places_are_kept_apart(bound: Any) -> None:
    found = told(bound)

    assert {place: one.country for place, one in found.items()} == {
        "Hunchun": "CN", "Harbin": "CN", "Mong La": "MM",
    }  # fmt: skip
    assert found["Mong La"].market == "MKT-1"
    assert [m.how for m in found["Hunchun"].mentions] == ["stated destination"]
    assert found["Hunchun"].mentions[0].status == "unconfirmed"
    assert found["Harbin"].mentions[0].said_by == "JRN-1"


def test_each_place_has_other_explanations_and_what_would_change_it(bound: Any) -> None:
    for one in told(bound).values():
        assert "the records name 3 places, and no more than one need be right" in one.explanations
        assert one.would_change
        assert one.sentence.startswith("SK-1 may have been bound for")
    assert "an offer stands where the seller is, and the buyer may be elsewhere" in (
        told(bound)["Mong La"].explanations
    )


def test_an_offer_after_the_seizure_is_said_to_be_late(bound: Any) -> None:
    bound.say("OFR-2", "Offer", seizure="SZ-1", country="VN", price="9 USD", date="2026-09")

    late = next(one for one in told(bound).values() if one.country == "VN")

    assert late.mentions[0].late
    assert late.mentions[0].by_seizure
    assert any("dated after the seizure" in why for why in late.explanations)
    assert any("put to the seizure" in why for why in late.explanations)


def test_without_a_stated_destination_the_end_of_the_route_stands(records: Any) -> None:
    records.say("SZ-1", "Seizure", specimen="SK-1", date="2026")
    records.say("SK-1", "Specimen", name="skin")
    records.say("LEG-1", "RouteLeg", seizure="SZ-1", role="origin", country="RU", order="1")
    records.say("LEG-2", "RouteLeg", seizure="SZ-1", role="outbound", country="KZ", order="2")

    [one] = told(records).values()

    assert (one.country, one.mentions[0].how) == ("KZ", "end of the route")


def test_an_offer_of_a_skin_judged_the_same_counts_and_of_one_judged_another_does_not(
    bound: Any,
) -> None:
    bound.say("SK-2", "Specimen", name="piece", sameSkin="SK-1")
    bound.say("OFR-2", "Offer", specimen="SK-2", country="LA", price="1 USD")
    assert "LA" in {one.country for one in told(bound).values()}

    bound.say("SK-1", "Specimen", notSameSkin="SK-2")
    assert "LA" not in {one.country for one in told(bound).values()}


def test_a_skin_of_which_nobody_says_anything_is_bound_for_nowhere(records: Any) -> None:
    records.say("SK-1", "Specimen", name="skin")

    assert bound_for(records.world().entities, "SK-1") == ()


def test_regions_are_mentions_of_offers_and_destinations_each_record_once(bound: Any) -> None:
    bound.say("LEG-3", "RouteLeg", seizure="SZ-1", role="destination", country="CN", order="4",
              legStatus="confirmed")  # fmt: skip
    bound.say("SZ-2", "Seizure", date="2026")
    bound.say("LEG-4", "RouteLeg", seizure="SZ-2", role="Destination", country="cn", order="1")

    china, myanmar = regions(bound.world().entities)

    assert (china.country, china.offers, china.destinations, china.confirmed) == ("CN", 0, 2, 1)
    assert (myanmar.country, myanmar.offers, myanmar.destinations) == ("MM", 1, 0)
    assert china.records == ("SZ-1", "SZ-2")
