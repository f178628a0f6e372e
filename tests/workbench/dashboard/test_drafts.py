"""A half-entered form: it comes back to its author alone, goes at a click, and is no record."""

import json
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from tests.workbench.dashboard.conftest import in_own_loop
from workbench.dashboard.drafting import LONGEST_BYTES, drafting
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.guard import COOKIE
from workbench.dashboard.running import running
from workbench.security import reader_of
from workbench.services.drafting import LONGEST, close_draft, keep_draft
from workbench.services.refusal import Refused
from workbench.store.drafting import DAYS_KEPT, MOST
from workbench.views.drafts import draft, drafts


@pytest.fixture
def served(known):
    return running().project


def kept(project, person, name):
    held = draft(project, reader_of(project.store, person), name)
    return dict(held.fields) if held else None


def begin(project, clock, person="Anna", name="market-offer", turn=0, **fields):
    return keep_draft(project, person, name, turn, fields, address="/market?view=add", clock=clock)


def test_what_was_begun_is_there_for_its_author_and_for_nobody_else(served, clock):
    assert begin(served, clock, product="skin")
    assert kept(served, "Anna", "market-offer") == {"product": "skin"}
    for other in ("Boris", "Dora", "Ada"):
        assert kept(served, other, "market-offer") is None
        assert drafts(served, reader_of(served.store, other)) == ()


def test_the_last_that_was_typed_stands(served, clock):
    begin(served, clock, product="sk")
    clock.wait(seconds=1)
    begin(served, clock, product="skin", amount="1500")
    assert kept(served, "Anna", "market-offer") == {"product": "skin", "amount": "1500"}
    begin(served, clock)
    assert drafts(served, reader_of(served.store, "Anna")) == ()


def test_a_late_message_of_a_form_that_was_kept_brings_no_ghost(served, clock):
    begin(served, clock, product="skin")
    close_draft(served, "Anna", "market-offer", 0, clock=clock)
    assert not begin(served, clock, turn=0, product="skin")
    assert kept(served, "Anna", "market-offer") == {}
    assert begin(served, clock, turn=1, product="bones")
    assert kept(served, "Anna", "market-offer") == {"product": "bones"}


def test_a_form_that_was_kept_before_its_first_message_refuses_that_too(served, clock):
    close_draft(served, "Anna", "market-rate", 0, clock=clock)
    assert not begin(served, clock, name="market-rate", turn=0, rate="7")


def test_a_draft_is_no_record(served, clock):
    reader = reader_of(served.store, "Anna")
    before = served.store.read(reader).audit.head()
    begin(served, clock, product="skin")
    assert served.store.read(reader).audit.head() == before


def test_what_nobody_came_back_to_is_dropped_with_the_months(served, clock):
    begin(served, clock, product="skin")
    clock.wait(days=DAYS_KEPT + 1)
    begin(served, clock, person="Boris", name="case-1", text="x")
    assert kept(served, "Anna", "market-offer") is None


def test_who_begins_very_much_keeps_what_was_begun(served, clock):
    for number in range(MOST):
        assert begin(served, clock, name=f"form-{number}", text="x")
    assert not begin(served, clock, name="one-more", text="x")
    assert begin(served, clock, name="form-3", text="more")
    assert begin(served, clock, person="Boris", name="one-more", text="x")


@pytest.mark.parametrize("name", ["", "a b", "../x", "ж", "x" * 121, "a\n"])
def test_a_name_that_could_be_read_otherwise_on_the_page_is_refused(served, clock, name):
    with pytest.raises(Refused, match="name of a form"):
        begin(served, clock, name=name, text="x")


def test_a_book_is_no_half_entered_form(served, clock):
    with pytest.raises(Refused, match="longer than"):
        begin(served, clock, text="x" * (LONGEST + 1))


# What the browser sends.

LEFT = object()


@pytest.fixture
def route(served, monkeypatch):
    """ask(body, person): the status of what that person's browser sends."""

    def whose(_: Entrance, token: str):
        return reader_of(served.store, token) if token else None

    monkeypatch.setattr(Entrance, "reader_of", whose)
    app = Starlette(routes=list(drafting(Entrance(running()))))

    def ask(body, person="Anna"):
        sent = []
        content = body if isinstance(body, bytes) or body is LEFT else json.dumps(body).encode()
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/draft",
            "query_string": b"",
            "headers": [(b"cookie", f"{COOKIE}={person}".encode())],
        }

        async def receive():
            if body is LEFT:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": content}

        async def send(said):
            sent.append(said)

        in_own_loop(app(scope, receive, send))
        assert not sent[-1].get("body")
        return sent[0]["status"]

    return ask


