"""A few photos really rendered: what stands in the file, what stands in the tables beside it."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embeddings.synthesis import LEOPARD, FrameConditions, make_animal
from workbench.demo.mistakes import spoil_package
from workbench.demo.pelts import COLUMNS, PELTS, write_pelts
from workbench.demo.shots import Shot, render_all

AT = datetime(2025, 1, 5, 6, tzinfo=UTC)


def shot(frame: int, **conditions: float) -> Shot:
    animal = make_animal(np.random.default_rng(1), LEOPARD)
    taken = FrameConditions.easy(np.random.default_rng(2), station_seed=3)
    return Shot("p", frame, animal, "left", taken.at(0.1 * frame, 0.5, 0.0), 7, AT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one rendered photo and both skins."""
    place = tmp_path_factory.mktemp("photos")
    counted: list[int] = []
    (taken,) = render_all(
        [shot(1)],
        place,
        lambda one: f"media/{one.passage}-{one.frame}.jpg",
        lambda one: one.at,
        progress=counted.append,
        processes=1,
    )
    assert counted == [1]
    assert taken.box is not None
    assert 0 < taken.box[2] <= 1
    rng = np.random.default_rng(5)
    coats = [make_animal(rng, LEOPARD) for _ in range(2)]
    assert write_pelts(place, rng, *coats) == 5
    return place


def test_a_rendered_photo_says_that_it_is_simulated_and_when(folder: Path) -> None:
    with Image.open(folder / "media" / "p-1.jpg") as photo:
        exif = photo.getexif()
        assert "simulated" in str(exif.get(0x010E))
        assert str(exif.get_ifd(0x8769).get(0x9003)) == "2025:01:05 06:00:00"


def test_the_skins_table_names_file_flank_and_box_of_each_photo(folder: Path) -> None:
    with (folder / PELTS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len({row["exhibit"] for row in rows}) == 2
    first, second = (
        [row for row in rows if row["exhibit"] == exhibit]
        for exhibit in dict.fromkeys(row["exhibit"] for row in rows)
    )
    assert {row["flank"] for row in first} == {"left", "right"}
    assert len({row["flank"] for row in second}) == 1
    for row in rows:
        with Image.open(folder / row["file"]) as photo:
            x, y, w, h = (float(row[f"bbox_{side}"]) for side in "xywh")
            assert x >= 0
            assert y >= 0
            assert w > 100
            assert h > 60
            assert x + w <= photo.width + 1
            assert y + h <= photo.height + 1


def test_a_cut_off_photo_is_really_cut_off(folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "media").mkdir(parents=True)
    whole = (folder / "media" / "p-1.jpg").read_bytes()
    (package / "media" / "p-1.jpg").write_bytes(whole)
    (package / "media.csv").write_text(
        "mediaID,filePath\nx,media/other.jpg\np-1,media/p-1.jpg\n", "utf-8"
    )
    mistakes = spoil_package(package, "media/p-1.jpg")
    assert [(m.file, m.row, m.column) for m in mistakes] == [
        ("package/media/p-1.jpg", 3, ""),
        ("package/media.csv", 4, "filePath"),
    ]
    cut = (package / "media" / "p-1.jpg").read_bytes()
    assert whole.startswith(cut)
    with pytest.raises(OSError), Image.open(package / "media" / "p-1.jpg") as photo:
        photo.load()
    assert "../private" in (package / "media.csv").read_text("utf-8")
