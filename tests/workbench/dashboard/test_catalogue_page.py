"""The catalogue and one animal on their pages: flanks, state, family, counts, who may see them."""

from datetime import date, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Claim, Ref, Source
from workbench.dashboard.running import running
from workbench.security import account_of

START = date(2026, 1, 1)
KEDROVKA, KILLY = Ref("IndividualAnimal", "t", "K"), Ref("IndividualAnimal", "t", "C")


@pytest.fixture
def animals(known, clock):
    """Beside Lord and Pamela: Kedrovka, met at one station until October, and her cub Killy."""
    project = running().project
    station, camera = Ref("Station", "t", "S1"), Ref("Deployment", "t", "D1")
    count = Ref("Count", "t", "2015")
    claims = [
        Claim(station, "Station", "name", "Upper Amba"),
        Claim(station, "Station", "latitude", "43.21"),
        Claim(station, "Station", "longitude", "131.31"),
        Claim(camera, "Deployment", "station", station),
        Claim(camera, "Deployment", "start", "2026-01-01"),
        Claim(camera, "Deployment", "end", "2026-11-20"),
        Claim(KEDROVKA, "IndividualAnimal", "name", "Kedrovka"),
        Claim(KEDROVKA, "IndividualAnimal", "origin", "captive-born"),
        Claim(KILLY, "IndividualAnimal", "name", "Killy"),
        Claim(KILLY, "IndividualAnimal", "mother", KEDROVKA),
        Claim(count, "Count", "value", "57"),
        Claim(count, "Count", "date", "2015"),
        Claim(count, "Count", "area", "Land of the Leopard"),
    ]
    for key, days in ((KEDROVKA, range(0, 300, 10)), (KILLY, (0, 10, 200))):
        for day in days:
            when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
            photo = Ref("Photo", "t", f"{key.key}{day}")
            claims += [
                Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
                Claim(photo, "Photo", "individual", key),
                Claim(photo, "Photo", "deployment", camera),
                Claim(photo, "Photo", "flank", "left"),
            ]
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "traps.csv", simulated=True)).entities
    return ids[KEDROVKA], ids[KILLY]


def cells(page):
    """Everything in the tables, which pandas would cut short."""
    return "\n".join(str(cell) for frame in page.dataframe for cell in frame.value.to_numpy().flat)


def test_every_animal_stands_with_its_flanks_its_state_and_when_it_was_seen(shown, words, animals):
    said = words(shown("catalogue", "Anna"))
    for text in ("Kedrovka", "Killy", "Lord", "last seen 2026-10-18", "1 cubs on record",
                 "born in captivity, released", "Left flank: no photo", "Simulated"):  # fmt: skip
        assert text in said


def test_the_filter_of_the_address_is_kept(shown, words, animals):
    said = words(shown("catalogue", "Anna", text="kill"))
    assert "Killy" in said
    assert "Pamela" not in said
    assert "No animal fits this filter." in words(shown("catalogue", "Anna", text="nobody"))


def test_counts_are_told_apart_with_effort_and_method(shown, words, animals):
    page = shown("catalogue", "Anna", part="population")
    assert "never one series" in words(page)
    assert "Land of the Leopard" in words(page)
    assert "not said" in words(page)
    assert "57" in cells(page)


def test_an_animal_has_its_time_its_family_and_its_sources(shown, words, animals):
    kedrovka, _ = animals
    page = shown("animal", "Anna", id=kedrovka)
    said = words(page)
    for text in ("Kedrovka", "cub: Killy", "together on 3 nights", "lower bound", "Upper Amba"):
        assert text in said + cells(page)
    assert "traps.csv" in cells(page)


def test_an_animal_is_named_with_a_reason_and_the_old_name_stays(shown, words, animals):
    kedrovka, _ = animals
    page = shown("animal", "Anna", id=kedrovka)
    next(one for one in page.text_input if one.label == "Name, date or id").set_value("Ussuri")
    next(one for one in page.text_input if one.label.startswith("Why")).set_value("by the park")
    next(one for one in page.button if one.label == "Keep it").click()
    page.run()
    assert not page.exception
    after = shown("animal", "Anna", id=kedrovka)
    assert [title.value for title in after.title] == ["Ussuri"]
    assert "Kedrovka" in cells(after)


@pytest.mark.parametrize("path", ["catalogue", "animal"])
def test_both_are_closed_to_who_holds_an_open_blind_examination(
    shown, words, animals, path, monkeypatch
):
    monkeypatch.setattr(f"workbench.dashboard.pages.{path}.closed", lambda *_: True)
    said = words(shown(path, "Boris", id=animals[0]))
    assert "closed to you" in said
    assert "Kedrovka" not in said


def test_an_unknown_animal_is_told(shown, words, animals):
    assert "no such animal" in words(shown("animal", "Anna", id="IND-9999"))
