"""Watches and the catalogue in the browser: a phone in two seizures, an animal with its flanks."""

import pytest
from playwright.sync_api import expect

from workbench.project import Project
from workbench.services.watching import run_watches

ANALYST = "Anna Orlova"
pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]


def test_a_phone_of_two_seizures_is_left_aside_with_a_reason(window, filled):
    page = window.page
    window.sign_in(ANALYST)
    window.open("/watches?kind=recurring")
    window.says("Watches", "Recurs", "Choose a row")
    window.picture("watches")
    project = Project.open(filled.folder)
    phone = next(one for one in run_watches(project, ANALYST) if one.kind == "recurring")
    project.close()
    window.open(f"/watches?kind=recurring&at=recurring+{phone.key}")
    window.settled()
    expect(page.get_by_text("What else it may be")).to_be_visible()
    page.get_by_text("Leave it aside", exact=True).click()
    page.get_by_label("Why it can be left").fill("the phone of a taxi rank")
    page.get_by_role("button", name="Leave aside with this reason").click()
    expect(page.get_by_text("the phone of a taxi rank").first).to_be_visible()


def test_an_animal_is_found_in_the_catalogue_with_both_flanks(window, filled):
    page = window.page
    window.sign_in(ANALYST)
    window.open("/catalogue?text=Lord")
    window.says("Catalogue", "Lord", "Left flank")
    expect(page.locator("img.kedrovka-flank").first).to_be_visible()
    window.picture("catalogue")
    page.get_by_role("link", name="Lord").first.click()
    window.says("Its flanks", "What is said of it")
    window.picture("animal")
