"""An analyst looks for findings, opens one to its source, rejects it, and takes that back."""

import pytest
from playwright.sync_api import expect

ANALYST = "Anna Orlova"

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(1500)]


def test_a_finding_is_looked_for_opened_and_answered(filled, window):
    window.sign_in(ANALYST)
    page = window.open("/findings")
    page.get_by_text("Nobody has looked here yet.").wait_for()

    page.get_by_role("button", name="Look for findings").click()
    page.get_by_text("Looked at").wait_for()
    expect(page.get_by_text("supports no charge by itself").first).to_be_visible()
    page.get_by_role("button", name="and your word").first.click()
    page.get_by_text("What else would explain it").wait_for()
    page.wait_for_url("**/findings?*open=*")
    window.settled()
    window.picture("findings")

    page.get_by_label("What speaks against it").fill("one phone lent for a day")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_text("rejected it on")).to_be_visible()
    page.get_by_label("Why it is taken back").fill("the phone was never lent")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("(taken back since)")).to_be_visible()
