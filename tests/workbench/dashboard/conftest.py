"""A small project with people, before pages that are drawn without a browser."""

import asyncio
import io
import shutil
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from cases.dates import read_date
from cases.statement import Claim, Grade, Locator, Ref, Source
from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.running import Running, install
from workbench.project import Project
from workbench.security import account_of, add_account, create_administrator
from workbench.services.coats import record_of
from workbench.store import CoatRecord, ComparisonRecord, SearchRecord

# A page without the frame around it, for one person at one address.
SCRIPT = """
import streamlit as st
from workbench.dashboard.door import pages
from workbench.dashboard.here import Here
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import reader_of

served = running()
page = next(page for page in pages() if page.path == {path!r})
reader = reader_of(served.project.store, {person!r})
address = dict(st.query_params)
here = Here(served.project, reader, speak("en"), served.clock, address, {{}}, lambda: reader)
page.draw(here)
"""
PASSWORD = "a leopard walks at dusk"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **longer: float) -> None:
        self.now += timedelta(**longer)


@pytest.fixture(scope="session", autouse=True)
def _packages_looked_through_once() -> Iterator[None]:
    """At each run AppTest looks through every installed package for components of Streamlit, which
    takes nine tenths of the run; what is installed does not change while tests go on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner,
            "scan_component_manifests",
            cache(manifest_scanner.scan_component_manifests),
        )
        yield


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that shows work at work starts no process for it: tests do that work themselves."""
    monkeypatch.setattr("workbench.dashboard.working.take_up", lambda _project: False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", name="A project")
    yield made
    made.close()


@pytest.fixture
def entrance(project: Project, clock: Clock) -> Entrance:
    return Entrance(Running(project, clock))


def photo_bytes(seed: int) -> bytes:
    """A small photo of noise as JPEG."""
    pixels = np.random.default_rng(seed).integers(0, 255, (120, 160, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG")
    return out.getvalue()


@dataclass(frozen=True)
class Known:
    """The ids of what was written into a project by hand."""

    skin: str
    lord: str
    pamela: str
    seizure: str
    courier: str
    case: str
    photo: str


def everybody(project: Project) -> None:
    """An administrator, an analyst, two investigators and a prosecutor."""
    create_administrator(project.store, "Ada", PASSWORD, NOW)
    for name, roles in (
        ("Anna", {"analyst"}),
        ("Boris", {"investigator"}),
        ("Chen", {"investigator"}),
        ("Dora", {"prosecutor"}),
    ):
        add_account(project.store, "Ada", name, PASSWORD, roles, NOW, clearance=3)


def told_project(project: Project) -> Known:
    """One simulated seizure with its courier and skin, two animals, one search and one case."""
    everybody(project)
    anna = account_of(project.store, "Anna").id
    skin, seizure = Ref("Specimen", "t", "1"), Ref("Seizure", "t", "1")
    lord, pamela = Ref("IndividualAnimal", "t", "L"), Ref("IndividualAnimal", "t", "P")
    courier, place = Ref("Person", "t", "C"), Ref("Place", "t", "K")
    photos = {ref: photo_bytes(n) for n, ref in enumerate((skin, lord, pamela))}
    source = Source("", "file", "border.csv", grade=Grade("admiralty", "B", "2"), simulated=True)
    day = read_date("2026-03-14")
    claims = [
        Claim(seizure, "Seizure", "reference", "B-17", event_time=day),
        Claim(seizure, "Seizure", "date", "2026-03-14", event_time=day),
        Claim(seizure, "Seizure", "product", "skin"),
        Claim(seizure, "Seizure", "country", "RU"),
        Claim(seizure, "Seizure", "courier", courier),
        Claim(seizure, "Seizure", "place", place),
        Claim(place, "Place", "name", "Kraskino"),
        Claim(place, "Place", "latitude", "42.7"),
        Claim(place, "Place", "longitude", "130.8"),
        Claim(courier, "Person", "name", "Иван *Соколов*", locator=Locator(file="b.csv", row=2)),
        Claim(courier, "Person", "birthDate", "1984"),
        Claim(courier, "Person", "birthDate", "1990"),
        Claim(skin, "Specimen", "seizure", seizure),
        Claim(lord, "IndividualAnimal", "name", "Lord"),
        Claim(pamela, "IndividualAnimal", "name", "Pamela"),
    ]
    with project.store.transaction(anna, "test", NOW) as work:
        digests = {
            ref: work.originals.add(content, f"{ref.key}.jpg", "image/jpeg")
            for ref, content in photos.items()
        }
        for ref, digest in digests.items():
            photo = Ref("Photo", "t", digest)
            claims += [
                Claim(photo, "Photo", name, value)
                for name, value in (("digest", digest), ("width", "160"), ("height", "120"))
            ]
            if ref == skin:
                claims.append(Claim(skin, "Specimen", "photo", photo))
            else:
                claims.append(Claim(photo, "Photo", "individual", ref))
        ids = work.statements.add(claims, source).entities
        coats = {ref: coat_record(digest, ref.key) for ref, digest in digests.items()}
        for coat in coats.values():
            work.coats.add(coat)
        case = work.cases.open("The skin from the border post", "Found folded in a spare wheel.")
        for member in (skin, seizure, courier):
            work.cases.add_member(case, ids[member])
        work.cases.note(case, "question", "Where was it bought?")
        search = work.searches.add(search_record(ids, coats, skin, (lord, pamela)))
        for animal in (lord, pamela):
            work.comparisons.add(
                ComparisonRecord(
                    search,
                    coats[skin].id,
                    coats[animal].id,
                    ids[animal],
                    {"sift": 12.0},
                    {"sift": MARKS},
                    "f",
                )
            )
    named = (skin, lord, pamela, seizure, courier)
    return Known(*(ids[ref] for ref in named), case, digests[skin])


def coat_record(digest: str, name: str) -> CoatRecord:
    """A coat in a photo; the skin's is a pelt, the animals' are before a camera."""
    quality = Quality(
        QualityGrade.LIMITED, 9600, 0.6, 0.3, 0.7, ("glare over a third of the coat",)
    )
    coat = Coat(
        digest,
        Region(10.0, 10.0, 120.0, 80.0),
        Flank.LEFT,
        "Panthera pardus",
        Kind.PELT if name == "1" else Kind.CAMERA,
        quality,
        {"region": "machine:test"},
    )
    return record_of(coat)


MARKS = [[20.0 + 9 * n, 20.0 + (7 * n) % 60, 30.0 + 9 * n, 24.0 + (7 * n) % 60] for n in range(9)]
# 0.255 + 0.4 * (4.1 - 1) + 0.1085 * (3 - 1) = 1.712, cut at 1.5.
APART = {
    "start": 0.255,
    "photos": 2,
    "reason": "only 9 animals carry the calibration",
    "bounds": [-2.0, 1.5],
    "parts": [["sift", "left", 4.1, 1.0, 0.4], ["cosine_z", "left", 3.0, 1.0, 0.1085]],
}


def search_record(ids, coats, skin, animals) -> SearchRecord:
    return SearchRecord(
        ids[skin],
        (coats[skin].id,),
        "f",
        {
            "lead": {
                "verdict": "this_animal",
                "individual": ids[animals[0]],
                "sentence": f"Points to {ids[animals[0]]}.",
            },
            "searched": {"sentence": "Searched 2 coats of 2 animals."},
            "coverage": "An animal living here is photographed with 93 %.",
            "not_in_catalogue_llr": -1.2,
            "calibration": "a calibration",
            "simulated": True,
            "candidates": [
                {
                    "individual": ids[animal],
                    "log10_lr": value,
                    "low": value - 0.5,
                    "high": value + 0.5,
                    "lower_bound": -2.0,
                    "upper_bound": 2.0,
                    "reference_population": "leopards",
                    "wording": "investigative, not validated",
                    "contributions": apart,
                }
                for animal, value, apart in zip(animals, (1.5, -0.7), (APART, None), strict=True)
            ],
        },
        "g",
        "n",
        "c",
    )


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    """The folder of a project with something in it, to copy: hashing passwords takes its time."""
    folder = tmp_path_factory.mktemp("told") / "project"
    made = Project.create(folder, name="A project")
    known = told_project(made)
    made.close()
    return folder, known


@pytest.fixture
def known(told_once: tuple[Path, Known], tmp_path: Path, clock: Clock) -> Iterator[Known]:
    """A project with something in it, installed as what is being served."""
    folder, ids = told_once
    shutil.copytree(folder, tmp_path / "told")
    opened = Project.open(tmp_path / "told")
    install(Running(opened, clock))
    yield ids
    opened.close()


@pytest.fixture
def shown() -> Callable[..., AppTest]:
    """shown(path, person, **address): the page as it stands for a person at an address."""

    def drawn(path: str, person: str, **address: str) -> AppTest:
        page = AppTest.from_string(SCRIPT.format(path=path, person=person), default_timeout=280)
        for name, value in address.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, page.exception
        return page

    return drawn


@pytest.fixture
def words() -> Callable[[AppTest], str]:
    """words(page): everything that can be read on a page."""

    def read(page: AppTest) -> str:
        kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
        parts = [element.value for kind in kinds for element in getattr(page, kind)]
        parts += [element.proto.body for element in page.get("html")]
        parts += [str(frame.value) for frame in page.dataframe]
        return "\n".join(str(part) for part in parts)

    return read


def in_own_loop(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, run in a thread of its own.

    A browser that other tests of this worker drive keeps a loop running in theirs.
    """
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
