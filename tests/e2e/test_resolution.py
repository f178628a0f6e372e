"""An analyst judges a pair by keyboard and takes the answer back, in a real browser."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ANALYST

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


def test_a_pair_is_judged_and_taken_back_by_keyboard(window, filled):
    page = window.page
    window.sign_in(ANALYST)
    window.open("/resolution?state=all&pair=PER-0001~PER-0002")
    expect(page.get_by_text("What a merge would do")).to_be_visible()
    expect(page.get_by_text("A person decides.")).to_be_visible()

    # The keys are the buttons': a slow browser fetches them after all around them is drawn.
    expect(page.locator(".judging button").first).to_be_visible()
    window.settled()
    chosen = page.locator(".judging button[aria-pressed=true]")
    # Pressed while one row of keys takes the place of another it is lost, and one presses again.
    for _ in range(6):
        page.keyboard.press("2")
        with suppress(AssertionError):
            expect(chosen).to_have_text("2 Different", timeout=40_000)
            break
    expect(chosen).to_have_text("2 Different")
    why = page.get_by_label("Why", exact=True)
    expect(why).to_be_focused()
    why.fill("two faces on two passports")
    page.keyboard.press("Control+Enter")
    # Folded until it is asked for; the page before the answer has such a fold, too.
    expect(page.get_by_text("because two faces on two passports").first).to_be_attached()
    window.settled()
    page.get_by_text("What was decided (").click()
    expect(page.get_by_text("because two faces on two passports").first).to_be_visible()

    page.locator("h1").click()
    page.keyboard.press("u")
    expect(page.get_by_text(re.compile(r"Take DEC-\d+ back\?"))).to_be_visible()
    window.picture("resolution")
    page.get_by_label("Why it is taken back").fill("the second passport was forged")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text(re.compile(r"Take DEC-\d+ back\?"))).to_have_count(0)
