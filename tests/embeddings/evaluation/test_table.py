"""Tables of photos: what is read, and what each kind of bad row is told."""

import pytest

from embeddings.coat import Flank, Kind
from embeddings.evaluation.table import PhotoRow, RowReject, TableRefused, read_table


def rows_of(tmp_path, text: str, *, named: bool = True, encoding: str = "utf-8"):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path, named=named)


def test_a_full_row_is_read_whole(tmp_path):
    (row,) = rows_of(
        tmp_path,
        "file,individual_id,encounter_id,flank,species,kind,bbox_x,bbox_y,bbox_w,bbox_h,colour\n"
        "a/b.jpg,T13,E1,Left,Panthera tigris,pelt,1.5,2,30,40,red\n",
    )
    assert isinstance(row, PhotoRow)
    assert row.path == tmp_path / "a/b.jpg"
    assert (row.individual, row.encounter, row.flank) == ("T13", "E1", Flank.LEFT)
    assert (row.species, row.kind, row.row) == ("Panthera tigris", Kind.PELT, 2)
    assert (row.region.x, row.region.y, row.region.width, row.region.height) == (1.5, 2, 30, 40)


def test_two_columns_are_enough(tmp_path):
    (row,) = rows_of(tmp_path, "file,individual_id\na.jpg,\n")
    assert (row.individual, row.encounter, row.flank, row.region) == ("", "", Flank.UNKNOWN, None)
    assert row.kind == Kind.CAMERA


def test_the_name_of_a_query_is_never_read(tmp_path):
    (row,) = rows_of(tmp_path, "file,individual_id\na.jpg,T13\n", named=False)
    assert row.individual == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_cyrillic_and_a_byte_order_mark_are_read(tmp_path, encoding):
    (row,) = rows_of(tmp_path, "file,individual_id\nфото.jpg,Кедровка\n", encoding=encoding)
    assert (row.file, row.individual) == ("фото.jpg", "Кедровка")


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        (",T1,left,,,,,", "file", ""),
        ("a.jpg,T1,top,,,,,", "flank", "top"),
        ("a.jpg,T1,,fur,,,,", "kind", "fur"),
        ("a.jpg,T1,,,1,2,3,", "bbox", "1,2,3,"),
        ("a.jpg,T1,,,1,2,wide,4", "bbox", "1,2,wide,4"),
        ("a.jpg,T1,,,1,2,0,4", "bbox", "1,2,0,4"),
        ("a.jpg,T1,,,1,2,nan,4", "bbox", "1,2,nan,4"),
    ],
)
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path, cells, field, value):
    heading = "file,individual_id,flank,kind,bbox_x,bbox_y,bbox_w,bbox_h\n"
    first, bad, last = rows_of(tmp_path, f"{heading}a.jpg,,,,,,,\n{cells}\nb.jpg,,,,,,,\n")
    assert isinstance(bad, RowReject)
    assert (bad.row, bad.field, bad.value) == (3, field, value)
    assert bad.reason
    assert bad.remedy
    assert (first.file, last.file) == ("a.jpg", "b.jpg")


def test_a_huge_cell_stops_its_own_line_only(tmp_path):
    found = rows_of(tmp_path, f"file,individual_id\n{'x' * 200_000},A\nb.jpg,B\n")
    assert isinstance(found[0], RowReject)
    assert found[-1].file == "b.jpg"


@pytest.mark.parametrize(
    ("text", "named", "missing"),
    [
        ("photo,individual_id\na.jpg,A\n", True, "file"),
        ("file,name\na.jpg,A\n", True, "individual_id"),
        ("", True, "file"),
    ],
)
def test_a_missing_column_is_named(tmp_path, text, named, missing):
    with pytest.raises(TableRefused, match=f"no column {missing}"):
        rows_of(tmp_path, text, named=named)


def test_queries_need_no_names(tmp_path):
    assert len(rows_of(tmp_path, "file\na.jpg\n", named=False)) == 1


@pytest.mark.parametrize("encoding", ["cp1251", "gb18030"])
def test_another_encoding_is_refused_with_the_remedy(tmp_path, encoding):
    text = "file,individual_id\nфото.jpg,老虎\n" if encoding == "gb18030" else "file\nфото.jpg\n"
    with pytest.raises(TableRefused, match="UTF-8"):
        rows_of(tmp_path, text, encoding=encoding)


def test_no_table_no_rows(tmp_path):
    with pytest.raises(TableRefused, match="cannot be opened"):
        read_table(tmp_path / "absent.csv", named=True)
