"""Today in a real browser: what was begun is told, a watch is put aside with its reason."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ANALYST

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


def test_a_reason_half_written_survives_a_reload_and_the_list_of_keys_opens(window, filled):
    page = window.page
    window.sign_in(ANALYST)
    window.open("/cases")
    page.get_by_text("Open a case").first.click()
    title = page.get_by_role("textbox", name="What it is about")
    expect(title).to_be_visible()
    with page.expect_response("**/draft") as answer:
        title.fill("Two skins in one week")
    assert answer.value.status == 204
    kept_here = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Two skins" not in kept_here, "a machine is shared"

    page.reload()
    expect(page.get_by_text("It is not kept yet")).to_be_visible()
    expect(page.get_by_role("textbox", name="What it is about")).to_have_value(
        "Two skins in one week"
    )

    window.open("/today")
    expect(page.get_by_text("Begun and not kept")).to_be_visible()
    window.picture("today")
    page.get_by_role("link", name=re.compile("^.*Cases.*20")).click()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("It is not kept yet")).to_have_count(0)

    page.locator("h1").click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("into the search field above")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
