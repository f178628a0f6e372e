"""Each page over a small project: what it shows, to whom, and its state when there is nothing."""

import re

import pytest

from workbench.dashboard.drafts import form_named
from workbench.dashboard.running import Running, install, running
from workbench.security import add_account, create_administrator, reader_of
from workbench.services.examining import judge
from workbench.views.pairs import line_up


def test_an_empty_project_says_what_to_do_next(shown, words, project, clock):
    install(Running(project, clock))
    create_administrator(project.store, "Ada", "a leopard walks at dusk", clock())
    for path, sentence in (
        ("cases", "No case is open that you may see."),
        ("pair", "No skin has been entered yet."),
        ("network", "There is no case with members"),
        ("seizures", "No seizure has been entered"),
        ("found", "Nothing has been asked."),
        ("case", "There is no such case"),
    ):
        assert sentence in words(shown(path, "Ada")), path


def test_the_list_names_cases_and_skins_and_says_simulated(shown, words, known):
    said = words(shown("cases", "Anna"))
    assert "The skin from the border post" in said
    assert known.skin in said
    assert "Simulated" in said


def test_a_case_tells_what_happened_what_is_known_how_well_and_what_is_open(shown, words, known):
    said = words(shown("case", "Anna", id=known.case))
    for sentence in (
        "Found folded in a spare wheel.",
        "2026-03-14",
        "product skin",
        "Points to Lord",
        '<span class="kedrovka-firmness firm"><b>Firm:</b> this animal</span>',
        "B2",
        "Where was it bought?",
        f"{known.skin}: no answer that you may see.",
    ):
        assert sentence in said


def test_words_of_a_record_are_never_read_as_markup(shown, words, known):
    assert r"Иван \*Соколов\*" in words(shown("case", "Anna", id=known.case))


def test_an_analyst_sees_the_machine_and_that_is_on_record(shown, words, known):
    page = shown("pair", "Anna", skin=known.skin)
    said = words(page)
    assert "Informed" in said
    assert "Lord" in said
    assert "log10 LR +1.50 (+1.00 to +2.00)" in said
    assert "no verdict" in said


def test_the_number_is_taken_apart_and_its_printed_parts_add_up(shown, words, known):
    page = words(shown("pair", "Anna", skin=known.skin, animal=known.lord))
    assert "How firmly SIFT marks fit together (logarithm)" in page
    shares = [float(one) for one in re.findall(r"<td>([+-]\d\.\d\d)</td><td class='bar'><i", page)]
    assert len(shares) == 3
    assert f"{sum(shares):+.2f}" == "+1.71"
    assert "only 9 animals carry the calibration" in page
    for figure in ("+1.71", "-0.21", "+1.50"):
        assert f"<td>{figure}</td>" in page


def test_an_answer_from_before_parts_were_kept_says_so(shown, words, known):
    assert "before the parts were kept" in words(
        shown("pair", "Anna", skin=known.skin, animal=known.pamela)
    )


def test_both_controls_stand_below_the_pair_with_a_sentence_and_a_picture(shown, words, known):
    said = words(shown("pair", "Anna", skin=known.skin, animal=known.lord))
    for name, sentence in (
        ("background", "Only what lies around the two coats was compared"),
        ("mirrored", "The skin was compared in a mirror"),
    ):
        assert sentence in said
        assert f"/pair-picture/{name}?skin={known.skin}&amp;animal={known.lord}" in said


def test_an_investigator_sees_neither_name_nor_marks_nor_score(shown, words, known):
    said = words(shown("pair", "Boris", skin=known.skin))
    assert "Blind" in said
    hidden_words = ("Lord", "Pamela", "log10", "Points to", "sceptic", "pair-picture", "Control")
    for hidden in (*hidden_words, known.lord, known.pamela):
        assert hidden not in said


def test_looking_at_the_machine_makes_informed_and_is_ones_own_choice(shown, words, known):
    page = shown("pair", "Boris", skin=known.skin)
    page.button[-1].click().run()
    said = words(page)
    assert "Informed" in said
    assert "Lord" in said
    assert "Blind" in words(shown("pair", "Chen", skin=known.skin))


def test_a_key_for_an_answer_counts_also_before_the_page_has_shown_it(shown, words, known):
    animal = line_up(running().project, reader_of(running().project.store, "Boris"), known.skin)[0]
    page = shown("pair", "Boris", skin=known.skin, animal=animal)
    page.session_state[f"{form_named('pair', known.skin, animal)}_pressed"] = "different"
    page.text_area[0].set_value("the tail rings differ")
    page.button[0].click().run()
    said = words(page)
    assert "**Different animal**" in said
    assert "the tail rings differ" in said


def test_a_blind_examiners_address_names_a_place_and_the_pair_stays_when_it_is_named(shown, known):
    project = running().project
    blind = line_up(project, reader_of(project.store, "Boris"), known.skin)
    page = shown("pair", "Boris", skin=known.skin, place="2")
    assert "candidate 2 of 2" in page.title[0].value
    page.button[-1].click().run()
    assert blind[1] in page.title[0].value
    assert page.query_params["animal"] == blind[1]


def test_an_answer_needs_its_reason_and_is_kept_with_its_condition(shown, words, known):
    page = shown("pair", "Boris", skin=known.skin)
    page.button[0].click().run()
    assert "Choose an answer" in page.warning[0].value
    page.radio[0].set_value("same")
    page.button[0].click().run()
    assert "needs a reason" in page.error[0].value
    page.radio[0].set_value("same")
    page.text_area[0].set_value("three spots agree")
    page.button[0].click().run()
    said = words(page)
    assert "three spots agree" in said
    assert "Boris, 2026-11-21 12:00 UTC, blind · JDG-0001" in said


