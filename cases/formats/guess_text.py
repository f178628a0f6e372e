"""A mapping written out as TOML: the form in which it is kept, shown and changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.formats.meanings import Parts

__all__ = ["mapping_text"]


def mapping_text(
    name: str, kind: str, parts: Parts, *, order: str, missing: Sequence[str],
    simulated: bool = False,
) -> str:  # fmt: skip
    """TOML of a mapping. Linked entities stand before the columns that speak of them."""
    head: dict[str, Any] = {
        "name": name, "version": 1, "kind": kind, "namespace": name, "order": order,
        "missing": list(missing),
    }  # fmt: skip
    if parts.key:
        head["key"] = parts.key
    if simulated:
        head["simulated"] = True
    known = {one["name"] for one in parts.linked}
    columns = [one for one in parts.columns if not one.get("on") or one["on"] in known]
    lines = [f"{key} = {_value(value)}" for key, value in head.items()]
    for title, rows in (("linked", _in_order(parts.linked)), ("column", columns),
                        ("leg", parts.legs)):  # fmt: skip
        for row in rows:
            lines += ["", f"[[{title}]]"]
            lines += [f"{key} = {_value(value)}" for key, value in row.items()]
    return "\n".join(lines) + "\n"


def _in_order(linked: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """An entity that belongs to another stands behind it."""
    return sorted(linked, key=lambda one: bool(one.get("of")))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(one) for one in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string: marks and control characters escaped."""
    out = []
    for letter in text:
        if letter in ('"', "\\"):
            out.append(f"\\{letter}")
        elif ord(letter) < 32 or ord(letter) == 127:
            out.append(f"\\u{ord(letter):04x}")
        else:
            out.append(letter)
    return f'"{"".join(out)}"'
