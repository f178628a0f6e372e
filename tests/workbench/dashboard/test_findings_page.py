"""The page of findings: never looked, found, opened, accepted, rejected, nothing, failed."""

import pytest

from cases.findings import FINDINGS
from cases.statement import Claim, Grade, Ref, Source
from workbench.dashboard.running import running
from workbench.jobs import start
from workbench.jobs.worker import run_job
from workbench.security import account_of
from workbench.services.finding_answers import arguments_of
from workbench.store.jobs import JobRows
from workbench.views.cases import cases
from workbench.views.findings import kept


def person(n: int) -> Ref:
    return Ref("Person", "t", f"p{n}")


@pytest.fixture
def anna(known, monkeypatch) -> str:
    """Anna's account, in a project where two rings of people are joined by one between them."""
    kinds = ("concealed", "high_centrality", "key_players")
    monkeypatch.setattr("cases.findings.FINDINGS", {one: FINDINGS[one] for one in kinds})
    project, clock = running().project, running().clock
    by = account_of(project.store, "Anna").id
    ring = [(n, n % 5 + 1) for n in range(1, 6)] + [(n, (n - 5) % 5 + 6) for n in range(6, 11)]
    claims = [Claim(person(a), "Person", "knows", person(b))
              for a, b in [*ring, (1, 3), (6, 8), (11, 1), (11, 6)]]  # fmt: skip
    claims += [Claim(person(n), "Person", "name", f"Name *{n}*") for n in range(1, 12)]
    source = Source("", "report", "wire.csv", grade=Grade("admiralty", "B", "2"), simulated=True)
    with project.store.transaction(by, "test", clock()) as work:
        work.statements.add(claims, source)
    return by


def look(by: str, case: str = "", *, fail: bool = False) -> None:
    """Look as the page's job does."""
    project = running().project
    start(project, by, "findings", arguments_of(case), clock=running().clock, worker=False)
    jobs = JobRows(project.store)
    job = jobs.claim("test", running().clock())
    if fail:
        jobs.end(job.id, "failed", {"refused": "too many", "remedy": "fewer"}, running().clock())
    else:
        run_job(project, jobs, job)


def reader_of(by: str):  # type: ignore[no-untyped-def]
    from workbench.security import reader_of

    return reader_of(running().project.store, by)


def rows(by: str):  # type: ignore[no-untyped-def]
    return kept(running().project, reader_of(by), arguments_of()).rows


def concealed(by: str):  # type: ignore[no-untyped-def]
    return next(row for row in rows(by) if row.finding.kind == "concealed")


def test_before_anybody_looked_the_page_says_what_to_do(anna, shown, words) -> None:
    page = shown("findings", anna)

    assert "Nobody has looked here yet." in words(page)
    assert "supports no charge by itself" in words(page)
    assert next(button.label for button in page.button) == "Look for findings"


