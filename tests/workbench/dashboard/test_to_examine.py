"""The page of what is to be examined: what it says at each step, and what it does not say yet."""

import io
from dataclasses import asdict
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from tests.workbench.dashboard.conftest import in_own_loop
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.examined import examined, examined_source
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.parts.drawing import Ground, Tool, drawing_data
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import account_of, add_account
from workbench.services.answering import answer, finish
from workbench.services.examining import judge
from workbench.services.marked import Feature, Marked
from workbench.services.waiting import queue, take
from workbench.store import Place
from workbench.store.reader import Reader

# A page without the frame around it, for one person at one address.
SCRIPT = """
import streamlit as st
from workbench.dashboard.door import pages
from workbench.dashboard.here import Here
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import reader_of

served = running()
page = next(page for page in pages() if page.path == "to-examine")
reader = reader_of(served.project.store, {person!r})
address = dict(st.query_params)
here = Here(served.project, reader, speak("en"), served.clock, address, {{}}, lambda: reader)
page.draw(here)
"""
HIDDEN = ("Lord", "Pamela", "log10", "IND-", "Put forward", "known_different", "seen alive", "SK-")
PASSWORD = "a leopard walks at dusk"


def shown(person: str, **address: str) -> AppTest:
    """The page as it stands for a person at an address."""
    page = AppTest.from_string(SCRIPT.format(person=person), default_timeout=120)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return page


def words(page: AppTest) -> str:
    """Everything that can be read on the page."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    parts = [element.value for kind in kinds for element in getattr(page, kind)]
    parts += [element.proto.body for element in page.get("html")]
    parts += [str(frame.value) for frame in page.dataframe]
    parts += [radio.label for radio in page.radio] + [button.label for button in page.button]
    return "\n".join(str(part) for part in parts)


def taken(person: str, clock) -> str:
    """The examination of the skin that waits for a person, taken."""
    [entry] = queue(running().project, person)
    return take(running().project, person, entry.code, clock=clock).examination


def lined_up(known, person: str, clock) -> str:
    """The same, marked and locked, with a candidate and a known other laid before them."""
    project, examination = running().project, taken(person, clock)
    whole = project.store.read(Reader.whole("a test looks"))
    [search] = whole.matching.searches(known.skin)
    photos = {c.individual: c for c in whole.matching.comparisons(known.skin)}
    coats = {who: whole.matching.coat(one.gallery_coat) for who, one in photos.items()}
    region = {"x": 10, "y": 10, "width": 100, "height": 60}
    marked = Marked("limited", (Feature(20, 30, "hip"), Feature(60, 40, "tail")), why="glare")
    with project.store.transaction(account_of(project.store, person).id, "test", clock()) as work:
        work.examinations.lock(examination, asdict(marked))
        work.line_ups.add(
            examination,
            [
                Place(1, known.pamela, coats[known.pamela].photo, region, "known_different",
                      "seen alive on 2026-05-01"),
                Place(2, known.lord, coats[known.lord].photo, region, "candidate",
                      "log10 LR +1.50"),
            ],
            search=search.id, seed=3, rule="test",
        )  # fmt: skip
    return examination


def closed(known, person: str, clock, of_lord: str) -> str:
    """The same, answered and closed: Pamela different, Lord as given."""
    project, examination = running().project, lined_up(known, person, clock)
    for number, verdict in ((1, "different"), (2, of_lord)):
        answer(project, person, examination, number, verdict, why=f"{person}'s spots", clock=clock)
    finish(project, person, examination, clock=clock)
    return examination


def test_the_queue_says_neither_skin_nor_exhibit_nor_truth(known):
    said = words(shown("Boris"))
    assert "1 wait for you" in said
    assert "Waits for an examiner" in said
    for hidden in (*HIDDEN, "EX-", "B-17"):
        assert hidden not in said


def test_who_searched_is_not_asked_and_an_administrator_reads_rates_only(known):
    assert "Nothing waits for you." in words(shown("Anna"))
    assert "Nothing has been measured yet." in words(shown("Ada"))


def test_the_photo_alone_is_marked_and_the_lock_wants_to_know_whether_it_is_good(known, clock):
    examination = taken("Boris", clock)
    page = shown("Boris", at=examination)
    said = words(page)
    assert f"{examination}: the photo alone" in said
    assert "Simulated" in said
    assert "Blind" in said
    assert not [hidden for hidden in HIDDEN if hidden in said]
    page.button[-1].click().run()
    assert "Say whether the photo is good enough." in page.warning[0].value
    page.radio[0].set_value("sufficient").run()
    page.button[-1].click().run()
    assert "0 features are marked" in page.error[0].value


def test_a_photo_that_is_no_good_ends_the_examination_with_its_reason(known, clock):
    examination = taken("Boris", clock)
    page = shown("Boris", at=examination)
    page.radio[0].set_value("not_suitable").run()
    page.button[-1].click().run()
    assert "not said why" in page.error[0].value
    page.text_input[0].set_value("folded over the flank").run()
    page.button[-1].click().run()
    assert "You found the photo not suitable: folded over the flank" in words(
        shown("Boris", at=examination)
    )


def test_candidates_come_without_names_and_each_answer_is_kept_before_any_is_shown(known, clock):
    examination = lined_up(known, "Boris", clock)
    page = shown("Boris", at=examination)
    said = words(page)
    assert "0 of 2 answered" not in said
    assert not [hidden for hidden in HIDDEN if hidden in said]
    assert "1 · hip" in said
    for place in (1, 2):
        page.radio[0].set_value("different")
        page.text_area[0].set_value("the rosettes differ")
        next(b for b in page.button if "answer" in b.label).click().run()
        assert not page.exception
        assert not [hidden for hidden in HIDDEN if hidden in words(page)], place
    next(b for b in page.button if b.label.startswith("Close")).click().run()
    said = words(shown("Boris", at=examination))
    for told in ("Lord", "Pamela", "log10 LR +1.50", "seen alive", "Placed as another animal:"):
        assert told in said
    assert "(right)" not in said


def test_an_examination_of_somebody_else_is_not_there(known, clock):
    examination = lined_up(known, "Boris", clock)
    assert "There is no such examination of yours." in words(shown("Chen", at=examination))


def test_the_second_is_blind_and_both_see_the_difference_only_afterwards(known, clock):
    closed(known, "Boris", clock, "same")
    second = lined_up(known, "Chen", clock)
    said = words(shown("Chen", at=second))
    assert "Blind" in said
    assert "Boris" not in said
    project = running().project
    for number in (1, 2):
        answer(project, "Chen", second, number, "different", why="the tail differs", clock=clock)
    finish(project, "Chen", second, clock=clock)
    said = words(shown("Chen", at=second))
    assert "The answers differ." in said
    assert "Boris's spots" in said
    gathered = words(shown("Anna", skin=known.skin))
    assert "1 of 1 others that were placed" in gathered
    for told in ("Boris", "Chen", "blind", "2 features; the photo limited"):
        assert told in gathered


def test_a_third_is_told_that_two_differ_and_reading_them_makes_informed(known, clock):
    project = running().project
    closed(known, "Boris", clock, "same")
    judge(project, "Chen", known.skin, known.lord, "different", why="no", clock=clock)
    add_account(project.store, "Ada", "Egor", PASSWORD, {"investigator"}, clock(), clearance=3)
    page = shown("Egor")
    assert f"{known.skin}: the answers differ" in words(page)
    assert "Boris's spots" not in words(page)
    both = words(shown("Egor", skin=known.skin))
    for told in ("given outside one", "Boris's spots", "Chen", "Different animal"):
        assert told in both
    egor = account_of(project.store, "Egor").id
    assert take(project, "Egor", queue(project, "Egor")[0].code, clock=clock).condition == (
        "informed"
    )
    assert (
        project.store.read(Reader.whole("a test looks")).examining.condition(known.skin, egor)
        == "informed"
    )


def test_reasons_may_be_added_and_stand_with_their_time(known, clock):
    examination = closed(known, "Boris", clock, "same")
    page = shown("Boris", at=examination)
    page.text_area[0].set_value("also the ear")
    next(b for b in page.button if b.label == "Add").click().run()
    assert "2026-11-21 12:00 UTC · also the ear" in words(shown("Boris", at=examination))


def fetched(path: str, person: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a picture for somebody who has signed in; "" for nobody."""
    entrance, sent = Entrance(running()), list[Any]()
    opened = entrance.sign_in(person, PASSWORD) if person else None
    path, _, query = path.partition("?")
    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(b"cookie", f"{COOKIE}={opened.token}".encode())] if opened else [],
    }  # fmt: skip

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    in_own_loop(Starlette(routes=list(examined(entrance)))(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:])


