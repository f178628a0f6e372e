"""Bytes to text: in which encoding a table was written, and refusing what is no text at all.

A mark at the beginning decides, then valid UTF-8 (hardly ever an accident), then what the caller
says, then a guess among the encodings our sources use. The guess can be wrong on short texts,
hence the caller's word goes before it.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

__all__ = ["NotText", "Settled", "Text", "decode", "settle"]

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
_PIECE = 1_000_000


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


@dataclass(frozen=True, slots=True)
class Settled:
    """In which encoding a file is to be opened, and whether that was a guess."""

    encoding: str
    guessed: bool


def settle(path: Path, encoding: str = "") -> Settled:
    """The encoding in which the whole file decodes; it is read once, a piece at a time.

    encoding: as for `decode`. Raises NotText as `decode` does, and OSError.
    """
    with path.open("rb") as opened:
        head = opened.read(_GUESSED_FROM)
        at_end = not opened.read(1)
    if at_end:
        text = decode(head, encoding)
        return Settled(text.encoding, text.guessed)
    _refuse_magic(head)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    if marked or encoding:
        _decode_through(path, marked or encoding)
        return Settled(marked or encoding, guessed=False)
    try:
        _decode_through(path, "utf-8")
    except NotText:
        guessed = _guess(head[: head.rfind(b"\n") + 1] or head).encoding
        _decode_through(path, guessed)
        return Settled(guessed, guessed=True)
    return Settled("utf-8", guessed=False)


def _decode_through(path: Path, encoding: str) -> None:
    """See that every piece of a file decodes. Raises NotText."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        _strictly(b"", encoding)
        return
    done = 0
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE):
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError as wrong:
                raise _unfit(done + wrong.start + 1, encoding) from wrong
            if "\x00" in text:
                raise NotText("the file holds binary zeros", "save it as CSV in UTF-8, or as XLSX")
            done += len(piece)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as wrong:
            raise _unfit(done, encoding) from wrong


def _refuse_magic(content: bytes) -> None:
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise NotText(f"this is {what}, not a table of text", "save it as CSV or XLSX")


def _unfit(byte: int, encoding: str) -> NotText:
    return NotText(
        f"byte {byte} does not fit {encoding}",
        "name the encoding the file was saved in, or save it as UTF-8",
    )


def decode(content: bytes, encoding: str = "") -> Text:
    """Decode a table's bytes. encoding: the caller's word, used unless a mark contradicts it.

    Raises NotText for nothing, for binary files, and where the encoding does not fit.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise NotText("the file is empty", "export the table again")
    _refuse_magic(content)
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
        raise _unfit(wrong.start + 1, encoding) from wrong


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
