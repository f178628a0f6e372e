"""Invented persons with copies, to measure entity resolution on: frozen before anything was tuned.

`generate(100_000, seed)` gives 80 % originals and 20 % copies of them, shuffled. Names are drawn by
rank with the steepness of real family names, from syllables of four traditions written in Latin
letters; nobody in it exists. A copy is what a second office would write of the same person: letters
mistyped, a given name cut to its initial, a birth date lost, mistyped or with day and month
exchanged, a town changed by moving. How often was set once, so that splink 5 with its own defaults
comes out near the 0.91 that it reached on comparable persons elsewhere; our engine had no part.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

COLUMNS = ("given", "family", "birth_date", "nationality", "town", "gender")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Tradition:
    """Names of one tradition: how many there are, how steep their ranks, what they are made of."""

    code: str
    share: float
    families: int
    givens: int
    steepness: float
    heads: tuple[str, ...]
    tails: tuple[str, ...]


TRADITIONS = (
    Tradition("ru", 0.40, 6000, 300, 0.75,
              ("iva", "pet", "sido", "kuz", "sok", "vol", "mor", "leb", "kozl", "nov", "zai", "gol",
               "bel", "kry", "tar", "shch", "gri", "dem", "fro", "zhu", "bog", "che", "mel", "rya"),
              ("nov", "rov", "renko", "mkin", "lovsky", "chuk", "sev", "tin", "dov", "gaev", "pin",
               "kov", "lnikov", "shin", "yev", "nenko")),
    Tradition("cn", 0.25, 180, 1500, 1.0,
              ("zh", "w", "l", "ch", "y", "x", "h", "s", "g", "q", "t", "m", "j", "f", "d"),
              ("ang", "ei", "i", "en", "ing", "uan", "ao", "ong", "un", "ai", "ian", "ou")),
    Tradition("vn", 0.20, 90, 900, 1.2,
              ("ng", "tr", "ph", "h", "l", "b", "d", "v", "th", "kh", "m", "ch"),
              ("uyen", "an", "am", "oang", "e", "ui", "o", "inh", "ung", "ai", "uc", "ong")),
    Tradition("xx", 0.15, 8000, 900, 0.7,
              ("smi", "joh", "wil", "bro", "tay", "dav", "mar", "and", "rob", "tho", "har", "cla",
               "lew", "wal", "you", "all", "kin", "wri", "sco", "hil", "gre", "ada", "nel", "bak"),
              ("th", "nson", "liams", "wn", "lor", "ies", "tin", "erson", "mas", "ris", "rk", "is",
               "ker", "ng", "ght", "tt", "ll", "en", "ms", "son", "er", "ford", "well")),
)  # fmt: skip


def generate(records: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """(records, person of each): `records` rows with COLUMNS as text, empty where unknown."""
    rng = np.random.default_rng(seed)
    originals = round(records * 0.8)
    people = _originals(originals, rng)
    chosen = rng.integers(0, originals, records - originals)
    copies = _worn(people.iloc[chosen].reset_index(drop=True), rng)
    frame = pd.concat([people, copies], ignore_index=True)
    person = np.concatenate([np.arange(originals), chosen])
    order = rng.permutation(records)
    frame = frame.iloc[order].reset_index(drop=True)
    frame.insert(0, "id", [f"R{n:07d}" for n in range(records)])
    return frame, pd.Series(person[order], index=frame["id"])


def _ranked(rng: np.random.Generator, words: list[str], steepness: float, size: int) -> np.ndarray:
    weight = 1.0 / (np.arange(1, len(words) + 1) + 2.0) ** steepness
    return np.array(words, dtype=object)[rng.choice(len(words), size, p=weight / weight.sum())]


def _words(rng: np.random.Generator, kind: Tradition, count: int, parts: int) -> list[str]:
    """Different words of this tradition's syllables, the shorter ones commoner."""
    found: dict[str, None] = {}
    for _ in range(count * 40):
        length = int(rng.integers(1, parts + 1))
        word = "".join(str(rng.choice(kind.heads)) + ("" if n + 1 < length and kind.code in "ru xx"
                       else str(rng.choice(kind.tails))) for n in range(length))  # fmt: skip
        found.setdefault(word)
        if len(found) == count:
            break
    return sorted(found, key=len)


