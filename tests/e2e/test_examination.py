"""Two people examine a skin, each blind, in a real browser; a third sees that they differ."""

import re

import pytest
from playwright.sync_api import expect

from embeddings.synthesis import LEOPARD
from workbench.project import Project
from workbench.services.authenticity import look
from workbench.services.matching import match_skin
from workbench.services.people import add_person
from workbench.services.skins import add_skin

ADMINISTRATOR, ANALYST, PASSWORD = "Ada Lindholm", "Anna Orlova", "a leopard walks at dusk"
ONE, TWO, THREE = "Dina Volkova", "Egor Petrov", "Fedor Markov"
NAMES = ("Kedrovka (", "Lord", "Pamela", "Nerussa", "IND-", "SK-0", "log10", "PRF-", "rank")

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def to_examine(filled, pelt_of, tmp_path_factory):
    """A searched skin of Lord and three people who have seen nothing of it; its id."""
    photo = pelt_of(tmp_path_factory.mktemp("skin") / "hunchun.jpg", "Lord", 77)
    project = Project.open(filled.folder)
    for name in (ONE, TWO, THREE):
        add_person(
            project, ADMINISTRATOR, name, roles=["investigator"], clearance=3, password=PASSWORD
        )
    skin = add_skin(project, ANALYST, [photo], species=LEOPARD, flank="both", simulated=True).skin
    look(project, ANALYST, skin, "genuine", speaks_for=["rosettes run through the folds"])
    match_skin(project, ANALYST, skin)
    project.close()
    return skin


def press_on(window, drawing, points, before=0):
    """Click on a drawing at places given as shares of its width and height; each click is a point.

    before: how many points are there already. The drawing is looked for anew before each click:
    the page beside it may grow while one draws.
    """
    for number, (x, y) in enumerate(points, before + 1):
        left, top, width, height = window.box_at_rest(drawing.locator("svg"))
        window.page.mouse.click(left + x * width, top + y * height)
        expect(drawing).to_have_attribute("data-points", str(number))


def mark_the_photo(window):
    """Outline, spine, belly and two features; sufficient; lock."""
    page = window.page
    drawing, before = page.locator(".drawing.free").first, 0
    for tool, points in (
        ("Outline", ((0.36, 0.3), (0.64, 0.3), (0.64, 0.7), (0.36, 0.7))),
        ("Spine", ((0.38, 0.42), (0.5, 0.4), (0.62, 0.42))),
        ("Belly", ((0.38, 0.66), (0.5, 0.68), (0.62, 0.66))),
        ("Features", ((0.45, 0.45), (0.55, 0.55))),
    ):
        drawing.get_by_role("button", name=tool).click()
        press_on(window, drawing, points, before)
        before += len(points)
    page.get_by_label("Feature 2").wait_for()
    window.settled()
    page.get_by_label("Feature 1").fill("broken rosette behind the shoulder")
    page.get_by_label("Feature 2").fill("three spots in a row")
    page.get_by_label("Feature 2").press("Tab")
    page.get_by_text("Sufficient", exact=True).click()
    page.locator("[role=radiogroup] label:has(input:checked)").wait_for()
    window.picture("to-examine-mark")
    lock = page.get_by_role("button", name="Lock and see the candidates")
    expect(lock).to_have_count(1)
    window.settled()
    lock.click()
    page.get_by_role("heading", name="the candidates").wait_for()
    window.settled()


def answer_all(window, verdict):
    """The same answer to every candidate, the first one with a feature marked on it."""
    page = window.page
    count = page.locator("img[alt^='Candidate']").count()
    assert count >= 3
    press_on(window, page.locator(".drawing.free").first, [(0.5, 0.5)])
    window.picture("to-examine-answer")
    for number in range(1, count + 1):
        page.get_by_text(f"Candidate {number}: is it the animal").wait_for()
        page.get_by_role("radiogroup").get_by_text(verdict, exact=True).click()
        page.get_by_label("Which features decide it").fill("the rosette behind the shoulder")
        page.get_by_role("button", name="Keep this answer").click()
        page.get_by_text(f"{number} of {count} answered").wait_for()
        window.settled()
        said = page.inner_text("body")
        assert not [name for name in NAMES if name in said]


def examine_everything(window, person, verdict):
    """All that waits for a person, from the door to the last closed examination; what was shown."""
    window.sign_in(person)
    page = window.page
    page.wait_for_url("**/to-examine")  # where an investigator lands
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    revealed, blind = [], 0
    for _ in range(6):
        window.open("/to-examine")
        take = page.get_by_role("button", name="Take", exact=True)
        take.or_(page.get_by_text("Nothing waits for you.")).first.wait_for()
        if take.count() == 0:
            break
        window.picture("to-examine")
        take.first.click()
        page.get_by_role("heading", name="the photo alone").wait_for()
        window.settled()
        page.get_by_text(re.compile("Blind|Informed")).first.wait_for()
        before = page.inner_text("body")
        # Where two others have answered already, a third could read them and is told so.
        blind += "Blind" in before
        assert not [name for name in NAMES if name in before]
        mark_the_photo(window)
        answer_all(window, verdict)
        page.get_by_role("button", name="Close and show names and scores").click()
        page.get_by_role("heading", name="closed").wait_for()
        window.settled()
        window.picture("to-examine-revealed")
        revealed.append(window.says("This was "))
    assert not [url for url in asked if "/photo/" in url]
    assert any("/examined/EXM-" in url for url in asked)
    assert blind
    return revealed


def test_two_examine_blind_and_the_third_sees_that_they_differ(
    window, second_window, third_window, to_examine
):
    first = examine_everything(window, ONE, "Different animal")
    assert any(f"This was {to_examine}" in said for said in first)
    of_skin = next(said for said in first if f"This was {to_examine}" in said)
    assert "Placed as another animal:" in of_skin
    assert "log10 LR" in of_skin
    assert "differ" not in of_skin

    second = examine_everything(second_window, TWO, "Same animal")
    of_skin = next(said for said in second if f"This was {to_examine}" in said)
    assert "The answers differ" in of_skin
    assert ONE in of_skin

    third_window.sign_in(THREE)
    page = third_window.open("/to-examine")
    page.get_by_text(f"{to_examine}: the answers differ").wait_for()
    third_window.picture("to-examine-third")
    page.get_by_role("button", name="See both answers").click()
    page.wait_for_url("**skin=SK-*")
    page.get_by_role("heading", name=ONE).wait_for()
    page.get_by_role("heading", name=TWO).wait_for()
    third_window.settled()
    third_window.picture("to-examine-differ")
    third_window.open("/to-examine")
    page.get_by_role("button", name="Take", exact=True).first.wait_for()
