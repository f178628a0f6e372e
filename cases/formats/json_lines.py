"""JSON as other systems write it: one object a line, a list, or a list inside an answer.

Every object keeps the number of its line (or place), so that a statement leads back to it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cases.formats.encoding import NotText, decode
from cases.reject import Reject

__all__ = ["json_document", "json_lines", "said_in"]

_NO_JSON = "save it as JSON in UTF-8"


def json_document(path: Path) -> Any | Reject:
    """The whole file as one JSON value, or why it cannot be read."""
    try:
        return json.loads(decode(path.read_bytes()).text)
    except NotText as refused:
        return Reject(path.name, None, "", "", refused.reason, refused.remedy)
    except OSError as unreadable:
        return Reject(
            path.name, None, "", "", f"the file cannot be read ({unreadable.strerror})",
            "check its name and rights",
        )  # fmt: skip
    # A number of 5,000 digits is a ValueError of another kind.
    except (ValueError, RecursionError) as broken:
        row = getattr(broken, "lineno", None)
        return Reject(path.name, row, "", "", f"this is not JSON: {broken}", _NO_JSON)


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]] | Reject]:
    """(line, object) of every line; a line that is no object is one reject and costs no other.

    The file is read line by line: its size does not matter. A file without any object is refused.
    """
    found = False
    try:
        with path.open("rb") as lines:
            for number, raw in enumerate(lines, 1):
                text = raw.removeprefix(b"\xef\xbb\xbf").strip()
                if not text:
                    continue
                found = True
                yield _line(path.name, number, text)
    except OSError as unreadable:
        found = True
        yield Reject(
            path.name, None, "", "", f"the file cannot be read ({unreadable.strerror})",
            "check its name and rights",
        )  # fmt: skip
    if not found:
        yield Reject(path.name, None, "", "", "the file is empty", "export it again")


def _line(file: str, number: int, raw: bytes) -> tuple[int, dict[str, Any]] | Reject:
    try:
        known = json.loads(raw)
    except (ValueError, RecursionError) as broken:
        shown = raw[:80].decode("utf-8", "replace")
        return Reject(file, number, "", shown, f"the line is not JSON: {broken}", _NO_JSON)
    if not isinstance(known, dict):
        return Reject(
            file, number, "", str(known)[:80], "the line holds no object", "write one object a line"
        )
    return number, known


def said_in(value: Any, name: str = "") -> Mapping[str, str]:
    """An object laid flat as texts: {"a": {"b": 1}} is {"a.b": "1"}; lists of texts are joined.

    Null, empty lists and empty texts are nothing. Lists of objects are laid out by number.
    """
    found: dict[str, str] = {}
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found |= said_in(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(one, (Mapping, list)) for one in value):
        for place, inner in enumerate(value, 1):
            found |= said_in(inner, f"{name}.{place}")
    elif isinstance(value, list):
        text = "; ".join(_text(one) for one in value if one is not None)
        found = {name: text} if text else {}
    elif value is not None and (text := _text(value)):
        found = {name: text}
    return found


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
