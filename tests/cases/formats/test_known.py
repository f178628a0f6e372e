"""Every published format before files that are damaged, hostile or somebody else's."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from cases.formats.known import FORMATS
from cases.reject import Reject


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.csv", "a,b\n1,2\n")
    return packed.getvalue()


HOSTILE = {
    "empty": b"",
    "a blank line": b"\n\n\n",
    "only a byte-order mark": b"\xef\xbb\xbf",
    "zeros": b"\0" * 5000,
    "a picture": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
    "an archive": zipped(),
    "a compressed file": gzip.compress(b"id,date\n1,2024\n"),
    "the login page of the portal": b"<!DOCTYPE html><html><body>Please sign in</body></html>",
    "an error as JSON": b'{"detail": "Authentication credentials were not provided."}',
    "half a JSON": b'{"data": {"results": [{"id": "e1", "time": "2026-01',
    "a JSON number": b"17",
    "a JSON null": b"null",
    "a list of lists": b"[[[[]]]]",
    "a list of nothing": b"[null, 1, \"a\"]",
    "a JSON as deep as a well": b"[" * 100_000,
    "a number without end": b'{"id": "e1", "event_type": "x", "time": ' + b"9" * 5000 + b"}",
    "not a number": b'{"features": [{"geometry": {"coordinates": [NaN, Infinity]}}]}',
    "somebody else's table": "Colour,Шкура,颜色\nred,да,红\n".encode(),
    "a header alone": b"id,date,country\n",
    "an open quotation mark": b'id,"date,country\n1,2024,VN\n' * 50,
    "a table in an old encoding": "Дата;Страна\n01.02.2024;Лаос\n".encode("cp1251"),
    "formulas": b"id,date\n=cmd|' /C calc'!A0,@SUM(1)\n",
    "one endless cell": b"id,date\n" + b"x" * 1_500_000 + b",2024\n",
    "surrogates": b'{"id": "\\ud800", "schema": "Person", "properties": {"name": ["\\udfff"]}}',
}  # fmt: skip
ENDINGS = {"ftm": ".json", "earthranger": ".json", "smart-connect": ".geojson"}


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_file_that_is_not_of_the_format_is_answered_and_never_breaks_the_import(
    name: str, what: str, tmp_path: Path
) -> None:
    path = tmp_path / f"received{ENDINGS.get(name, '.csv')}"
    path.write_bytes(HOSTILE[what])
    items = list(FORMATS[name].of(path))
    rejects = [item for item in items if isinstance(item, Reject)]
    # Whoever hands in a file with nothing of the format in it is told so.
    if what != "surrogates":
        assert rejects
    for reject in rejects:
        assert reject.file
        assert len(str(reject)) < 1500


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_file_that_is_not_there_is_said_to_be_missing(name: str, tmp_path: Path) -> None:
    (reject,) = FORMATS[name].of(tmp_path / f"gone{ENDINGS.get(name, '.csv')}")
    assert isinstance(reject, Reject)
    assert reject.remedy


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_folder_is_no_file(name: str, tmp_path: Path) -> None:
    (reject,) = FORMATS[name].of(tmp_path)
    assert isinstance(reject, Reject)


def test_a_format_is_called_by_its_own_name_and_says_what_it_is() -> None:
    for name, one in FORMATS.items():
        assert one.name == name
        assert one.title
    assert len({one.title for one in FORMATS.values()}) == len(FORMATS)


def test_the_namespace_of_a_file_is_the_callers_word(tmp_path: Path) -> None:
    line = {"id": "a", "schema": "Person", "properties": {"name": ["Лорд"]}}
    path = tmp_path / "people.json"
    path.write_text(json.dumps(line), "utf-8")
    subjects = {item.subject.namespace for item in FORMATS["ftm"].of(path, "north")}  # type: ignore[union-attr]
    assert subjects == {"north"}
