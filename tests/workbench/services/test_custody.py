"""A chain of custody has no gaps, no steps of tomorrow, and names a device only where one was said.

SK-0001 has been taken in with one photo (see `matched`); the clock stands at 20 April 2026.
"""

from pathlib import Path
from typing import Any

import pytest

from cases.dates import DateRefused
from workbench.project import Project
from workbench.services.custody import device_in, hand_over
from workbench.services.refusal import Refused
from workbench.services.skins import add_skin
from workbench.store import CustodyRecord, Reader

SKIN = "SK-0001"


@pytest.fixture
def give(matched: Project, clock):
    """give(**what): hand the skin over in Slavyanka on 14 March 2026, unless told otherwise."""

    def hand(**what: Any):
        usual = {"giver": "Sidorov", "taker": "Ivanova", "place": "Slavyanka", "when": "2026-03-14"}
        return hand_over(matched, "Anna", SKIN, **(usual | what), clock=clock)

    return hand


def steps(project: Project, exhibit: str = SKIN) -> list[CustodyRecord]:
    with project.store.read(Reader.whole("a test looks")) as q:
        return q.cases.custody([exhibit])


@pytest.mark.parametrize("written", ["2026-04-21", "2026-05", "2062-03-14", "2027"])
def test_a_step_that_has_not_been_yet_is_refused(give, matched: Project, written: str) -> None:
    before = len(steps(matched))
    with pytest.raises(Refused, match="has not come yet"):
        give(when=written)
    assert len(steps(matched)) == before


@pytest.mark.parametrize("written", ["2026-04-20", "2026-04", "2026", "2026-04-20 17:20+10:00"])
def test_a_step_of_today_or_of_a_month_that_has_begun_is_kept(
    give, matched: Project, written: str
) -> None:
    give(when=written)
    assert steps(matched)[-1].when is not None


@pytest.mark.parametrize("missing", ["giver", "taker", "place"])
def test_a_chain_has_no_gaps(give, matched: Project, missing: str) -> None:
    before = len(steps(matched))
    with pytest.raises(Refused, match="no gaps"):
        give(**{missing: "  "})
    assert len(steps(matched)) == before


def test_a_time_that_is_none_is_refused(give) -> None:
    with pytest.raises(DateRefused):
        give(when="31.02.2026")


def test_a_step_tells_who_gave_what_to_whom_where_and_when(give, matched: Project) -> None:
    kept = give(seal="0417", device="Nikon D500", note="in a sealed bag", original=False)
    assert kept.sentence == (f"{kept.id}: {SKIN} from Sidorov to Ivanova, Slavyanka, 2026-03-14.")
    step = steps(matched)[-1]
    assert (step.id, step.from_whom, step.to_whom, step.seal) == (
        kept.id, "Sidorov", "Ivanova", "0417",
    )  # fmt: skip
    assert (step.form, device_in(step.note)) == ("copy", "Nikon D500")


@pytest.mark.parametrize(
    ("note", "device"),
    [
        ("file a.jpg; device: Nikon D500", "Nikon D500"),
        ("device: Nikon D500", "Nikon D500"),
        ("he said the device: a Nikon", ""),
        ("", ""),
    ],
)
def test_a_device_is_what_the_program_wrote_as_one(note: str, device: str) -> None:
    assert device_in(note) == device


def test_a_note_cannot_pass_for_a_device(give) -> None:
    with pytest.raises(Refused, match="names a device"):
        give(note="seen by two; device: Leica")


@pytest.mark.parametrize(("said", "told"), [("", ""), ("Nikon D500", "Nikon D500")])
def test_the_name_of_a_file_cannot_pass_for_a_device(
    project: Project, skin_photo: Path, clock, said: str, told: str
) -> None:
    photo = ("x; device: Leica.jpg", skin_photo.read_bytes())
    skin = add_skin(project, "Anna", [photo], device=said, clock=clock).skin
    (step,) = steps(project, skin)
    assert device_in(step.note) == told
