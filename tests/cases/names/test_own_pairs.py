"""The own pairs are frozen: neither they nor their generator change with what they judge."""

import csv
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

PAIRS = Path(__file__).parent / "pairs"
DIGESTS = {
    "generate.py": "a5288d6191763f0cff94945e3770ca223944c96ed7f9578f4c6002f3bb0829d8",
    "chinese.tsv": "3adeddc11bc6fb870d386889ebcc787db6f8fc3924fce6843b818b83d96ba823",
    "russian.tsv": "4bda63669716e3a8355d768929902f7b712d90db72151c41eea56ba0c407483b",
    "vietnamese.tsv": "c78bb1a546a35c7b7f1ba700d777f78a718da7f7283bdb93d895a19754327754",
    "pairs.csv": "48d2d955d50815cfb0292d33e9b43ffb227aa15f0db59034ee1f7da12e01ac20",
}


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, str]]:
    with (PAIRS / "pairs.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize("name", DIGESTS)
def test_nothing_of_the_pairs_has_changed_since_they_were_frozen(name: str) -> None:
    assert sha256((PAIRS / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_the_generator_makes_these_pairs_and_no_others() -> None:
    made = subprocess.run(
        [sys.executable, str(PAIRS / "generate.py")],
        capture_output=True,
        check=True,
        env={"PYTHONUTF8": "1"},
    ).stdout

    assert made == (PAIRS / "pairs.csv").read_bytes()


def test_nobody_is_in_both_parts(pairs: list[dict[str, str]]) -> None:
    parts: dict[str, set[str]] = {}
    for pair in pairs:
        for person in (pair["person1"], pair["person2"]):
            parts.setdefault(person, set()).add(pair["part"])

    assert max(len(found) for found in parts.values()) == 1


def test_a_pair_is_true_exactly_where_it_is_one_person(pairs: list[dict[str, str]]) -> None:
    assert all((p["person1"] == p["person2"]) == (p["is_match"] == "true") for p in pairs)
    assert all(p["simulated"] == "true" and p["name1"] != p["name2"] for p in pairs)


def test_each_part_has_as_many_true_as_false_pairs_of_each_tradition(
    pairs: list[dict[str, str]],
) -> None:
    counts: dict[tuple[str, ...], int] = {}
    for pair in pairs:
        key = (pair["tradition"], pair["part"], pair["is_match"])
        counts[key] = counts.get(key, 0) + 1

    assert len(pairs) == 900
    assert set(counts.values()) == {75}
