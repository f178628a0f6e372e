"""A small catalogue of drawn coats, and projects that hold it.

The coats are spots on a board, not animals: enough for the way of a skin to be walked, with another
view of a board for the skin that is in the catalogue and a new board for the one that is not.
"""

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from workbench.project import Project
from workbench.services.founding import found
from workbench.services.importing import import_photos
from workbench.services.matching import match_photos
from workbench.services.people import add_person
from workbench.store import Reader

LEOPARD = "Panthera pardus"
ANIMALS = 4
BOARD = (300, 480)


def draw_coat(animal: int, view: int) -> np.ndarray:
    """Spots of one animal (uint8 h, w, 3), seen a little differently in each view."""
    spots = np.random.default_rng(1000 + animal)
    board = np.full((*BOARD, 3), (196, 158, 104), np.uint8)
    for _ in range(90):
        x, y = spots.uniform(20, BOARD[1] - 20), spots.uniform(20, BOARD[0] - 20)
        axes = (int(spots.integers(5, 13)), int(spots.integers(4, 9)))
        turn = float(spots.uniform(0, 180))
        cv2.ellipse(board, (int(x), int(y)), axes, turn, 0, 360, (48, 36, 26), -1)
        cv2.ellipse(board, (int(x), int(y)), (axes[0] // 3, axes[1] // 3), turn, 0, 360,
                    (150, 112, 66), -1)  # fmt: skip
    way = np.random.default_rng(view)
    matrix = cv2.getRotationMatrix2D((240, 150), float(way.uniform(-4, 4)), 1.0)
    matrix[:, 2] += way.uniform(-6, 6, 2)
    seen = cv2.warpAffine(board, matrix, (BOARD[1], BOARD[0]), borderValue=(90, 110, 80))
    noisy = seen.astype(np.int16) + way.integers(-9, 10, seen.shape) + int(way.integers(-12, 12))
    return np.clip(noisy, 0, 255).astype(np.uint8)


def write_jpeg(path: Path, pixels: np.ndarray) -> Path:
    """A drawn coat as a photo file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    return path


@pytest.fixture(scope="session")
def draw() -> Callable[[Path, int, int], Path]:
    """draw(path, animal, view): a photo of that animal, written to path."""
    return lambda path, animal, view: write_jpeg(path, draw_coat(animal, view))


@pytest.fixture(scope="session")
def catalogue_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight photos of four animals, each in two encounters, and the CSV that lists them."""
    folder = tmp_path_factory.mktemp("catalogue")
    with (folder / "photos.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["file", "individual_id", "encounter_id", "flank", "species"])
        for animal in range(ANIMALS):
            for view in range(2):
                name = f"{animal}-{view}.jpg"
                write_jpeg(folder / name, draw_coat(animal, view))
                table.writerow([name, f"L{animal}", f"L{animal}-{view}", "left", LEOPARD])
    return folder / "photos.csv"


class Ticking:
    """A clock that moves one second at each look, from a fixed instant."""

    def __init__(self) -> None:
        self.at = datetime(2026, 4, 20, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Ticking:
    """A clock of the test's own."""
    return Ticking()


def _found(folder: Path, url: str | None = None) -> Project:
    found(folder, name="Land of the Leopard", person="Anna", database_url=url, clock=Ticking())
    return Project.open(folder)


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its first person, to copy."""
    folder = tmp_path_factory.mktemp("empty") / "project"
    project = _found(folder)
    for name, role in (("Boris", "investigator"), ("Vera", "prosecutor")):
        add_person(project, "Anna", name, roles=[role], clearance=3, clock=Ticking())
    project.close()
    return folder


@pytest.fixture(scope="session")
def full_project(empty_project: Path, catalogue_csv: Path, tmp_path_factory) -> Path:
    """The same with the catalogue in it, to copy."""
    folder = tmp_path_factory.mktemp("full") / "project"
    shutil.copytree(empty_project, folder)
    project = Project.open(folder)
    import_photos(project, "Anna", catalogue_csv, clock=Ticking())
    project.close()
    return folder


@pytest.fixture
def project(empty_project: Path, tmp_path: Path) -> Iterator[Project]:
    """An own project with Anna (may do everything), Boris (investigator), Vera (prosecutor)."""
    shutil.copytree(empty_project, tmp_path / "project")
    opened = Project.open(tmp_path / "project")
    yield opened
    opened.close()


@pytest.fixture
def catalogue(full_project: Path, tmp_path: Path) -> Iterator[Project]:
    """The same with four catalogued animals in it."""
    shutil.copytree(full_project, tmp_path / "catalogue")
    opened = Project.open(tmp_path / "catalogue")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def matched_project(full_project: Path, tmp_path_factory) -> Path:
    """The same after the skin of L2 was searched (SK-0001), to copy."""
    folder = tmp_path_factory.mktemp("matched") / "project"
    shutil.copytree(full_project, folder)
    project = Project.open(folder)
    photo = write_jpeg(folder.parent / "skin.jpg", draw_coat(2, 7))
    match_photos(
        project,
        "Anna",
        [photo],
        genuine="drawn as grown",
        species=LEOPARD,
        flank="left",
        clock=Ticking(),
    )
    project.close()
    return folder


@pytest.fixture
def matched(matched_project: Path, tmp_path: Path) -> Iterator[Project]:
    """An own project in which SK-0001, a skin of the catalogued L2, has been searched by Anna."""
    shutil.copytree(matched_project, tmp_path / "matched")
    opened = Project.open(tmp_path / "matched")
    yield opened
    opened.close()


@pytest.fixture
def named() -> Callable[[Project, str], str]:
    """named(project, number): the id of the animal that has this number in the catalogue."""

    def find(project: Project, number: str) -> str:
        whole = project.store.read(Reader.whole("a test looks"))
        return whole.statements.saying("IndividualAnimal", ["catalogueNumber"], number)[0].subject

    return find


@pytest.fixture
def skin_photo(tmp_path: Path) -> Path:
    """Another view of animal L2: the photo of a skin."""
    return write_jpeg(tmp_path / "skin.jpg", draw_coat(2, 7))


@pytest.fixture
def unknown_photo(tmp_path: Path) -> Path:
    """An animal that is in no catalogue."""
    return write_jpeg(tmp_path / "unknown.jpg", draw_coat(99, 0))


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """An empty project of Anna's over each database."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None
    opened = _found(tmp_path / "either", url)
    yield opened
    opened.close()
