"""The page of seizures: one picture at a time, filters in the address, a double told apart."""

import pytest

from cases.statement import Claim, Ref, Source
from workbench.dashboard.running import running
from workbench.dashboard.seizure_filter import area_of
from workbench.security import reader_of
from workbench.views.seizures import Area


def with_route(project, seizure, clock):
    """A load from Nigeria by Malaysia to where it was seized, bound for China."""
    with project.store.read(reader_of(project.store, "Anna")) as q:
        owner = q.entities.refs_of([seizure])[seizure]
    claims = []
    for order, (role, country, status) in enumerate(
        (("origin", "NG", "confirmed"), ("via", "MY", ""), ("destination", "CN", "unconfirmed")), 1
    ):
        leg = Ref("RouteLeg", "t", f"{order}")
        claims.append(Claim(leg, "RouteLeg", "seizure", owner))
        told = {"order": str(order), "role": role, "country": country, "legStatus": status}
        claims += [Claim(leg, "RouteLeg", name, value) for name, value in told.items() if value]
    with project.store.transaction("Anna", "import", clock()) as work:
        work.statements.add(claims, Source("", "file", "routes.csv"))


def test_time_shows_columns_as_finely_dated_as_known(shown, words, known):
    said = words(shown("seizures", "Anna", view="time"))
    assert '<div title="2026: 1 to the day"><b>1</b><i class="day"' in said
    assert "put nowhere finer" in said


def test_routes_show_flows_and_what_became_of_the_loads(shown, words, known, clock):
    assert "Of none of these seizures a route is told." in words(
        shown("seizures", "Anna", view="routes")
    )
    with_route(running().project, known.seizure, clock)
    page = shown("seizures", "Anna", view="routes")
    flows, became = page.dataframe[0].value, page.dataframe[1].value
    assert {(row["From"], row["To"], row["As stated"]) for _, row in flows.iterrows()} == {
        ("Nigeria", "Malaysia", "not stated"),
        ("Malaysia", "Russia", "not stated"),
        ("Russia", "China", "unconfirmed"),
    }
    told = {row["Country"]: (row["Seized"], row["Missed"]) for _, row in became.iterrows()}
    assert told == {"Russia": (1, 0), "Nigeria": (0, 1), "Malaysia": (0, 0), "China": (0, 0)}


def test_an_area_of_the_address_is_said_and_can_be_left(shown, words, known):
    page = shown("seizures", "Anna", area="42,130,43,131")
    assert "Only what lies within 42,130,43,131" in words(page)
    assert known.seizure in words(page)
    assert "No seizure fits this filter." in words(shown("seizures", "Anna", area="0,0,1,1"))
    next(button for button in page.button if button.label == "Everywhere").click().run()
    assert "area" not in page.query_params


@pytest.mark.parametrize("written", ["", "1,2,3", "a,b,c,d", "5,0,1,1", "nan,0,1,1"])
def test_an_area_that_is_none_is_no_filter(written):
    assert area_of(written) is None


def test_an_area_is_read_as_it_is_written():
    assert area_of("42,130,43.5,131") == Area(42, 130, 43.5, 131)


def test_another_record_is_told_to_be_two_seizures_with_a_reason(shown, words, known, clock):
    project = running().project
    with project.store.transaction("Anna", "import", clock()) as work:
        other = work.statements.add(
            [Claim(Ref("Seizure", "t", "2"), "Seizure", "reference", "M-02")],
            Source("", "file", "market.csv"),
        ).entities[Ref("Seizure", "t", "2")]
    page = shown("seizures", "Anna", id=known.seizure)
    fields = {field.label: field for field in page.text_input}
    fields["The other one (id)"].set_value(other.lower())
    fields["Why"].set_value("another day and place")
    page.radio[0].set_value("different")
    next(button for button in page.button if button.label == "Keep this answer").click().run()
    assert "different" in page.success[0].value
    with project.store.read(reader_of(project.store, "Anna")) as q:
        (decision,) = q.cases.decisions()
    assert (decision.verdict, decision.why) == ("different", "another day and place")