def message(**other):
    sent = {"name": "market-offer", "turn": 0, "fields": {"product": "кожа"}, "address": "/market"}
    return sent | other


def test_the_browser_hears_a_status_and_no_word_of_saved(route, served):
    assert route(message()) == 204
    assert kept(served, "Anna", "market-offer") == {"product": "кожа"}


def test_without_a_session_nothing_is_taken(route, served):
    assert route(message(), person="") == 401
    assert kept(served, "Anna", "market-offer") is None


def test_who_leaves_while_it_is_sent_leaves_no_fault_in_the_log(route, served):
    assert route(LEFT) == 401
    assert kept(served, "Anna", "market-offer") is None


def test_a_turn_that_is_over_is_told_apart(route, served, clock):
    close_draft(served, "Anna", "market-offer", 0, clock=clock)
    assert route(message()) == 205


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"x"',
        b"\xff\xfe",
        message(fields=["x"]),
        message(turn="0"),
        message(name="no name"),
        message(fields={"text": "x" * (LONGEST + 1)}),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(body, route):
    assert route(body) == 400


def test_more_than_a_form_can_hold_is_not_read_to_its_end(route):
    assert route(b" " * (LONGEST_BYTES + 1)) == 400


def test_the_way_back_stays_in_this_house(route, served):
    assert route(message(address="//elsewhere.example/x")) == 204
    held = draft(served, reader_of(served.store, "Anna"), "market-offer")
    assert held.address == "/"


# What the pages show.


def test_an_offer_comes_back_with_a_word_and_is_thrown_away_by_a_click(shown, words, served, clock):
    begin(served, clock, product="skin", amount="1500.5", kind="paid", level="9")
    page = shown("market", "Anna", view="add")
    said = words(page)
    assert "What you had begun to enter on 2026-11-21 12:00 UTC is back. It is not kept yet" in said
    assert "saved" not in said.lower()
    held = {one.label: one.value for one in (*page.text_input, *page.selectbox, *page.number_input)}
    assert held["Product"] == "skin"
    assert held["Price"] == 1500.5
    assert "paid" in held.values()
    assert 3 in held.values(), "a level above one's clearance is cut to it"
    page.button(key="discard-market-offer").click().run()
    assert not page.exception, page.exception
    assert "had begun" not in words(page)
    assert next(one.value for one in page.text_input if one.label == "Product") == ""
    assert kept(served, "Anna", "market-offer") == {}


def test_a_choice_that_is_no_more_is_left_blank(shown, served, clock):
    begin(served, clock, kind="bartered", amount="much")
    page = shown("market", "Anna", view="add")
    assert next(one.value for one in page.number_input if one.label == "Price") == 0.0


def test_a_refused_offer_keeps_its_words_and_an_entered_one_leaves_none(shown, words, served):
    page = shown("market", "Anna", view="add")
    fields = {one.label: one for one in page.text_input}
    fields["Product"].set_value("skin")
    page.button[0].click().run()
    assert page.error
    assert next(one.value for one in page.text_input if one.label == "Product") == "skin"


def test_a_note_to_a_case_comes_back_in_an_open_fold(shown, words, known, served, clock):
    begin(served, clock, name=f"case-{known.case}", kind="note", text="The buyer called twice")
    page = shown("case", "Anna", id=known.case)
    assert page.text_area[0].value == "The buyer called twice"
    assert "is back" in words(page)
    add = next(one for one in page.button if one.label == "Keep")
    add.click().run()
    assert not page.exception, page.exception
    assert page.text_area[0].value == ""
    assert kept(served, "Anna", f"case-{known.case}") == {}


def test_today_tells_what_was_begun(shown, words, served, clock):
    begin(served, clock, product="skin")
    clock.wait(hours=2)
    said = words(shown("today", "Anna"))
    assert "Begun and not kept" in said
    assert "Begun and not kept" not in words(shown("today", "Ada"))


def test_a_judgement_comes_back_to_its_examiner(shown, known, served, clock):
    from workbench.dashboard.drafts import form_named

    name = form_named("pair", known.skin, known.lord)
    assert known.lord not in name
    begin(served, clock, person="Boris", name=name, verdict="different", why="the tail differs")
    page = shown("pair", "Boris", skin=known.skin, place="1")
    other = form_named("pair", known.skin, known.pamela)
    begin(served, clock, person="Boris", name=other, verdict="different", why="the tail differs")
    page = shown("pair", "Boris", skin=known.skin, place="1")
    assert page.text_area[0].value == "the tail differs"
    assert page.radio[0].value == "different"


def test_a_draft_is_older_than_its_reading(served, clock):
    begin(served, clock, product="skin")
    held = draft(served, reader_of(served.store, "Anna"), "market-offer")
    assert clock() - held.at < timedelta(seconds=1)
