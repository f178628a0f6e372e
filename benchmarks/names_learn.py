"""Learn how words of other scripts are heard: cases/names/tables/heard_*.tsv, by EM.

    python benchmarks/names_learn.py [--pairs shared/data/name_xscript/pairs.csv] [SCRIPT ...]

Material: names of cities and countries in Unicode CLDR as babel carries them (420 and 260 names a
language, none of a person), and the true pairs of words of --pairs. A joint multigram model
(Bisani & Ney 2008, unigram): every cutting of two words into pieces counts by its probability.
Pairs that the first round finds unlike (translated, not transcribed: White Sea) are left out of
the second. The same input gives the same tables, byte for byte.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from babel import Locale

from cases.names.letters import Script
from cases.names.symbols import characters, latin_letters, syllable_of, symbols
from cases.names.tables import rows
from cases.names.transcription import STEPS, Table, kinship_bits, said

TABLES = Path(__file__).parents[1] / "cases" / "names" / "tables"
LANGUAGES = {
    Script.CYRILLIC: ("ru",), Script.HAN: ("zh", "zh_Hant"), Script.ARABIC: ("ar",),
    Script.HEBREW: ("he",), Script.GREEK: ("el",), Script.DEVANAGARI: ("hi",),
    Script.THAI: ("th",), Script.KHMER: ("km",), Script.HANGUL: ("ko",), Script.KANA: ("ja",),
}  # fmt: skip
DISCOUNT = 0.2  # taken off every count, so that what was seen by accident stays rare
ROUNDS = 6
UNLIKE = 0.2  # bits a letter below which a pair is no transcription
_APART = re.compile(r"[\s·・\-‐–'’./()（）,，、\u200b]+")
Word = tuple[str, tuple[str, ...]]
Cut = Callable[[str], tuple[str, ...]]


def words(name: str) -> list[str]:
    """The words of a name of the material."""
    return [word for word in _APART.split(name) if word]


def geography(script: Script, cut: Cut | None = None) -> list[Word]:
    """Cities and countries in English and in the script, word by word."""
    english = Locale.parse("en")
    found: set[Word] = set()
    for language in LANGUAGES[script]:
        locale = Locale.parse(language)
        names = [
            (english.time_zones.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " "),
             info["city"])
            for zone, info in locale.time_zones.items() if "city" in info
        ]  # fmt: skip
        names += [
            (english.territories[code], name)
            for code, name in locale.territories.items()
            if len(code) == 2 and code in english.territories
        ]
        for latin, other in names:
            found.update(aligned(latin, other, cut or partial(symbols, script=script)))
    return sorted(found)


def aligned(latin: str, other: str, cut: Cut) -> list[Word]:
    """Word by word where there are as many words, else both run together."""
    ours, theirs = words(latin), words(other)
    if len(ours) != len(theirs) or "" in (latin, other):
        return []
    pairs = [(latin_letters(a), cut(b)) for a, b in zip(ours, theirs, strict=True)]
    return [(a, b) for a, b in pairs if 2 <= len(a) <= 16 and 1 <= len(b) <= 20]


def of_characters(path: Path | None) -> list[Word]:
    """Chinese by character: places, people, what transcribers write by rule (han_sounds.tsv), and
    all of it by syllables as well, for characters that none of them has."""
    by_rule = [
        (latin, characters(row["characters"]))
        for row in rows("han_sounds")
        for latin in row["latin"].split()
    ]
    told = [*geography(Script.HAN, characters), *by_rule]
    told += people(path, Script.HAN, characters) if path else []
    return [*told, *((a, tuple(syllable_of(c) for c in other)) for a, other in told)]


def people(path: Path, script: Script, cut: Cut | None = None) -> list[Word]:
    """The true pairs of a benchmark file whose second name is written in `script`."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = [r for r in csv.DictReader(source) if r["scripts"].casefold() == f"latin-{script}"]
    return [
        pair
        for row in rows
        if row["is_match"] == "true"
        for pair in aligned(row["name1"], row["name2"], cut or partial(symbols, script=script))
    ]


