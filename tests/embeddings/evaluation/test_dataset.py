"""What can be evaluated: a folder as it comes, a table, and what is said of the rest."""

import csv

import pytest
from PIL import Image

from embeddings.coat import Kind
from embeddings.evaluation.dataset import read_dataset, write_rows
from embeddings.evaluation.table import PhotoRow, TableRefused, read_table


@pytest.fixture
def folder(tmp_path):
    """A folder as data sets come: a table of names, the photos in images/."""
    (tmp_path / "images" / "7").mkdir(parents=True)
    for name in ("7/a.png", "b.png"):
        Image.new("RGB", (40, 30)).save(tmp_path / "images" / name)
    lines = [
        "file,individual_id,encounter_id,flank,width",
        "7/a.png,Amba,1,left,40",
        "b.png,Bor,2,right,40",
        "b.png,Bor,3,right,40",
        "c.png,,4,left,40",
        "d.png,Dea,5,top,40",
    ]
    (tmp_path / "photos.csv").write_text("\n".join(lines), "utf-8")
    return tmp_path


def test_photos_are_found_in_images(folder):
    read = read_dataset(folder, species="Panthera tigris")
    assert [row.path.name for row in read.rows] == ["a.png", "b.png", "b.png"]
    assert all(row.path.is_file() for row in read.rows)
    assert {row.species for row in read.rows} == {"Panthera tigris"}
    assert read.name == folder.name


def test_the_table_itself_may_be_named(folder):
    assert read_dataset(folder / "photos.csv").rows == read_dataset(folder).rows


def test_two_rows_of_one_photo_are_told_apart(folder):
    names = [row.file for row in read_dataset(folder).rows]
    assert names == ["7/a.png", "b.png#3", "b.png#4"]


def test_bad_and_nameless_rows_are_listed(folder):
    told = {reject.field for reject in read_dataset(folder).rejects}
    assert told == {"flank", "individual_id"}


def test_a_photo_without_an_encounter_is_one_of_its_own(folder):
    (folder / "photos.csv").write_text("file,individual_id\n7/a.png,A\nb.png,A\n", "utf-8")
    assert [shot.encounter for shot in read_dataset(folder).shots] == ["~0", "~1"]


@pytest.mark.parametrize("text", ["file,individual_id\n", "file,individual_id\na.png,\n"])
def test_a_table_without_a_named_row_is_refused_with_a_remedy(folder, text):
    (folder / "photos.csv").write_text(text, "utf-8")
    with pytest.raises(TableRefused, match="individual_id"):
        read_dataset(folder)


def test_no_table_is_refused(tmp_path):
    with pytest.raises(TableRefused, match=r"photos\.csv"):
        read_dataset(tmp_path)


@pytest.mark.parametrize("named", [True, False])
def test_written_rows_are_read_again(folder, tmp_path, named):
    rows = read_dataset(folder, species="Panthera tigris").rows
    out = tmp_path / "again.csv"
    write_rows(out, rows, named=named)
    again = [row for row in read_table(out, named=True) if isinstance(row, PhotoRow)]
    assert [row.path.resolve() for row in again] == [row.path.resolve() for row in rows]
    assert [row.individual for row in again] == ["Amba", "Bor", "Bor"] if named else ["", "", ""]
    assert {row.kind for row in again} == {Kind.CAMERA}
    with out.open(encoding="utf-8") as lines:
        assert next(csv.reader(lines))[0] == "file"
