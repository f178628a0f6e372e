"""A view of the graph in a real browser: kept under a name, come back to, not for everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ANALYST, FIRST

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(1500)]

SEEN = "/network?focus=SZ-2026-001&picked=SZ-2026-002"


def test_a_view_is_kept_come_back_to_named_anew_and_removed(window, second_window, filled):
    page = window.page
    window.sign_in(ANALYST)
    window.open(SEEN)
    page.locator(".graph[data-drawn-ms]").wait_for()
    page.get_by_role("button", name="Kept views").click()
    page.get_by_label("Keep what you see as").fill("One phone, two couriers")
    page.get_by_role("button", name="Keep this view").click()
    expect(page.get_by_text(re.compile(r"Kept as VIEW-\d+"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"view=VIEW-\d+"))
    view = re.search(r"VIEW-\d+", page.url).group()

    # From the list of views, and by the address that a colleague would be sent.
    window.open("/network")
    page.get_by_role("link", name="One phone, two couriers").click()
    expect(page).to_have_url(re.compile("focus=SZ-2026-001"))
    expect(page).to_have_url(re.compile("picked=SZ-2026-002"))
    page.locator(".graph[data-drawn-ms]").wait_for()

    # It is its owner's alone: somebody else is told so, and neither its name nor where it leads.
    second_window.sign_in(FIRST)
    second_window.open(f"/network?view={view}")
    said = second_window.says(f"There is no view {view} for you")
    assert "One phone" not in said
    assert "focus" not in second_window.page.url

    window.open(f"/network?view={view}")
    page.get_by_role("button", name="Kept views").click()
    page.get_by_label("Name", exact=True).fill("The phone of Kraskino")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("link", name="The phone of Kraskino")).to_have_count(1)
    page.get_by_role("button", name="Remove from the lists").click()
    expect(page).not_to_have_url(re.compile("view="))
    window.open("/network")
    expect(page.get_by_text("The phone of Kraskino")).to_have_count(0)
