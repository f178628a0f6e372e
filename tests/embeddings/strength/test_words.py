"""The verbal scale: the number first, the phrases from a table that a project may replace."""

import json

import pytest

from embeddings.strength import ratio_words, read_scale, shipped_scale, weigh, words_for


def table(steps: list[tuple[float | None, str]]) -> str:
    return json.dumps(
        {
            "source": "a court's own",
            "steps": [{"below": below, "words": words} for below, words in steps],
            "for": "for the animal",
            "against": "against the animal",
        }
    )


@pytest.mark.parametrize(
    ("log10_lr", "number", "phrase"),
    [
        (0.0, "LR 1 ", "no support"),
        (0.5, "LR 3.2 ", "weak support that the skin is from this animal"),
        (1.5, "LR 32 ", "moderate support"),
        (2.0, "LR 100 ", "moderately strong"),
        (3.5, "LR 3,200 ", "strong support"),
        (7.0, "LR 10,000,000 ", "extremely strong"),
        (-1.0, "LR 1/10 ", "moderate support that the skin is from another animal"),
    ],
)
def test_the_number_comes_first_then_the_phrase(log10_lr, number, phrase):
    words = words_for(log10_lr, validated=False)
    assert words.startswith(number)
    assert phrase in words


def test_a_project_brings_its_own_phrases(tmp_path, whole, seen):
    path = tmp_path / "words.json"
    path.write_text(table([(3, "neutral"), (None, "in favour")]), encoding="utf-8")
    own = read_scale(path)
    assert own.source == "a court's own"
    assert words_for(1.0, validated=True, scale=own) == (
        "LR 10 (in favour for the animal); inside a recorded validation"
    )
    assert "(neutral)" in weigh([seen(0.1)], whole, scale=own).wording
    assert "no support" in weigh([seen(0.1)], whole).wording


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"steps": []}',
        table([]),
        table([(10, "a"), (2, "b"), (None, "c")]),
        table([(10, "a"), (100, "b")]),
        table([(1, "a"), (None, "b")]),
        table([(None, "a"), (None, "b")]),
    ],
)
def test_a_broken_table_names_its_file(tmp_path, text):
    path = tmp_path / "words.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.json is no verbal scale"):
        read_scale(path)


def test_a_table_that_is_not_there_names_its_file(tmp_path):
    with pytest.raises(ValueError, match=r"gone\.json"):
        read_scale(tmp_path / "gone.json")


def test_the_shipped_scale_says_where_it_comes_from():
    assert "ENFSI" in shipped_scale().source


@pytest.mark.parametrize(("log10_lr", "words"), [(1.74, "LR 55"), (-0.34, "LR 1/2.2")])
def test_a_ratio_below_one_is_turned_round(log10_lr, words):
    assert ratio_words(log10_lr) == words
