"""The page on which pairs of records are judged."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cases.statement import Claim, Locator, Ref, Source
from workbench.dashboard.running import running
from workbench.security import account_of
from workbench.store import Reader
from workbench.views.decided import history

WHOLE = Reader.whole("a test looks")


@pytest.fixture
def people(known, clock):
    """Two records of one man in two scripts, two namesakes, and a name of signs; name -> id."""
    project = running().project
    who = {n: Ref("Person", "r", n) for n in ("zhang", "chzhan", "wang", "namesake", "odd")}
    phone = Ref("Phone", "r", "p")
    said = [
        (who["zhang"], "name", "张伟"), (who["zhang"], "phone", phone),
        (who["chzhan"], "name", "Chzhan *Vei*"), (who["chzhan"], "phone", phone),
        (who["odd"], "name", "<b>NULL</b> 🐆"), (who["odd"], "phone", phone),
        (phone, "number", "+79140000001"),
        (who["wang"], "name", "王建国"), (who["wang"], "alias", "Wang Jianguo"),
        (who["wang"], "birthDate", "1975-03-01"), (who["namesake"], "name", "汪建国"),
        (who["namesake"], "alias", "Wang Jianguo"), (who["namesake"], "birthDate", "1990-11-20"),
    ]  # fmt: skip
    claims = [
        Claim(subject, subject.schema, name, value, locator=Locator(file="r.csv", row=row))
        for row, (subject, name, value) in enumerate(said, 2)
    ]
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        added = work.statements.add(claims, Source("", "file", "phones.csv", simulated=True))
    return {name: added.entities[ref] for name, ref in who.items()}


def anna():
    return account_of(running().project.store, "Anna").id


def together(people, one, other):
    return "~".join(sorted((people[one], people[other])))


def press(page, text):
    next(button for button in page.button if button.label == text).click()
    page.run()
    assert not page.exception, page.exception


def test_without_anybody_the_page_says_what_to_do(entrance, project, shown, words):
    from workbench.dashboard.running import install
    from workbench.security import create_administrator
    from workbench.services.pace import utc_now

    install(entrance.running)
    ada = create_administrator(project.store, "Ada", "a leopard walks at dusk", utc_now())
    read = words(shown("resolution", ada.id))
    assert "No person or organisation is on record yet" in read
    assert "Import seizures" in read


def test_a_pair_stands_with_reasons_sources_and_the_effect_of_a_merge(people, shown, words):
    page = shown("resolution", anna(), pair=together(people, "zhang", "chzhan"))

    read = words(page)

    assert "one phone" in read
    assert "if the weights are right" in read
    assert "phones.csv" in read
    assert "2 records become one" in read
    assert "Search for findings first" in read
    assert "Simulated" in read
    assert "Not proposed does not mean not the same" in read


def test_names_of_records_are_never_read_as_markup(people, shown):
    page = shown("resolution", anna(), pair=together(people, "zhang", "odd"))

    drawn = "".join(str(one.proto.body) for one in page.get("html"))
    assert "&lt;b&gt;NULL" in drawn
    assert "<b>NULL" not in drawn
    assert not [one for one in page.markdown if "<b>" in one.value]


def test_a_conflict_is_shown_before_the_merge(people, shown, words):
    read = words(shown("resolution", anna(), pair=together(people, "wang", "namesake")))

    assert "born 1975-03-01 and 1990-11-20" in read
    assert "birthDate: 1975" in read.replace("\\", "")


def test_an_answer_needs_a_choice_and_a_reason_and_leads_to_the_next_pair(people, shown, words):
    pair = together(people, "zhang", "chzhan")
    page = shown("resolution", anna(), pair=pair)
    press(page, "Keep this answer")
    assert "Choose an answer first" in words(page)

    left, right = pair.split("~")
    page.session_state[f"resolution_{left}_{right}_verdict"] = "same"
    page.run()
    press(page, "Keep this answer")
    assert "needs a reason" in words(page)

    page.text_area[0].input("one passport")
    press(page, "Keep this answer")
    assert "needs a reason" not in words(page)
    made = history(running().project, WHOLE)
    assert [(one.record.left, one.record.right, one.record.verdict) for one in made] == [
        (left, right, "same")
    ]
    assert made[0].record.weight_bits is not None
    assert any("one phone" in reason for reason in made[0].record.reasons)
    assert page.query_params["pair"] != [pair]


def test_a_decision_is_taken_back_only_after_what_goes_with_it_was_told(people, shown, words):
    from workbench.services.resolving import decide

    project = running().project
    pair = people["zhang"], people["chzhan"]
    made = decide(project, "Anna", *pair, "same", why="one passport", clock=running().clock)
    page = shown("resolution", anna(), undo=made.id)
    read = words(page)
    assert f"Take {made.id} back?" in read
    assert read.replace("\\", "").count("One by itself again") == 2

    press(page, "Take it back")
    assert "needs a reason" in words(page)
    field = next(one for one in page.text_input if one.label == "Why it is taken back")
    field.set_value("the passport was forged")
    press(page, "Take it back")
    assert history(project, WHOLE)[0].record.withdrawn_why == "the passport was forged"


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ({"state": "same"}, "No pair fits what you ask for"),
        ({"text": "Jianguo", "state": "nonsense", "least": "many"}, "王建国"),
        ({"pair": "PER-0001~PER-9999"}, "There are no two such records"),
        ({"pair": "PER-0001~PER-0001"}, "There are no two such records"),
        ({"undo": "DEC-0099"}, "There is no such decision"),
    ],
)
def test_the_address_holds_what_is_looked_at(people, shown, words, address, there):
    assert there in words(shown("resolution", anna(), **address))


def test_findings_that_name_either_are_counted_before_a_merge(people, shown, words, monkeypatch):
    named = [("zhang", "wang"), ("zhang",), ("chzhan",), ("odd",)]
    rows = [SimpleNamespace(people=tuple(people[one] for one in who)) for who in named]
    found = SimpleNamespace(rows=rows, made_at=datetime(2026, 11, 20, tzinfo=UTC))
    monkeypatch.setattr("workbench.dashboard.judged.kept", lambda *_: found)

    read = words(shown("resolution", anna(), pair=together(people, "zhang", "chzhan")))

    assert "Findings of 2026-11-20: 2 name the first, 1 the second" in read


def test_a_large_project_is_weighed_by_long_work_and_says_as_of_when(
    people, shown, words, monkeypatch
):
    from functools import partial

    from workbench import jobs
    from workbench.jobs import worker

    block = "workbench.dashboard.pairs_weighing"
    monkeypatch.setattr("workbench.views.weighed.AT_A_LOOK", 2)
    monkeypatch.setattr(f"{block}.start", partial(jobs.start, worker=False))
    page = shown("resolution", anna())
    assert "have not been weighed yet" in words(page)
    assert not page.dataframe

    press(page, "Weigh all pairs")
    assert [button.label for button in page.button if "Weigh" in button.label] == []
    assert worker.work_through(running().project.folder) == 1

    page = shown("resolution", anna(), state="all")
    read = words(page)
    assert "Weighed as of" in read
    assert "were planted" in read
    assert "Weigh again" in [button.label for button in page.button]
    assert len(page.dataframe[0].value) >= 2
