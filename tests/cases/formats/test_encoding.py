"""Tables in the encodings of our sources, and files that are no tables."""

import pytest

from cases.formats.encoding import NotText, decode

RUSSIAN = "Дата;Место;Вид\n04.03.2023;Краскино;леопард амурский, шкура одна\n" * 5
CHINESE = "日期,地点,物种\n2023年3月4日,珲春市口岸,远东豹皮一张\n" * 5
WESTERN = "Date,Place\n2023-03-04,Zürich – airport, café “Zoë”\n" * 5


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"), (RUSSIAN, "utf-8"), (RUSSIAN, "utf-8-sig"), (RUSSIAN, "utf-16"),
        (CHINESE, "gb18030"), (CHINESE, "utf-8"), (CHINESE, "utf-16"),
        (WESTERN, "windows-1252"), (WESTERN, "utf-8"),
    ],
)  # fmt: skip
def test_text_is_read_with_and_without_being_told_how(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert decode(content, encoding).text.lstrip("\ufeff") == text
    if encoding != "windows-1252":
        assert decode(content).text == text


def test_a_guess_is_said_to_be_one() -> None:
    assert decode(RUSSIAN.encode("cp1251")).guessed
    assert not decode(RUSSIAN.encode("cp1251"), "cp1251").guessed
    assert not decode(RUSSIAN.encode("utf-8")).guessed


def test_a_mark_at_the_beginning_wins_over_a_wrong_word() -> None:
    assert decode(RUSSIAN.encode("utf-8-sig"), "cp1251").text == RUSSIAN


@pytest.mark.parametrize(
    ("content", "encoding", "reason"),
    [
        (b"", "", "the file is empty"),
        (b" \r\n\r\n", "", "the file is empty"),
        (b"\x00" * 500, "", "the file is empty"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "", "this is a JPEG photo"),
        (b"\x89PNG\r\n\x1a\n", "", "this is a PNG image"),
        (b"PK\x03\x04....", "", "a ZIP archive or an XLSX workbook"),
        (b"%PDF-1.7", "", "a PDF document"),
        (b"a,b\n1\x002\n", "", "binary zeros"),
        ("ё".encode("cp1251") * 9, "utf-8", "byte 1 does not fit utf-8"),
        (b"a,b\n", "klingon", "there is no encoding 'klingon'"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(
    content: bytes, encoding: str, reason: str
) -> None:
    with pytest.raises(NotText) as refused:
        decode(content, encoding)
    assert reason in refused.value.reason
    assert refused.value.remedy