class Heard:
    """The model while it is learnt: probability of a piece, symbols and Latin letters together."""

    def __init__(self, pairs: Iterable[Word]) -> None:
        self.pairs = list(pairs)
        latin = Counter(letter for a, _ in self.pairs for letter in a)
        other = Counter(symbol for _, b in self.pairs for symbol in b)
        self.latin = {k: v / latin.total() for k, v in latin.items()}
        self.other = {k: v / other.total() for k, v in other.items()}
        self.unseen = dict.fromkeys(STEPS, 0.02 / len(STEPS))
        self.seen: dict[tuple[str, tuple[str, ...]], float] = {}

    def chance(self, a: str, b: tuple[str, ...]) -> float:
        """Probability of the letters if nothing bound them together."""
        found = 1.0
        for letter in a:
            found *= self.latin.get(letter, 1e-3)
        for symbol in b:
            found *= self.other.get(symbol, 1e-3)
        return found

    def back_off(self, a: str, b: tuple[str, ...]) -> float:
        bits = kinship_bits(a, said(b[0])) if a and b else 0.0
        return float(self.unseen[len(a), len(b)] * self.chance(a, b) * 2.0**bits)

    def piece(self, a: str, b: tuple[str, ...]) -> float:
        if not self.seen:  # before the first round: any two pieces, long ones and gaps rarer
            return 0.05 ** (len(a) + len(b)) * (7.4 if a and b else 1.0)
        return self.seen.get((a, b)) or self.back_off(a, b)

    def learn(self) -> None:
        """One round of EM: count pieces by probability, discount, and set the rest for unseen."""
        counts: dict[tuple[str, tuple[str, ...]], float] = defaultdict(float)
        for a, b in self.pairs:
            self._count(a, b, counts)
        total = sum(counts.values())
        steps: dict[tuple[int, int], float] = defaultdict(float)
        for (a, b), count in counts.items():
            steps[len(a), len(b)] += count / total
        off = {k: DISCOUNT if len(k[0]) + len(k[1]) > 2 else DISCOUNT / 3 for k in counts}
        kept = {k: (v - off[k]) / total for k, v in counts.items() if v > off[k]}
        rest = max(1.0 - sum(kept.values()), 1e-3)
        self.unseen = {step: rest * 0.5 * (steps[step] + 0.02) for step in STEPS}
        self.seen = {key: mass + self.back_off(*key) for key, mass in kept.items()}

    def _count(
        self, a: str, b: tuple[str, ...], counts: dict[tuple[str, tuple[str, ...]], float]
    ) -> None:
        n, m = len(a), len(b)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = 1.0
        arcs = []
        for i in range(n + 1):
            for j in range(m + 1):
                for x, y in STEPS if forward[i][j] else ():
                    if i + x <= n and j + y <= m:
                        piece = (a[i : i + x], b[j : j + y])
                        p = self.piece(*piece)
                        forward[i + x][j + y] += forward[i][j] * p
                        arcs.append((i, j, x, y, piece, p))
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward[n][m] = 1.0
        for i, j, x, y, piece, p in reversed(arcs):
            onward = backward[i + x][j + y] * p
            backward[i][j] += onward
            counts[piece] += forward[i][j] * onward / forward[n][m]

    def table(self) -> Table:
        """log2 of how much oftener a piece's halves come together than by chance."""
        pieces: dict[tuple[str, ...], dict[str, float]] = {}
        for (a, b), p in self.seen.items():
            pieces.setdefault(b, {})[a] = math.log2(p / self.chance(a, b))
        return Table(pieces, {step: math.log2(mass) for step, mass in self.unseen.items()})


def learn(pairs: Iterable[Word]) -> Heard:
    """The model of `pairs`."""
    model = Heard(pairs)
    for _ in range(ROUNDS):
        model.learn()
    return model


def write(model: Heard, script: str, folder: Path = TABLES) -> Path:
    """The model as a table of bits; what is no better than unseen pieces is left out."""
    path = folder / f"heard_{script}.tsv"
    table = model.table()
    lines = ["symbols\tlatin\tbits"]
    lines += [f"#{x},{y}\t\t{table.unseen[x, y]:.2f}" for x, y in STEPS]
    lines += [
        f"{' '.join(b)}\t{a}\t{bits:.2f}"
        for b, found in sorted(table.pieces.items())
        for a, bits in sorted(found.items())
        if bits > table.unseen[len(a), len(b)] + 1.0
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scripts", nargs="*", default=[*LANGUAGES], type=Script)
    parser.add_argument("--pairs", type=Path, help="name_xscript/pairs.csv; without it CLDR alone")
    parser.add_argument("--folder", type=Path, default=TABLES)
    asked = parser.parse_args()
    for script in asked.scripts:
        material = geography(script)
        known = people(asked.pairs, script) if asked.pairs else []
        model = learn([*material, *known])
        path = write(model, script, asked.folder)
        print(f"{path.name}: {len(material)} places, {len(known)} words of people, "
              f"{len(model.pairs)} kept, {len(model.seen)} pieces")  # fmt: skip
        if script is Script.HAN:
            model = learn(of_characters(asked.pairs))
            path = write(model, "han_characters", asked.folder)
            print(f"{path.name}: {len(model.pairs)} kept, {len(model.seen)} pieces")


if __name__ == "__main__":
    main()
