"""House-keeping in a real browser: somebody is added, the audit is checked from its first row."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ADMINISTRATOR, PASSWORD

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


def test_a_person_is_added_and_may_come_in(window, second_window, filled):
    page = window.page
    window.sign_in(ADMINISTRATOR)
    window.open("/house-keeping")
    form = page.locator("[data-testid=stForm]").filter(has_text="First password")
    form.get_by_role("textbox", name="Name").fill("Erik Sund")
    roles = form.get_by_role("combobox", name="Roles")
    roles.click()
    roles.press_sequentially("prosecutor")
    page.get_by_role("option", name="prosecutor").click()
    form.get_by_label("First password").fill(PASSWORD)
    form.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Erik Sund is in.")).to_be_visible()
    window.picture("house-keeping")
    second_window.sign_in("Erik Sund")
    expect(second_window.page).to_have_url(re.compile("/handed-over"))


def test_every_row_of_the_audit_is_checked_and_its_head_can_be_kept_elsewhere(window, filled):
    page = window.page
    window.sign_in(ADMINISTRATOR)
    window.open("/house-keeping?part=audit")
    expect(page.get_by_text("Head of the audit after")).to_be_visible()
    page.get_by_role("button", name="Check every row and every original").click()
    expect(page.get_by_role("button", name="Download this head as an anchor")).to_be_visible()
    window.settled()
    window.picture("house-keeping-audit")
