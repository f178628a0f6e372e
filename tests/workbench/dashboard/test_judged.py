"""One pair of records: bars that lean the right way, certainty that nobody has, hostile names."""

import re

import pytest

from cases.resolution import align
from workbench.dashboard.judged import _bar, _key, _names_side_by_side, percent
from workbench.dashboard.words import speak


@pytest.mark.parametrize(
    ("probability", "told"),
    [(0.0, "<0.1%"), (0.0009, "<0.1%"), (0.001, "0.1%"), (0.4567, "45.7%"), (0.999, "99.9%"),
     (0.9991, ">99.9%"), (1.0, ">99.9%")],
)  # fmt: skip
def test_no_probability_is_told_as_a_certainty(probability: float, told: str) -> None:
    assert percent(probability) == told


@pytest.mark.parametrize(
    ("bits", "left", "width", "look"),
    [
        (0.0, 50.0, 0.5, "for"),
        (12.5, 50.0, 25.0, "for"),
        (25.0, 50.0, 50.0, "for"),
        (400.0, 50.0, 50.0, "for"),
        (-12.5, 25.0, 25.0, "against"),
        (-400.0, 0.0, 50.0, "against"),
    ],
)
def test_a_bar_begins_in_the_middle_and_goes_the_way_its_evidence_speaks(
    bits: float, left: float, width: float, look: str
) -> None:
    """In percent of the cell; a bar longer than the widest ends at the edge."""
    drawn = re.search(r"<i class='(\w+)' style='left:([\d.]+)%;width:([\d.]+)%'>", _bar("x", bits))

    assert drawn is not None
    assert (drawn[1], float(drawn[2]), float(drawn[3])) == (look, left, width)
    assert float(drawn[2]) + float(drawn[3]) <= 100.5
    assert f"<td>{bits:+.1f}</td>" in _bar("x", bits)


HOSTILE = '<img src=x onerror=alert(1)> O\'Brien "Bob" &amp;'


def test_a_name_of_markup_is_shown_as_letters() -> None:
    shown = _names_side_by_side(HOSTILE, "Ivan", align(HOSTILE, "Ivan"))

    assert "<img" not in shown + _bar(HOSTILE, 1.0)
    assert "&lt;img" in shown
    assert "onerror=alert(1)&gt;" in shown
    # Nothing ends the attribute in which the names stand.
    label = re.search(r"aria-label='([^']*)'", shown)
    assert label is not None
    assert label[1].endswith(" / Ivan")


def test_parts_stand_above_each_other_with_how_they_are_read_and_a_gap_for_none() -> None:
    shown = _names_side_by_side("王伟", "Wang", align("王伟", "Wang"))
    above, between, below = re.findall(r"<tr>(.*?)</tr>", shown)

    assert re.findall(r"<bdi>(.*?)</bdi>", above) == ["王", "伟"]
    assert re.findall(r"<small>(.*?)</small>", above) == ["wang", "wei"]
    assert re.findall(r"<bdi>(.*?)</bdi>", below) == ["Wang", "–"]
    assert "100%" in between
    assert "≠" in between


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("name s:ivan", "sounds like ivan"),
        ("born 1980-02-03", "born 1980-02-03"),
        ("phone:79140000001", "phone 79140000001"),
    ],
)
def test_what_brought_two_records_together_is_told_in_words(key: str, told: str) -> None:
    assert _key(speak("en"), key) == told
    assert _key(speak("zh"), key) != told