def test_pictures_go_to_their_examiner_only_cut_and_without_what_the_file_says(known, clock):
    examination = lined_up(known, "Boris", clock)
    for which, size in (("q0", (160, 120)), ("p1", (100, 60)), ("p2", (100, 60))):
        status, headers, body = fetched(examined_source(examination, which), "Boris")
        assert status == 200
        with Image.open(io.BytesIO(body)) as picture:
            assert picture.size == size
            assert not picture.getexif()
        assert "etag" not in headers
    for which in ("p3", "q9", "x"):
        assert fetched(examined_source(examination, which), "Boris")[0] == 404
    for other in ("Chen", "Ada", ""):
        assert fetched(examined_source(examination, "p1"), other)[0] == 404


@pytest.mark.parametrize("tools", [(), (Tool("features", "points", "Features", 12),)])
def test_what_the_browser_is_given_to_draw_holds_points_and_no_names(tools):
    sent = drawing_data(
        Ground("/examined/EXM-0001/p1", (1.0, 2.0, 3.0, 4.0), "Candidate 1"),
        tools,
        {"features": [[1.0, 2.0]]},
        say=speak("en"),
    )
    assert sent["box"] == [1.0, 2.0, 3.0, 4.0]
    assert [tool["name"] for tool in sent["tools"]] == [tool.name for tool in tools]
    assert sent["words"]["of"] == "{count} of at most {most} points"
