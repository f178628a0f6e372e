"""Every sentence is in the catalogue, and no language promises what another does not hold."""

import ast
import string
from pathlib import Path

import pytest

import workbench.dashboard
from cases.model import SCHEMATA
from workbench.dashboard.words import LANGUAGES, UnknownSentence, best_language, catalogue, speak

ROOM = Path(workbench.dashboard.__file__).parent


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def asked_for() -> set[tuple[str, str]]:
    """(module, key) of every sentence that is asked for by a literal key."""
    found = set()
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                if name == "say" and isinstance(first, ast.Constant):
                    found.add((path.name, first.value))
    return found


def test_pages_ask_only_for_sentences_that_are_there():
    missing = {(at, key) for at, key in asked_for() if key not in catalogue("en")}
    assert missing == set()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_says_nothing_that_english_does_not(language):
    assert set(catalogue(language)) <= set(catalogue("en"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_translation_has_the_places_of_the_english_sentence(language):
    for key, sentence in catalogue(language).items():
        assert fields(sentence) == fields(catalogue("en")[key]), key


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_sentence_is_spoken_in_every_language(language):
    assert set(catalogue("en")) - set(catalogue(language)) == set()


# What is the same in English: a name, a unit, a line made of places only.
SAME = (
    *("marks.original", "strength.", "pair.said_by", "sceptic.strip", "case.graded"),
    *("machine.between", "machine_part.wording", "network.linked_by"),
)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_no_sentence_is_an_english_one_under_another_name(language):
    english = catalogue("en")
    left = {key for key, said in catalogue(language).items() if said == english[key]}
    assert not {key for key in left if not key.startswith(SAME)}


def test_a_sentence_that_a_language_lacks_is_said_in_english(monkeypatch):
    only = {"en": {"frame.more": "and {count} more"}, "vi": {}}
    monkeypatch.setattr("workbench.dashboard.words.catalogue", only.__getitem__)
    assert speak("vi")("frame.more", count=3) == "and 3 more"


@pytest.fixture
def words_in(tmp_path, monkeypatch):
    """A catalogue made of the files of one folder, in English alone."""
    monkeypatch.setattr("workbench.dashboard.words.files", lambda _: tmp_path)
    (tmp_path / "en").mkdir()
    catalogue.cache_clear()
    yield tmp_path
    catalogue.cache_clear()


def test_a_page_brings_its_sentences_in_a_file_of_its_own(words_in):
    (words_in / "en.toml").write_text('[frame]\nfoot = "below"\n', "utf-8")
    (words_in / "en" / "market.toml").write_text('[market]\ntitle = "Market"\n', "utf-8")
    own = {key: said for key, said in catalogue("en").items() if not key.startswith("watch_")}
    assert own == {"frame.foot": "below", "market.title": "Market"}


def test_two_files_with_one_sentence_are_refused(words_in):
    (words_in / "en.toml").write_text('[market]\ntitle = "Prices"\n', "utf-8")
    (words_in / "en" / "market.toml").write_text('[market]\ntitle = "Market"\n', "utf-8")
    with pytest.raises(ValueError, match=r"market.toml says market.title a second time"):
        catalogue("en")


def test_an_unknown_sentence_is_a_fault_of_the_program():
    with pytest.raises(UnknownSentence, match="no_such"):
        speak("en")("frame.no_such")


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("fr,vi;q=0.5,zh-CN;q=0.7", "zh"),
        ("fr, de", "en"),
        ("", "en"),
        ("en;q=abc,ru", "ru"),
    ],
)
def test_the_browsers_wish_chooses_the_language(accept, language):
    assert best_language(accept) == language


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "of 199,101"),
        ("ru", "из 199\N{NO-BREAK SPACE}101"),
        ("zh", "199,101"),
        ("vi", "199.101"),
    ],
)
def test_a_large_number_is_written_in_the_groups_of_the_language(language, told):
    assert told in speak(language)("rows.shown", first=1, last=100, count=199_101)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_year_and_what_a_sentence_formats_itself_stay_as_they_are(language):
    said = speak(language)("rows.shown", first=2026, last=9_999, count="12345")
    assert all(told in said for told in ("2026", "9999", "12345"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_kind_of_record_has_a_word_of_its_own(language):
    words = {name: catalogue(language)[f"kind.{name}"] for name in SCHEMATA}
    assert len(set(words.values())) >= len(SCHEMATA) - 1, "a meeting may be called as its encounter"
    if language == "en":
        assert words == {name: kind.label for name, kind in SCHEMATA.items()}