def test_looking_starts_a_job_that_the_page_follows(anna, shown, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(
        "workbench.dashboard.pages.findings.start",
        lambda project, by, kind, arguments, *, clock: asked.append((by, kind, dict(arguments))),
    )

    shown("findings", anna).button[0].click().run()

    assert asked == [(anna, "findings", {"case": "", "about": []})]


def test_what_was_found_is_told_with_date_interval_and_mark(anna, shown, words) -> None:
    look(anna)
    told = words(shown("findings", anna))

    assert "for Anna, in" in told
    assert "in the middle · ○ open" in told
    assert "when the network is drawn as records allow" in told
    assert "Simulated" in told or "simulated" in told
    assert r"Name \*11\*" in told


def test_a_filter_in_the_address_shows_one_kind_or_one_person(anna, shown, words) -> None:
    look(anna)

    of_kind = words(shown("findings", anna, kind="reach"))
    of_nobody = words(shown("findings", anna, about="PER-9999"))
    of_one = words(shown("findings", anna, about=concealed(anna).finding.subjects[0]))

    assert "nearest to all others" in of_kind
    assert "has 2 recorded links" not in of_kind
    assert "No finding fits these fields." in of_nobody
    assert "has 2 recorded links" in of_one


def test_one_opened_shows_what_else_and_its_source(anna, shown, words) -> None:
    look(anna)
    page = shown("findings", anna, open=concealed(anna).finding.key)
    told = words(page)

    assert "What else would explain it" in told
    assert "somebody who was met once by chance" in told
    assert "a second, independent source for each of these few links" in told
    assert "Its weakest statement" in told
    tables = [frame.value for frame in page.dataframe]
    assert any("wire.csv" in table.to_string() for table in tables)
    assert any("rank" in table.columns for table in tables)


def test_opening_and_closing_one_stand_in_the_address(anna, shown) -> None:
    look(anna)
    page = shown("findings", anna, kind="concealed")

    page = field(page.button, "Evidence (2 statements) and your word").click().run()
    assert concealed(anna).finding.key in page.query_params["open"]
    assert "concealed" in page.query_params["kind"]
    page = field(page.button, "Close").click().run()
    assert "open" not in page.query_params


def test_whom_to_look_at_first_comes_first(anna, shown) -> None:
    look(anna)
    told = [text.value for text in shown("findings", anna).caption]
    kinds = [one.partition(" · ")[0] for one in told if " · ○" in one]

    assert kinds[:2] == ["in the middle", "concealed influence"]


def field(elements, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in elements if one.label == label)


def test_accepted_into_a_case_it_says_so_and_is_taken_back(anna, shown, words) -> None:
    look(anna)
    key = concealed(anna).finding.key
    (case,) = cases(running().project, reader_of(anna))

    page = shown("findings", anna, open=key)
    field(page.text_input, "What speaks for it").set_value("two photos")
    page = field(page.button, "Accept").click().run()

    assert concealed(anna).word == "accepted"
    assert f"into {case.id}".replace("-", r"\-") in words(page)
    assert "two photos" in words(page)

    field(page.text_input, "Why it is taken back").set_value("his cousin")
    page = field(page.button, "Take back").click().run()
    assert concealed(anna).word == "open"
    assert r"\(taken back since\)" in words(page)


def test_rejected_without_a_reason_it_is_refused_in_a_sentence(anna, shown, words) -> None:
    look(anna)
    page = shown("findings", anna, open=concealed(anna).finding.key)

    page = field(page.button, "Reject").click().run()
    assert "needs a reason" in words(page)
    field(page.text_input, "What speaks against it").set_value("the shop's phone")
    field(page.button, "Reject").click().run()

    assert concealed(anna).word == "rejected"
    assert "has 2 recorded links" in words(shown("findings", anna, word="rejected"))
    assert "has 2 recorded links" not in words(shown("findings", anna, word="open"))


def test_what_was_written_since_is_said(anna, shown, words) -> None:
    look(anna)
    source = Source("", "report", "later.csv")
    with running().project.store.transaction(anna, "test", running().clock()) as work:
        work.statements.add([Claim(person(1), "Person", "alias", "One")], source)

    assert "1 changes were written" in words(shown("findings", anna))


def test_a_case_without_a_search_of_its_own_shows_what_names_its_members(
    anna, shown, words
) -> None:
    look(anna)
    (case,) = cases(running().project, reader_of(anna))
    told = words(shown("findings", anna, case=case.id))

    assert "Nobody has looked around this case alone yet." in told
    assert "has 2 recorded links" not in told  # that one knows nobody of the case


def test_a_search_that_failed_says_why(anna, shown, words) -> None:
    look(anna, fail=True)

    assert "Too many. Fewer." in words(shown("findings", anna))


def test_ways_between_two_stand_in_the_address(anna, shown, words) -> None:
    look(anna)
    ends = {row.names[one]: one for row in rows(anna) for one in row.people}

    told = words(shown("findings", anna, ways=f"{ends['Name *1*']},{ends['Name *6*']}", k="2"))

    assert "Way 1 of 1 between" in told
    assert "are one" in words(
        shown("findings", anna, ways=f"{ends['Name *1*']},{ends['Name *1*']}")
    )


def test_a_prosecutor_does_not_find_the_page(known) -> None:
    from workbench.dashboard.door import pages

    page = next(page for page in pages() if page.path == "findings")

    assert not page.for_whom(frozenset({"prosecutor"}))
    assert page.is_door_of(frozenset({"analyst"}))
