"""The tables of a package: where they are, in which dialect, which rows are refused."""

from pathlib import Path
from typing import Any

import pytest

from cases.formats.camtrap_individuals import read_individuals
from cases.formats.camtrap_observations import Package
from cases.formats.camtrap_places import tags_of
from cases.formats.camtrap_rows import Record, read_table, resource_of
from cases.formats.camtrap_schema import DEPLOYMENTS, MEDIA, MISSING, OBSERVATIONS, TABLES
from cases.reject import Reject
from cases.statement import Claim, Ref

HEADER = "mediaID,deploymentID,timestamp,filePath,filePublic,fileMediatype\n"
ROW = "m1,d1,2025-01-05T06:00:00+10:00,a.jpg,true,image/jpeg\n"


def media(folder: Path, content: bytes, **resource: Any) -> list[Record | Reject]:
    (folder / "media.csv").write_bytes(content)
    described = {"name": "media", "path": "media.csv"} | resource
    return list(read_table(folder, {"resources": [described]}, MEDIA))


def test_a_table_is_read_in_the_encoding_and_dialect_it_names(tmp_path: Path) -> None:
    text = (HEADER + ROW.replace("a.jpg", "фото.jpg")).replace(",", ";")
    rows = media(tmp_path, text.encode("cp1251"), encoding="windows-1251",
                 dialect={"delimiter": ";"})  # fmt: skip
    assert [row.get("filePath") for row in rows if isinstance(row, Record)] == ["фото.jpg"]


def test_an_encoding_that_does_not_fit_refuses_the_table(tmp_path: Path) -> None:
    content = (HEADER + ROW.replace("a.jpg", "фото.jpg")).encode("cp1251")
    (refused,) = media(tmp_path, content, encoding="utf-8")
    assert isinstance(refused, Reject)
    assert "does not fit utf-8" in refused.reason


@pytest.mark.parametrize("path", [["media.csv"], "media.csv", "./media.csv"])
def test_a_path_may_stand_in_a_list_of_one(tmp_path: Path, path: object) -> None:
    rows = media(tmp_path, (HEADER + ROW).encode(), path=path)
    assert len(rows) == 1


@pytest.mark.parametrize("path", [["a.csv", "b.csv"], None, 7, []])
def test_a_path_that_is_none_is_refused(tmp_path: Path, path: object) -> None:
    (refused,) = media(tmp_path, (HEADER + ROW).encode(), path=path)
    assert isinstance(refused, Reject)
    assert refused.reason == "the package has no table media"


@pytest.mark.parametrize("column", MEDIA.required)
def test_a_row_without_a_required_value_is_refused_alone(tmp_path: Path, column: str) -> None:
    place = HEADER.strip().split(",").index(column)
    cells = ROW.strip().split(",")
    cells[place] = "NA"
    broken, good = media(tmp_path, (HEADER + ",".join(cells) + "\n" + ROW).encode())
    assert isinstance(broken, Reject)
    assert (broken.row, broken.column) == (2, column)
    assert isinstance(good, Record)


def test_columns_in_another_order_are_no_matter(tmp_path: Path) -> None:
    header, row = (",".join(reversed(line.strip().split(","))) for line in (HEADER, ROW))
    (record,) = media(tmp_path, f"{header}\n{row}\n".encode())
    assert isinstance(record, Record)
    assert record.get("mediaID") == "m1"


@pytest.mark.parametrize("word", sorted(MISSING))
def test_missing_is_what_the_standard_calls_so(word: str) -> None:
    assert Record("f", 2, {"a": word}).get("a") == ""
    assert Record("f", 2, {}).get("a") == ""


def test_na_is_missing_here_and_a_country_elsewhere() -> None:
    assert Record("f", 2, {"country": "NA"}).get("country") == ""
    assert Record("f", 2, {"country": "Namibia"}).get("country") == "Namibia"


@pytest.mark.parametrize(
    ("text", "kept"), [("0.5", 0.5), ("1", 1.0), ("", None), ("NaN", None), ("1e0", 1.0)]
)
def test_numbers_within_bounds_are_read(text: str, kept: float | None) -> None:
    assert Record("f", 2, {"x": text}).number_of("x", 0, 1) == kept


@pytest.mark.parametrize("text", ["-0.1", "1.01", "half", "inf", "1,0"])
def test_numbers_out_of_bounds_are_refused(text: str) -> None:
    assert isinstance(Record("f", 2, {"x": text}).number_of("x", 0, 1), Reject)


def test_a_resource_is_found_by_its_name_among_rubbish() -> None:
    descriptor: dict[str, Any] = {"resources": ["x", None, {"name": "other"}, {"name": "media"}]}
    assert resource_of(descriptor, "media") == {"name": "media"}
    assert resource_of(descriptor, "deployments") is None
    assert resource_of({}, "media") is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("area:HS | open", [("area", "HS"), ("", "open")]),
        ("flank:left", [("flank", "left")]),
        ("gap:2025-01-03/2025-01-20:snow: deep", [("gap", "2025-01-03/2025-01-20:snow: deep")]),
        ("", []),
        (" | |a", [("", "a")]),
    ],
)
def test_tags_are_lists_of_words_and_pairs(text: str, tags: list[tuple[str, str]]) -> None:
    assert tags_of(text) == tags


def test_the_bundled_facts_name_the_three_tables_and_their_keys() -> None:
    assert [facts.name for facts in TABLES] == ["deployments", "media", "observations"]
    assert DEPLOYMENTS.required[0] == "deploymentID"
    assert OBSERVATIONS.allowed["observationLevel"] == {"media", "event"}
    for facts in TABLES:
        assert all(values for values in facts.allowed.values())


def test_a_table_of_individuals_may_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "individuals.csv").write_text(
        "individualID,individualName,fatherID,collar\nK1,Kedrovka,,none\nK2,Killy,K0,red\n,x,,\n",
        "utf-8",
    )
    descriptor = {"resources": [{"name": "individuals", "path": "individuals.csv"}]}
    items = list(read_individuals(tmp_path, descriptor, Package("p", "park")))
    told = {(i.subject, i.property): i.value for i in items if isinstance(i, Claim)}
    killy = Ref("IndividualAnimal", "park", "K2")
    assert told[killy, "name"] == "Killy"
    assert told[killy, "father"] == Ref("IndividualAnimal", "park", "K0")
    assert told[killy, "collar"] == "red"
    assert [i.row for i in items if isinstance(i, Reject)] == [4]


def test_a_package_without_individuals_has_none(tmp_path: Path) -> None:
    assert list(read_individuals(tmp_path, {"resources": []}, Package("p", "p"))) == []