def _originals(size: int, rng: np.random.Generator) -> pd.DataFrame:
    kinds = rng.choice(len(TRADITIONS), size, p=[kind.share for kind in TRADITIONS])
    cells = {name: np.empty(size, dtype=object) for name in COLUMNS}
    for number, kind in enumerate(TRADITIONS):
        mine = np.flatnonzero(kinds == number)
        families = _words(rng, kind, kind.families, 2)
        givens = _words(rng, kind, kind.givens, 2)
        towns = _words(rng, kind, 250, 3)
        cells["family"][mine] = _ranked(rng, families, kind.steepness, mine.size)
        cells["given"][mine] = _ranked(rng, givens, 0.9, mine.size)
        cells["town"][mine] = _ranked(rng, towns, 1.0, mine.size)
        cells["nationality"][mine] = kind.code
    cells["gender"] = rng.choice(np.array(["male", "female"], dtype=object), size, p=[0.75, 0.25])
    first = date(1945, 1, 1).toordinal()
    born = first + rng.beta(2.5, 2.0, size) * (date(2006, 1, 1).toordinal() - first)
    days = [date.fromordinal(int(day)) for day in born]
    # Some offices write the first of January where they know the year alone.
    year_only = rng.random(size) < 0.02
    cells["birth_date"] = np.array(
        [f"{d.year}-01-01" if lost else d.isoformat() for d, lost in zip(days, year_only,
                                                                         strict=True)],
        dtype=object,
    )  # fmt: skip
    frame = pd.DataFrame(cells)
    frame.loc[rng.random(size) < 0.02, "birth_date"] = ""
    frame.loc[rng.random(size) < 0.10, "town"] = ""
    return frame


def _worn(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    size = len(frame)
    moved = rng.random(size) < 0.08
    frame.loc[moved, "town"] = rng.permutation(frame["town"].to_numpy())[moved]
    for name, share in (("birth_date", 0.12), ("town", 0.15), ("nationality", 0.08),
                        ("gender", 0.08)):  # fmt: skip
        frame.loc[rng.random(size) < share, name] = ""
    for name, share in (("family", 0.20), ("given", 0.15), ("town", 0.05)):
        worn = np.flatnonzero(rng.random(size) < share)
        column = frame[name].to_numpy().copy()
        for row in worn:
            column[row] = _mistyped(str(column[row]), rng)
        frame[name] = column
    initial = rng.random(size) < 0.10
    frame.loc[initial, "given"] = frame.loc[initial, "given"].str[:1]
    dates = frame["birth_date"].to_numpy().copy()
    for row in np.flatnonzero(rng.random(size) < 0.06):
        dates[row] = _misdated(str(dates[row]), rng)
    frame["birth_date"] = dates
    return frame


def _mistyped(word: str, rng: np.random.Generator) -> str:
    """One letter left out, doubled, changed, or exchanged with its neighbour; sometimes two."""
    for _ in range(1 + int(rng.random() < 0.2)):
        if len(word) < 2:
            return word
        at = int(rng.integers(0, len(word)))
        other = _LETTERS[int(rng.integers(0, 26))]
        word = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )[int(rng.integers(0, 4))]
    return word


def _misdated(written: str, rng: np.random.Generator) -> str:
    if not written:
        return written
    day = date.fromisoformat(written)
    if day.day <= 12 and rng.random() < 0.4:
        return f"{day.year}-{day.day:02d}-{day.month:02d}"
    if rng.random() < 0.5:
        return (day + timedelta(days=int(rng.choice([-10, -1, 1, 10])))).isoformat()
    year = min(max(day.year + int(rng.choice([-10, -1, 1, 10])), 1900), 2009)
    return f"{year}{written[4:]}"
