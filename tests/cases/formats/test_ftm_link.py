"""An edge of FollowTheMoney told as a link, with every word it carries kept beside it."""

import pytest

from cases.dates import read_date
from cases.formats.ftm_link import Edge, edge_claims, event_claims
from cases.statement import Locator, Ref

ANN, BOB = Ref("Person", "ftm", "ann"), Ref("Person", "ftm", "bob")
HOUSE = Ref("Asset", "ftm", "house")
LINE = Locator(file="a.jsonl", row=3)


def edge(schema: str, **properties: list[str]) -> Edge:
    return Edge("e1", schema, LINE, properties, read_date("2019"))


@pytest.mark.parametrize(
    ("properties", "role"),
    [
        ({"role": ["courier"], "summary": ["drove"]}, "courier"),
        ({"relationship": ["брат"]}, "брат"),
        ({"percentage": ["60"], "summary": ["of the shop"]}, "60"),
        ({"summary": ["of the shop"]}, "of the shop"),
        ({"role": [], "status": ["ended"]}, "ended"),
        ({"owner": ["ann"]}, ""),
    ],
)
def test_a_links_role_is_the_most_telling_word_the_line_has(
    properties: dict[str, list[str]], role: str
) -> None:
    assert edge("Ownership", **properties).role == role


def test_an_ownership_is_a_link_and_its_share_and_dates_stay_beside_it() -> None:
    owned = edge("Ownership", owner=["ann"], asset=["house"], percentage=["60"],
                 startDate=["2019"],
                 sourceUrl=["https://example.org/1", "https://example.org/2"])  # fmt: skip
    link, *rest = edge_claims(owned, ANN, HOUSE)
    assert (link.subject, link.property, link.value, link.original_value) == (
        ANN,
        "owns",
        HOUSE,
        "60",
    )
    assert [(c.property, c.value) for c in rest] == [
        ("Ownership.percentage", "60"), ("Ownership.startDate", "2019"),
        ("Ownership.sourceUrl", "https://example.org/1"),
        ("Ownership.sourceUrl", "https://example.org/2"),
    ]  # fmt: skip
    assert {c.subject for c in rest} == {ANN}


def test_every_word_of_a_link_can_be_found_in_its_line() -> None:
    for claim in edge_claims(edge("Family", person=["ann"], relationship=["брат"]), ANN, BOB):
        assert (claim.locator.file, claim.locator.row) == ("a.jsonl", 3)
        assert claim.locator.quote == "Family e1"
        assert str(claim.event_time) == "2019"


PAYMENT = edge("Payment", payer=["ann"], beneficiary=["bob"], amount=["80000"], currency=["CNY"],
               purpose=["fur"])  # fmt: skip


def test_a_payment_is_an_event_with_its_two_sides_and_what_it_says() -> None:
    claims = list(event_claims(PAYMENT, [(ANN, BOB), (ANN, BOB)], "ftm"))
    assert {c.subject for c in claims} == {Ref("Payment", "ftm", "e1")}
    said = [(c.property, c.value) for c in claims]
    assert said.count(("payer", ANN)) == 1
    assert said.count(("beneficiary", BOB)) == 1
    assert ("purpose", "fur") in said
    assert any(name == "amount" and str(value).startswith("80000") for name, value in said)


def test_the_words_of_a_payment_are_told_of_the_event_and_not_again_of_the_payer() -> None:
    (link,) = edge_claims(PAYMENT, ANN, BOB)
    assert (link.property, link.value) == ("paid", BOB)


def test_a_payment_to_several_names_them_all() -> None:
    cyd = Ref("Person", "ftm", "cyd")
    claims = list(event_claims(PAYMENT, [(ANN, BOB), (ANN, cyd)], "ftm"))
    assert {c.value for c in claims if c.property == "beneficiary"} == {BOB, cyd}


def test_an_amount_that_is_none_stays_as_it_was_written() -> None:
    paid = edge("Payment", payer=["ann"], beneficiary=["bob"], amount=["a lot"])
    said = {c.property: c.value for c in event_claims(paid, [(ANN, BOB)], "ftm")}
    assert said["amount"] == "a lot"


def test_a_text_where_an_entity_belongs_is_no_link() -> None:
    """`payer` of another line's id was taken before; a name in a role links nobody."""
    call = edge("Call", caller=["ann"], receiver=["bob"], person=["somebody at the border"])
    said = {c.property: c.value for c in event_claims(call, [(ANN, BOB)], "ftm")}
    assert said["kind"] == "call"
    assert not any(isinstance(v, Ref) for k, v in said.items() if k not in ("caller", "receiver"))
    assert "somebody at the border" in said.values()
