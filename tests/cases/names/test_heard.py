"""Words of other scripts as they are heard: against trying every cutting, and by what they say."""

import random
from functools import cache

import pytest

from cases.names import Script
from cases.names.symbols import characters, latin_letters, syllable_of, symbols
from cases.names.tables import rows
from cases.names.transcription import STEPS, Table, best_cut, heard_each, kinship_bits, said


def by_trying(letters: str, other: tuple[str, ...], learnt: Table) -> float:
    """The best of all cuttings, one after another."""

    @cache
    def best(i: int, j: int) -> float:
        if (i, j) == (len(letters), len(other)):
            return 0.0
        found = [-1e9]
        for x, y in STEPS:
            if i + x <= len(letters) and j + y <= len(other):
                cut, piece = letters[i : i + x], other[j : j + y]
                bits = learnt.pieces.get(piece, {}).get(cut)
                if bits is None:
                    kin = kinship_bits(cut, said(other[j])) if x and y else 0.0
                    bits = learnt.unseen[x, y] + kin
                found.append(bits + best(i + x, j + y))
        return max(found)

    return best(0, 0)


def test_the_best_cut_is_the_best_of_all_cuts() -> None:
    rng = random.Random(20_261_121)
    letters, signs = "abst", ("ба", "с", "т", "ль")
    for _ in range(150):
        pieces: dict[tuple[str, ...], dict[str, float]] = {}
        for _ in range(rng.randrange(8)):
            piece = tuple(rng.choices(signs, k=rng.choice((0, 1, 1, 2))))
            cut = "".join(rng.choices(letters, k=rng.randrange(0 if piece else 1, 4)))
            pieces.setdefault(piece, {})[cut] = rng.uniform(-2, 9)
        learnt = Table(pieces, {step: rng.uniform(-12, -3) for step in STEPS})
        word = "".join(rng.choices(letters, k=rng.randrange(1, 7)))
        other = tuple(rng.choices(signs, k=rng.randrange(1, 6)))

        assert best_cut(word, other, learnt) == pytest.approx(by_trying(word, other, learnt))


@pytest.mark.parametrize(
    ("written", "heard", "other"),
    [
        ("蒂娜", "Tina", "Dina"),
        ("迪娜", "Dina", "Tina"),
        ("希拉", "Sheila", "Sila"),
        ("基特", "Kit", "Git"),
        ("史密斯", "Smith", "Petrov"),
        ("約翰", "John", "Mary"),
        ("詹姆斯", "James", "Thomas"),
    ],
)
def test_characters_tell_what_their_syllables_do_not(written: str, heard: str, other: str) -> None:
    """蒂 and 迪 are both di in Beijing; transcribers write the one for ti, the other for di."""
    right, wrong = (heard_each(name, written, Script.HAN) for name in (heard, other))

    assert right is not None
    assert wrong is not None
    assert right > wrong


@pytest.mark.parametrize(
    ("latin", "other", "script"),
    [("Smith", "ሰላም", Script.OTHER), ("", "史密斯", Script.HAN), ("Smith", "123", Script.HAN)],
)
def test_of_what_nothing_is_known_nothing_is_heard(latin: str, other: str, script: Script) -> None:
    assert heard_each(latin, other, script) is None


def test_a_word_is_heard_whatever_its_case_and_marks() -> None:
    assert heard_each("MÜLLER", "穆勒", Script.HAN) == heard_each("muller", "穆勒", Script.HAN)


def test_traditional_and_simplified_characters_are_one_symbol() -> None:
    assert characters("約翰·A1") == characters("约翰") == ("约", "翰")
    assert syllable_of("王") == "wang~"
    assert said("wang~") == "wang"


def test_symbols_of_other_scripts_are_letters_or_halves_of_syllables() -> None:
    assert symbols("王", Script.HAN) == ("w-", "ang")
    assert symbols("Ёж", Script.CYRILLIC) == ("е", "ж")
    assert latin_letters("Žižek ß") == "zhizhekss"


def test_the_table_of_transcribers_spells_with_letters_and_names_each_character_once() -> None:
    told = [row["characters"] for row in rows("han_sounds")]

    assert len(told) == len(set(told)) > 380
    for row in rows("han_sounds"):
        assert characters(row["characters"]) == tuple(row["characters"])
        assert all(latin.isascii() and latin.isalpha() and latin.islower()
                   for latin in row["latin"].split())  # fmt: skip