def test_the_second_does_not_see_the_first_until_both_have_answered(shown, words, known, clock):
    project = running().project
    first = shown("pair", "Boris", skin=known.skin)
    animal = line_up(project, reader_of(project.store, "Boris"), known.skin)[0]
    judge(project, "Boris", known.skin, animal, "same", why="the rosette agrees", clock=clock)
    second = shown("pair", "Chen", skin=known.skin, animal=animal)
    assert "the rosette agrees" not in words(second)
    assert "the rosette agrees" not in words(first)
    judge(project, "Chen", known.skin, animal, "different", why="the tail differs", clock=clock)
    for person in ("Boris", "Chen"):
        said = words(shown("pair", person, skin=known.skin, animal=animal))
        assert "the rosette agrees" in said
        assert "the tail differs" in said
    assert "the examiners disagree" in words(shown("case", "Anna", id=known.case))


def test_a_third_who_is_shown_two_answers_examines_informed_from_then_on(
    shown, words, known, clock
):
    project = running().project
    add_account(project.store, "Ada", "Egor", "a leopard walks at dusk", {"investigator"}, clock(),
                clearance=3)  # fmt: skip
    egor = reader_of(project.store, "Egor")
    animal = line_up(project, egor, known.skin)[0]
    for person in ("Boris", "Chen"):
        judge(project, person, known.skin, animal, "same", why=f"seen by {person}", clock=clock)
    assert "seen by Chen" in words(shown("pair", "Egor", skin=known.skin, animal=animal))
    with project.store.read(egor) as queries:
        assert queries.examining.condition(known.skin) == "informed"


def test_others_answers_on_the_page_of_a_case_make_informed_too(shown, words, known, clock):
    project = running().project
    add_account(project.store, "Ada", "Egor", "a leopard walks at dusk", {"investigator"}, clock(),
                clearance=3)  # fmt: skip
    egor = reader_of(project.store, "Egor")
    shown("case", "Egor", id=known.case)
    assert "Blind" in words(shown("pair", "Egor", skin=known.skin))
    animal = line_up(project, egor, known.skin)[0]
    for person in ("Boris", "Chen"):
        judge(project, person, known.skin, animal, "same", why=f"seen by {person}", clock=clock)
    assert "says Chen" in words(shown("case", "Egor", id=known.case))
    said = words(shown("pair", "Egor", skin=known.skin))
    assert "Blind" not in said
    assert "Informed" in said


def test_a_pair_that_was_never_compared_is_told_like_one_that_is_closed(shown, words, known):
    assert "There is no such pair" in words(shown("pair", "Anna", skin=known.skin, animal="IND-99"))


def test_the_lead_is_told_in_words_with_its_animal(shown, words, known):
    said = words(shown("new-skin", "Anna", skin=known.skin))
    assert "The machine: " in said
    assert "<b>Firm:</b> this animal" in said
    assert f"Points to Lord ({known.lord})." in said.replace("\\", "")
    assert "photographed with 93 %" in said
    assert "Locked" in said
    assert "A shortlist is not a finding" in said


def test_whoever_may_not_take_skins_in_is_told_who_may(shown, words, known):
    assert "for analysts and investigators" in words(shown("new-skin", "Dora"))


def test_the_graph_explains_what_is_picked_with_source_and_contradiction(shown, words, known):
    page = shown("network", "Anna", focus=known.seizure, picked=known.courier)
    said = words(page)
    assert "border.csv" in said
    assert "row 2" in said
    assert "Contradictory: birth date 1984 / 1990" in said
    assert "no proof of a role" in said


def test_the_graph_of_a_case_begins_at_its_members(shown, words, known):
    said = words(shown("network", "Anna", case=known.case))
    assert "Click something" in said
    for member in (known.skin, known.seizure, known.courier):
        assert member in said


def test_a_line_is_explained_by_its_statements(shown, words, known):
    edge = f"{known.seizure}>courier>{known.courier}"
    said = words(shown("network", "Anna", focus=known.seizure, picked=edge))
    assert "best grade B 2" in said
    assert "courier" in said


def test_the_graph_of_a_day_before_it_was_known_is_empty(shown, words, known):
    said = words(shown("network", "Anna", focus=known.seizure, as_of="2025-01-01"))
    assert "Nothing around this is known" in said


def test_seizures_stand_in_the_table_and_follow_the_filter_of_the_address(shown, words, known):
    assert known.seizure in words(shown("seizures", "Anna"))
    said = words(shown("seizures", "Anna", first="2027-01-01"))
    assert "No seizure fits this filter." in said


def test_a_search_finds_a_name_and_a_case(shown, words, known):
    said = words(shown("found", "Anna", q="соколов"))
    assert known.courier in said
    assert known.case in words(shown("found", "Anna", q="border post"))
    assert "Nothing that you may see holds these letters." in words(
        shown("found", "Anna", q="Nobody")
    )


@pytest.mark.parametrize(
    "path", ["cases", "found", "network", "seizures", "case", "pair", "handed-over"]
)
def test_a_prosecutor_sees_nothing_before_a_case_is_handed_over(shown, words, known, path):
    address = {"q": "соколов", "focus": known.seizure, "id": known.case, "skin": known.skin}
    said = words(shown(path, "Dora", **address)).replace("“соколов”", "")
    for hidden in ("border post", "Соколов", "B-17", "Points to"):
        assert hidden not in said
