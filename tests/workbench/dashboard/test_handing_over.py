"""From the page of a case to a prosecutor's door: handed over, read, checked, asked back about."""

import pytest

from workbench.dashboard.running import running
from workbench.jobs import start
from workbench.jobs.worker import work_through
from workbench.security import reader_of
from workbench.services.casework import hand_case_over, note
from workbench.services.examining import judge
from workbench.services.refusal import NotAllowed, Refused
from workbench.views.pairs import pair
from workbench.views.releases import released_to


@pytest.fixture
def handed(known, clock):
    """The case in the hands of Dora, a prosecutor, for a charge."""
    hand_case_over(
        running().project, "Anna", known.case, "Dora", purpose="charge", authority="order 18",
        clock=clock,
    )  # fmt: skip
    return known


def labelled(elements, label):
    """The element with this label."""
    return next(one for one in elements if one.label == label)


def filled_and_sent(page, *, person="Dora", purpose="charge", authority="order 18"):
    """The form on the page of a case, filled in and sent."""
    if person:
        labelled(page.selectbox, "To whom").select(person)
    labelled(page.text_input, "What for").set_value(purpose)
    labelled(page.text_input, "On what authority").set_value(authority)
    labelled(page.button, "Hand over").click()
    return page.run()


def test_before_anything_is_handed_over_the_page_says_how_it_comes_there(shown, words, known):
    said = words(shown("handed-over", "Dora"))
    assert "No case has been handed over to you." in said
    assert "hands it over on its page" in said


def test_a_case_is_handed_over_from_its_page_and_stands_at_the_prosecutors_door(
    shown, words, known
):
    page = filled_and_sent(shown("case", "Anna", id=known.case))
    assert not page.exception
    said = words(shown("handed-over", "Dora"))
    assert "The skin from the border post" in said
    assert (
        "Handed over by Anna, 2026-11-21 12:00 UTC, for charge on the authority of order 18."
        in (said)
    )
    assert "Simulated" in said
    assert "without the places of living animals" in said


@pytest.mark.parametrize("left_out", ["person", "purpose", "authority"])
def test_what_cannot_be_undone_asks_to_whom_what_for_and_on_what_authority(
    shown, words, known, left_out
):
    page = filled_and_sent(shown("case", "Anna", id=known.case), **{left_out: ""})
    assert "Say to whom, what for and on what authority." in words(page)
    project = running().project
    assert released_to(project, reader_of(project.store, "Dora")) == ()


def test_only_prosecutors_can_be_handed_a_case(shown, known):
    page = shown("case", "Anna", id=known.case)
    # Ada made the project and has every role.
    assert labelled(page.selectbox, "To whom").options == ["Ada", "Dora"]


def test_a_prosecutor_hands_nothing_on(shown, handed):
    page = shown("case", "Dora", id=handed.case)
    assert "Hand the case over" not in [one.label for one in page.expander]


def test_a_question_back_stands_under_what_is_open_in_the_case(shown, words, handed):
    page = shown("handed-over", "Dora")
    labelled(page.text_input, "Ask back").set_value("Who held the skin in April?")
    labelled(page.button, "Ask").click()
    assert "Asked." in words(page.run())
    assert "Who held the skin in April?" in words(shown("case", "Anna", id=handed.case))


def test_who_may_ask_may_not_write_into_the_case(handed, clock):
    project = running().project
    with pytest.raises(NotAllowed, match="analyst or investigator"):
        note(project, "Dora", handed.case, "a note", clock=clock)
    with pytest.raises(NotAllowed):
        note(project, "Dora", handed.case, "we are done", kind="closed", clock=clock)


def test_nobody_asks_about_a_case_that_was_not_handed_to_them(known, clock):
    with pytest.raises(Refused, match=f"no case {known.case}"):
        note(running().project, "Dora", known.case, "whose?", kind="question", clock=clock)


def test_a_case_handed_twice_bears_its_bag_and_its_question_once(shown, words, handed, clock):
    clock.wait(days=2)
    hand_case_over(
        running().project, "Anna", handed.case, "Dora", purpose="appeal", authority="order 40",
        clock=clock,
    )  # fmt: skip
    page = shown("handed-over", "Dora")
    said = words(page)
    assert said.index("for appeal") < said.index("for charge")
    assert [one.label for one in page.button].count("Write the bag for the court") == 1
    assert [one.label for one in page.text_input].count("Ask back") == 1


def test_a_written_bag_is_checked_where_it_is_and_a_changed_byte_is_told(shown, words, handed):
    project = running().project
    bag = project.folder / "exports" / "bag"
    bag.parent.mkdir()
    start(project, "Dora", "export", {"case": handed.case, "folder": str(bag)}, worker=False)
    work_through(project.folder)

    page = shown("handed-over", "Dora")
    labelled(page.button, "Check the bag").click()
    assert "The bag is whole" in words(page.run())

    report = next((bag / "data").rglob("*.pdf"))
    report.write_bytes(report.read_bytes() + b" ")
    labelled(page.button, "Check the bag").click()
    said = words(page.run())
    assert "NOT what was packed" in said
    assert report.name in said


@pytest.mark.parametrize("path", ["case", "new-skin", "pair"])
def test_a_result_that_names_animals_nobody_judged_is_not_handed_over_and_says_so(
    shown, words, handed, path
):
    page = shown(path, "Dora", id=handed.case, skin=handed.skin)
    said = words(page)
    assert "is not among what was handed over to you" in said
    assert "before you have examined" not in said
    assert "Lord" not in said
    assert "Show the machine's result" not in [one.label for one in page.button]


@pytest.mark.parametrize("animal", ["lord", "pamela"])
def test_a_photo_lies_under_its_marks_for_the_prosecutor_as_for_the_analyst(handed, clock, animal):
    """Box and marks are pixels of the whole photo: without its size they lie beside the animal."""
    project, one = running().project, getattr(handed, animal)
    for person in ("Boris", "Chen"):
        judge(project, person, handed.skin, one, "same", why="the rosette agrees", clock=clock)
    sides = [
        (side.digest, side.width, side.height)
        for name in ("Anna", "Dora")
        for side in [pair(project, reader_of(project.store, name), handed.skin, one).gallery]
    ]
    assert sides[0] == sides[1]
    assert sides[1][1:] == (160, 120)
