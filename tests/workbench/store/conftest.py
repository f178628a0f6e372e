"""A small world written into a store: people, a skin, two examiners, a case."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from cases.reject import Reject
from cases.statement import Claim, Grade, Handling, Locator, Ref, Source
from workbench.store import (
    AuthenticityRecord,
    CalibrationRecord,
    CoatRecord,
    ComparisonRecord,
    CustodyRecord,
    DecisionRecord,
    Place,
    ProficiencyCase,
    Reader,
    SearchRecord,
    Store,
    ValidationRecord,
)

SECRET = Handling(2, frozenset({"LORD"}))
MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def write_exposure() -> Callable[[Store], None]:
    """Writes one row into exposure and one into compartment_set."""

    def write(store: Store) -> None:
        with store.transaction("STAFF-0001", "look", MOMENT) as work:
            work.exposures.add("STAFF-0001", "SK-0001", "machine result")
            work.sources.add(Source("", "file", "a.csv", "a" * 64))

    return write


@pytest.fixture
def examiner() -> Callable[[str], Reader]:
    """A reader who examines, cleared for everything."""

    def make(person: str, *roles: str) -> Reader:
        return Reader(person, frozenset(roles or ("investigator",)), 3, frozenset({"LORD"}))

    return make


@pytest.fixture
def analyst() -> Reader:
    """A reader who does not examine."""
    return Reader("STAFF-0009", frozenset({"analyst"}), 3, frozenset({"LORD"}))


@pytest.fixture
def fill() -> Callable[[Store], dict[str, str]]:
    """Writes at least one row into every table of evidence; gives the ids by what they are."""
    return _fill


def _fill(store: Store) -> dict[str, str]:
    ids: dict[str, str] = {}
    with store.transaction("STAFF-0001", "import", MOMENT, {"file": "skins.csv"}) as work:
        digest = work.originals.add(b"photo of a skin", "skin.jpg", "image/jpeg")
        source = Source("", "file", "skins.csv", digest, grade=Grade("admiralty", "B", "2"))
        skin, animal = Ref("Specimen", "t", "skin"), Ref("IndividualAnimal", "t", "Lord")
        other, photo = Ref("IndividualAnimal", "t", "Pamela"), Ref("Photo", "t", "p1")
        exhibit, person = Ref("Exhibit", "t", "e1"), Ref("Person", "t", "Wang")
        again = Ref("Specimen", "t", "second skin")
        added = work.statements.add(
            [
                Claim(skin, "Specimen", "name", "folded skin", locator=Locator("skins.csv", row=2)),
                Claim(skin, "Specimen", "photo", photo),
                Claim(photo, "Photo", "digest", digest),
                Claim(again, "Specimen", "name", "skin of the offer"),
                Claim(animal, "IndividualAnimal", "name", "Lord"),
                Claim(other, "IndividualAnimal", "name", "Pamela"),
                Claim(exhibit, "Exhibit", "number", "7"),
                Claim(person, "Person", "name", "Wang Wei", handling=SECRET),
                Claim(person, "Person", "alias", "王伟"),
            ],
            source,
        )  # fmt: skip
        named = {"skin": skin, "lord": animal, "pamela": other, "photo": photo}
        named |= {"exhibit": exhibit, "person": person, "second skin": again}
        ids |= {name: added.entities[ref] for name, ref in named.items()}
        ids["digest"], ids["name"], ids["alias"] = digest, added.statements[0], added.statements[-1]
        work.statements.retract(added.statements[-1], "another man's name")
        run = work.imports.begin("records", "skins.csv", "key-1")
        work.imports.batch(run, "batch-1")
        work.rejects.add(run, [Reject("skins.csv", 3, "date", "31.02.", "no such day", "write 02")])
        work.mappings.add("skins", "name = 'skins'")
        ids["run"] = run
    with store.transaction("STAFF-0001", "match", MOMENT) as work:
        plain = {"x": 0.0, "y": 0.0, "width": 10.0, "height": 10.0}
        for name, sha in (("CT-query", ids["digest"]), ("CT-gallery", "b" * 64)):
            work.coats.add(CoatRecord(name, sha, plain, "left", "Panthera pardus", "pelt", {}, {}))
        search = work.searches.add(
            SearchRecord(
                ids["skin"], ("CT-query",), "f" * 64,
                {"lead": {"verdict": "this_animal", "individual": ids["lord"], "sentence": "Lord."},
                 "candidates": [{"individual": ids["lord"], "log10_lr": 3.5}]},
                "g" * 64, "n" * 64, "c" * 64,
            )
        )  # fmt: skip
        work.comparisons.add(
            ComparisonRecord(
                search, "CT-query", "CT-gallery", ids["lord"], {"cosine": 0.7},
                {"sift": [[1.0, 2.0, 3.0, 4.0]]}, "f" * 64,
            )
        )  # fmt: skip
        work.calibrations.add(
            CalibrationRecord("own", "Panthera pardus", "camera", ids["digest"], "our animals")
        )
        work.authenticity.add(
            AuthenticityRecord(
                ids["skin"], "genuine", "Panthera pardus", "photos", ("hair grows",), ("no claws",)
            )
        )
        among = work.skin_searches.add(
            SearchRecord(
                ids["skin"], ("CT-query",), "f" * 64,
                {"lead": {"verdict": "uncalibrated", "skin": ids["second skin"], "sentence": "."},
                 "candidates": [{"skin": ids["second skin"], "log10_lr": None}],
                 "same_photos": []},
                "g" * 64, "n" * 64, "",
            )
        )  # fmt: skip
        work.skin_comparisons.add_all(
            [
                ComparisonRecord(
                    among, "CT-query", "CT-gallery", ids["second skin"], {"cosine": 0.9},
                    {"sift": [[1.0, 2.0, 3.0, 4.0]]}, "f" * 64,
                )
            ]
        )  # fmt: skip
        work.validations.add(
            ValidationRecord(
                "Panthera pardus", "pelt", ("sufficient",), "c" * 64, "made up", ("n" * 64,), 60,
                ids["digest"], "an invented test", {"Cllr": 0.2},
            )
        )  # fmt: skip
    with store.transaction("STAFF-0002", "examine", MOMENT) as work:
        examination = work.examinations.open(ids["skin"], "STAFF-0002")
        work.examinations.lock(examination.id, {"good enough": True})
        work.amendments.add(examination.id, "marks", {"features": []}, "seen only now")
        line_up = work.line_ups.add(
            examination.id,
            [Place(1, ids["lord"], ids["digest"], {"x": 0.0}, "candidate", "log10 LR +3.50")],
            search=search,
            seed=7,
            rule="test",
        )
        work.line_ups.answer(f"{line_up}-1", "same", "the rosettes agree", {"1": [3.0, 4.0]})
        work.proficiency.add(
            ProficiencyCase(
                "STAFF-0002", ids["skin"], ids["digest"], ids["lord"], ids["digest"], "e", {}
            )
        )
        ids["judgement"] = work.judgements.add(
            ids["skin"], ids["lord"], "same", "STAFF-0002", "the rosettes agree", examination.id
        )
        work.examinations.close(examination.id)
        joined = work.statements.add(
            [Claim(ids["skin"], "Specimen", "individual", ids["lord"])],
            Source("", "judgement", ids["judgement"]),
            judgement=ids["judgement"],
        )
        ids["joined"] = joined.statements[0]
        conclusion = work.statements.add(
            [Claim(ids["skin"], "Specimen", "species", "leopard of the border",
                   derived_from=(ids["joined"],))],
            Source("", "derivation", "species of the joined animal"),
        )  # fmt: skip
        ids["conclusion"] = conclusion.statements[0]
    with store.transaction("STAFF-0001", "case", MOMENT) as work:
        ids["case"] = work.cases.open("The second skin")
        work.cases.add_member(ids["case"], ids["skin"])
        work.cases.note(ids["case"], "note", "asked for the phone")
        work.cases.release(ids["case"], person="STAFF-0004", purpose="trial", authority="order 7")
        work.custody.add(CustodyRecord(ids["exhibit"], "seized", to_whom="border post"))
        work.decisions.add(
            DecisionRecord(ids["lord"], ids["pamela"], "different", "two animals", weight_bits=-7)
        )
        mistaken = work.decisions.add(
            DecisionRecord(ids["lord"], ids["pamela"], "cannot_tell", "a blurred photo")
        )
        work.decisions.withdraw(mistaken, "another photo was meant")
        work.dismissals.add("watch", "IND-0001 overdue", "seen again")
        work.kept_views.rename(work.kept_views.keep("People", "focus=PER-0001"), "The people")
    return ids
