"""What is known of a market is read once until somebody writes, and says no less than before."""

import gc
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Locator, Ref, Source
from workbench.project import Project
from workbench.store import Reader
from workbench.views.market import MarketFilter, market
from workbench.views.market_known import known_to

EVERYBODY = Reader.whole("test")


def enter(project, number, **said):
    offer = Ref("Offer", "t", str(number))
    claims = [
        Claim(offer, "Offer", name, value, locator=Locator(row=number + 2))
        for name, value in said.items()
    ]
    with project.store.transaction("test", "offer", datetime(2026, 11, 21, tzinfo=UTC)) as work:
        work.statements.add(claims, Source("", "file", "offers.csv"))


@pytest.fixture
def project(tmp_path):
    made = Project.create(tmp_path / "project", name="prices")
    enter(made, 0, product="skin", price="1500 USD", kind="asked", date="2024-03")
    yield made
    made.close()


def test_a_second_look_reads_nothing_and_a_new_offer_is_seen_at_once(project):
    first = known_to(project, EVERYBODY)
    assert known_to(project, EVERYBODY) is first
    enter(project, 1, product="bones", price="90 USD", kind="paid", date="2025")
    assert len(known_to(project, EVERYBODY).prices) == 2
    assert {row.product for row in market(project, EVERYBODY).rows} == {"skin", "bones"}


def test_what_can_be_chosen_is_what_all_prices_have_whatever_is_filtered(project):
    enter(project, 1, product="bones", price="90 EUR", kind="paid", date="2025", country="vn")
    chosen = market(project, EVERYBODY, MarketFilter(product="bones")).choices
    assert chosen["product"] == ("bones", "skin")
    assert chosen["kind"] == ("asked", "paid")
    assert chosen["currency"] == ("EUR", "USD")
    assert chosen["country"] == ("VN",)
    assert chosen["year"] == ("2024", "2025")
    assert chosen["to"] == ()


def test_the_interpreter_collects_as_before_once_a_look_is_over(project):
    usual = gc.get_threshold()
    known_to(project, EVERYBODY)
    assert gc.get_threshold() == usual
