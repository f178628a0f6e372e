"""Twelve records that are wrong on purpose, as real files have them, and where each stands.

A date in the future, a swapped coordinate, a plate in look-alike letters, a photo cut off: each
must come back as a refusal with its reason, and none may stop the records beside it.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.demo.sheets import Sheet

__all__ = ["Mistake", "spoil_package", "spoiled"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where a wrong record stands; row as a person counts it. column empty: the file itself."""

    file: str
    row: int
    column: str
    why: str


_Change = tuple[str, str, dict[str, str]]

# File -> wrong rows: the column that is wrong, why, and what stands in the row.
_WRONG: dict[str, list[_Change]] = {
    "seizures_customs_ru.csv": [
        ("Дата", "a date in the future", {"№ дела": "ДВ-2031-0001", "Дата": "14.08.2031"}),
        ("Широта", "swapped coordinates",
         {"№ дела": "ДВ-2024-0902", "Широта": "131,9021", "Долгота": "43,1150"}),
        ("Госномер", "a plate with Latin letters among Cyrillic ones",
         {"№ дела": "ДВ-2024-0903", "Госномер": "X217УМ 25"}),
    ],
    "seizures_police_zh.csv": [
        ("车牌", "a plate with Cyrillic letters",
         {"案件编号": "珲公(刑)2024-903", "车牌": "吉Н·5К118"}),
        ("日期", "a day that the month does not have",
         {"案件编号": "珲公(刑)2024-904", "日期": "2024年2月30日"}),
    ],
    "seizures_region.xlsx": [
        ("Country", "a name of two countries", {"Case no": "REG-2024-99", "Country": "Congo"}),
    ],
    "people.xlsx": [
        ("Phone", "a phone with two digits",
         {"No": "RU-99", "Name": "Лапшов Егор", "Phone": "12", "Born": "", "Document": "",
          "Plate": "", "Nationality": "Россия"}),
    ],
    "incidents_ru.csv": [
        ("Широта", "a latitude of 430 degrees", {"№": "999", "Широта": "430,1"}),
    ],
    "patrols_ru.csv": [
        ("Дата", "the 31st of April", {"№ рейда": "Р-99", "Дата": "31.04.2025"}),
    ],
    "offers_vi.csv": [
        ("Giá", "a price that is no amount",
         {"Số": "CB-99", "Giá": "rất đắt", "Vụ bắt giữ": "", "Người bán": ""}),
    ],
}  # fmt: skip


def spoiled(sheets: list[Sheet]) -> tuple[list[Sheet], list[Mistake]]:
    """The sheets with wrong rows at their ends, and where these stand."""
    made, mistakes = [], []
    for sheet in sheets:
        rows = list(sheet.rows)
        for column, why, cells in _WRONG.get(sheet.file, []):
            # A neighbour that is right in all else: the wrong cell alone is to be found.
            rows.append(dict(sheet.rows[-1]) | cells)
            mistakes.append(Mistake(sheet.file, len(rows) + 1, column, why))
        made.append(replace(sheet, rows=tuple(rows)))
    return made, mistakes


def spoil_package(folder: Path, photo: str) -> list[Mistake]:
    """Cut one photo off in the middle, and let one row name a file outside the package."""
    path = folder / photo
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])
    media = folder / "media.csv"
    with media.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(n for n, one in enumerate(rows, 2) if one["filePath"] == photo)
    outside = rows[-1] | {"mediaID": "outside-1", "filePath": "../private/IMG_0001.JPG"}
    with media.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(rows[0]), lineterminator="\n").writerow(outside)
    return [
        Mistake(f"{folder.name}/{photo}", row, "", "a photo cut off in the middle"),
        Mistake(f"{folder.name}/media.csv", len(rows) + 2, "filePath", "a path out of the package"),
    ]
