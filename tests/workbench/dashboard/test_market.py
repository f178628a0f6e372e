"""The Market page: prices with n and interval, offers with sources, demand, and what is entered."""

import pytest

from workbench.dashboard.running import running
from workbench.security import reader_of
from workbench.services.offering import NewOffer, add_offer
from workbench.views.market import market

SIX = [
    NewOffer("skin", 900 + 100 * n, "USD", "Report 7", "asked", "2026-03", "Panthera pardus",
             market="Boten" if n < 3 else "Mong La", country="Laos" if n < 3 else "Myanmar")
    for n in range(6)
]  # fmt: skip


@pytest.fixture
def priced(known, clock):
    """The small project with six asked prices of skins and one paid of a claw."""
    project = running().project
    for one in SIX:
        add_offer(project, "Anna", one, clock=clock)
    claw = NewOffer("claw", 5, "USD", "A visit", "paid", "2025", country="Vietnam",
                    seizure=known.seizure)  # fmt: skip
    add_offer(project, "Anna", claw, clock=clock)
    return known


def test_a_market_without_prices_says_what_to_do(shown, words, known):
    assert "No price is on record" in words(shown("market", "Anna"))


def test_prices_stand_with_n_interval_and_their_offers(shown, words, priced):
    page = shown("market", "Anna")
    figures, offers = (frame.value for frame in page.dataframe)
    level = figures[figures["n"] == 6].iloc[0]

    assert (level["Series"], level["Year"]) == ("skin (Panthera pardus), asked, USD", "2026")
    assert level["Median"] == 1150
    assert 900 <= level["5 %"] <= 1150 <= level["95 %"] <= 1400
    assert list(offers["Who says so"]).count("Report 7") == 6
    assert {"Boten", "Mong La"} <= set(offers["Market"])
    assert "four different things" in words(page)


def test_the_address_filters_and_a_filter_that_fits_nothing_says_so(shown, words, priced):
    [_, offers] = (frame.value for frame in shown("market", "Anna", product="claw").dataframe)
    assert list(offers["Who says so"]) == ["A visit"]
    assert "No price fits" in words(shown("market", "Anna", product="claw", kind="asked"))
    assert "No price fits" in words(shown("market", "Anna", product="unheard of"))


@pytest.mark.parametrize("view", ["prices", "demand", "add", "nonsense"])
def test_every_view_is_drawn_whatever_the_address_says(view, shown, words, priced):
    address = {"view": view, "from": "x", "first": "later", "last": "99", "skin": "SK-9999"}
    assert "four different things" in words(shown("market", "Anna", **address))


def test_a_record_leads_to_who_says_so(shown, words, priced):
    project = running().project
    row = market(project, reader_of(project.store, "Anna")).rows[0]
    said = words(shown("market", "Anna", id=row.record))
    assert f"Who says so: {row.record}" in said
    assert "Report 7" in said


def test_demand_is_told_as_mentions_and_a_skin_with_other_explanations(shown, words, priced):
    said = words(shown("market", "Anna", view="demand", skin=priced.skin))
    assert "mentions in records, no flows" in said
    assert "offer of the same skin" in said
    assert "the buyer may be elsewhere" in said
    assert "may be of another one" in said


def test_an_offer_is_entered_with_its_source_or_refused_with_the_remedy(shown, words, priced):
    project = running().project
    before = market(project, reader_of(project.store, "Anna")).any
    page = shown("market", "Anna", view="add")
    fields = {one.label: one for one in page.text_input}
    fields["Product"].set_value("bone")
    fields["Currency"].set_value("usd")
    page.number_input[0].set_value(40.0)
    enter = next(one for one in page.button if one.label == "Enter")
    enter.click().run()
    assert "needs its source" in page.error[0].value
    # Both forms ask for a source; the offer's stands first.
    source = next(one for one in page.text_input if one.label.startswith("Source"))
    source.set_value("A ranger")
    next(one for one in page.button if one.label == "Enter").click().run()
    assert not page.exception
    assert [one.value for one in page.error] == []
    assert market(project, reader_of(project.store, "Anna")).any == before + 1


def test_two_products_are_compared_side_by_side(shown, words, priced):
    page = shown("market", "Anna", product="skin", with_product="claw")
    assert len(page.get("vega_lite_chart")) == 2


def test_who_is_only_a_prosecutor_has_no_such_page():
    from workbench.dashboard.pages.market import PAGE

    assert not PAGE.for_whom(frozenset({"prosecutor"}))
    assert PAGE.is_door_of(frozenset({"analyst"}))
