"""`kedrovka names`: every row comes out again, scored or with the reason why not."""

import csv
import json
from pathlib import Path

import pytest

from workbench.cli import main

LIST = """schema,name1,name2,mark
Person,张伟,Zhang Wei,a
Person,,Zhang,b
Persn,A,B,c
Person,one
Company,"ООО «Амур, Лес»","Amur Les, LLC","x,y"
person,Иванов Пётр,Sidorova Anna,d
"""


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text(LIST, "utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_every_row_comes_out_with_its_own_columns(pairs: Path, tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"

    assert main(["names", str(pairs), "--out", str(out)]) == 0
    found = rows(out)
    assert [row["mark"] for row in found] == ["a", "b", "c", "", "x,y", "d"]
    assert float(found[0]["score"]) > 0.9 > 0.5 > float(found[5]["score"])
    assert float(found[0]["weight"]) > 0 > float(found[5]["weight"])
    assert float(found[4]["score"]) > 0.8
    assert "zhang wei" in found[0]["reason"]
    assert [row["score"] for row in found[1:4]] == ["", "", ""]
    assert all(row["reason"].startswith("not scored: ") for row in found[1:4])


def test_bad_rows_are_told_with_file_row_and_remedy(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "scored.csv"
    main(["names", str(pairs), "--out", str(out), "--json"])
    said = capsys.readouterr()

    told = json.loads(said.out)
    assert (told["rows"], told["scored"], told["rejected"]) == (6, 3, 3)
    assert "pairs.csv, row 4, column 'schema' (“Persn”)" in said.err
    assert "write one of Person" in said.err
    assert Path(told["rejects"]).is_file()


def test_the_same_list_gives_the_same_bytes(pairs: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    for out in (first, second):
        main(["names", str(pairs), "--out", str(out)])

    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("text", "told"),
    [("name1,name2\nA,B\n", "no column schema"), ("", "no column schema, name1, name2")],
)
def test_a_list_without_its_columns_is_refused(
    tmp_path: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")

    assert main(["names", str(path), "--out", str(tmp_path / "out.csv")]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_the_list_itself_is_never_written_over(pairs: Path) -> None:
    assert main(["names", str(pairs), "--out", str(pairs)]) == 1
    assert pairs.read_text("utf-8") == LIST


def test_letters_that_are_no_utf8_are_one_rows_trouble(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"schema;name1;name2\nPerson;Ivan;Iv\xffan\nPerson;Ivan;Ivan\n")
    main(["names", str(path), "--out", str(tmp_path / "out.csv")])

    first, second = rows(tmp_path / "out.csv")
    assert "UTF-8" in first["reason"]
    assert float(second["score"]) > 0.9
