"""The Market page in a real browser: an offer is entered, drawn, found by address, and traced."""

import re

from playwright.sync_api import expect

ANALYST = "Anna Orlova"


def test_an_offer_is_entered_and_leads_to_who_says_so(filled, window):
    page = window.page
    window.sign_in(ANALYST)
    window.open("/market?view=add")
    page.get_by_label("Product", exact=True).fill("skin")
    page.get_by_label("Price", exact=True).fill("1500")
    page.get_by_label("Currency", exact=True).first.fill("USD")
    page.get_by_label("Date", exact=True).fill("2026-03")
    page.get_by_role("button", name="Enter").first.click()
    expect(page.get_by_text("An offer needs its source")).to_be_visible()
    page.get_by_role("textbox", name="Source: who or what says so").first.fill("Patrol report 7")
    page.get_by_role("button", name="Enter").first.click()
    entered = page.get_by_text(re.compile(r"OFR-\d+ is entered"))
    expect(entered).to_be_visible()
    offer = re.search(r"OFR-\d+", entered.inner_text()).group()
    window.open(f"/market?product=skin&id={offer}")
    expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg.marks)")).to_be_visible()
    expect(page.get_by_text(f"Who says so: {offer}")).to_be_visible()
    expect(page.get_by_text(f"Open {offer}")).to_be_visible()
    window.picture("market")
    window.open("/market?product=skin&kind=paid")
    expect(page.get_by_text("No price fits this filter")).to_be_visible()
