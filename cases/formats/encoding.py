"""Bytes to text: in which encoding a table was written, and refusing what is no text at all.

A mark at the beginning decides, then valid UTF-8 (hardly ever an accident), then what the caller
says, then a guess among the encodings our sources use. The guess can be wrong on short texts,
hence the caller's word goes before it.
"""

from dataclasses import dataclass

from charset_normalizer import from_bytes

__all__ = ["NotText", "Text", "decode"]

# Windows code pages first: these are what spreadsheets in Russia, China and Europe save.
_CANDIDATES = ["cp1251", "gb18030", "cp1252", "big5", "koi8_r", "cp1258", "shift_jis"]
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAGIC = (
    (b"\xff\xd8\xff", "a JPEG photo"),
    (b"\x89PNG", "a PNG image"),
    (b"PK\x03\x04", "a ZIP archive or an XLSX workbook"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (XLS, DOC)"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
)
_GUESSED_FROM = 200_000


class NotText(ValueError):
    """Bytes that are no table of text: why, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text, the encoding it was read in, and whether that was a guess."""

    text: str
    encoding: str
    guessed: bool


def decode(content: bytes, encoding: str = "") -> Text:
    """Decode a table's bytes. encoding: the caller's word, used unless a mark contradicts it.

    Raises NotText for nothing, for binary files, and where the encoding does not fit.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise NotText("the file is empty", "export the table again")
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise NotText(f"this is {what}, not a table of text", "save it as CSV or XLSX")
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return Text(_strictly(content, marked), marked, guessed=False)
    if encoding:
        return Text(_strictly(content, encoding), encoding, guessed=False)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(content)
    if "\x00" in text:
        raise NotText("the file holds binary zeros", "save it as CSV in UTF-8, or as XLSX")
    return Text(text, "utf-8", guessed=False)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError as unknown:
        raise NotText(
            f"there is no encoding {encoding!r}", "name one such as utf-8, windows-1251, gb18030"
        ) from unknown
    except UnicodeDecodeError as wrong:
        raise NotText(
            f"byte {wrong.start + 1} does not fit {encoding}",
            "name the encoding the file was saved in, or save it as UTF-8",
        ) from wrong


def _guess(content: bytes) -> Text:
    sample = content[:_GUESSED_FROM]
    # A cut through a letter of several bytes would speak against the right encoding.
    if len(sample) < len(content) and (line_end := sample.rfind(b"\n")) > 0:
        sample = sample[:line_end]
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    if best is None or sample.count(b"\x00"):
        raise NotText(
            "the file is not text in any encoding we know",
            "save it as CSV in UTF-8, or name its encoding",
        )
    return Text(_strictly(content, best.encoding), best.encoding, guessed=True)
