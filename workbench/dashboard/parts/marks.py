"""Two photos of a coat side by side with the marks that match, and what the examiner did.

The browser only shows: points are pixels of the upright photos, contrast is for viewing, and a key
for a verdict chooses it but never stores it, because a judgement needs its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workbench.dashboard.keys import Keys, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

HTML = """
<div class="frame"><div class="pair" tabindex="0" role="group">
  <div class="panes">
    <figure class="pane query"><figcaption></figcaption><svg role="img"></svg></figure>
    <figure class="pane candidate"><figcaption></figcaption><svg role="img"></svg></figure>
    <svg class="lines" aria-hidden="true"></svg>
  </div>
  <div class="status" role="status"></div>
  <div class="bar">
    <span class="verdicts">
      <button data-key="1" data-word="same"></button>
      <button data-key="2" data-word="different"></button>
      <button data-key="3" data-word="cannot_tell"></button>
    </span>
    <button data-key=" " data-shown="␣" data-word="blink"></button>
    <button data-key="s" data-word="stacked"></button>
    <button data-key="m" data-word="marks"></button>
    <button data-key="l" data-word="lines"></button>
    <button data-key="z" data-word="zoom"></button>
    <button data-key="Z" data-word="whole"></button>
    <button data-key="+" data-word="more"></button>
    <button data-key="-" data-word="less"></button>
    <button data-key="0" data-word="original"></button>
    <button data-key="n" data-word="next"></button>
    <button data-key="u" data-word="undo"></button>
  </div>
</div></div>
"""
WORDS = (
    *("label", "same", "different", "cannot_tell", "blink", "stacked", "marks", "lines", "zoom"),
    *("whole", "more", "less", "original", "next", "undo", "blinking", "bent", "strips"),
    *("flattened", "contrast", "mark", "marks_count"),
)
VIEWING = (("Space", "keys.blink"), ("s", "keys.strips"))
MARKED = (("m", "keys.marks"), ("l", "keys.lines"), ("z Z", "keys.zoom"))
ALWAYS = (("+ - 0", "keys.contrast"), ("n", "keys.next_candidate"))


@dataclass(frozen=True, slots=True)
class Side:
    """One photo: where it is served, its size and the coat's box (x, y, w, h), in pixels."""

    src: str
    full: str
    width: int
    height: int
    box: tuple[float, float, float, float]
    caption: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One pair of matched marks: a point (pixels) in each photo and the kind of feature."""

    query: tuple[float, float]
    candidate: tuple[float, float]
    kind: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is shown beside the photos once it may be seen, all with the marks in the same order.

    strips: the two flattened flanks, whole strips as their boxes; strip_marks: the marks in pixels
    of them. over: where the candidate, bent onto the query, is served, and its box on the query;
    None where the marks are too few to bend anything.
    """

    strips: tuple[Side, Side]
    strip_marks: Sequence[Mark]
    over: tuple[str, tuple[float, float, float, float]] | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the examiner asked for since the last run."""

    verdict: str | None = None
    next: bool = False
    undo: bool = False


def marks_data(
    query: Side,
    candidate: Side,
    marks: Sequence[Mark],
    *,
    verdicts: bool,
    say: Say,
    drawn: Drawn | None = None,
) -> Mapping[str, Any]:
    """What is sent to the browser. Marks that may not be seen yet must not be among `marks`."""
    words = {
        name: say(f"marks.{name}", percent="{percent}", number="{number}", count="{count}")
        for name in WORDS
    }
    return {
        "query": _side(query),
        "candidate": _side(candidate),
        "marks": _marks(marks),
        "verdicts": verdicts,
        "words": words,
        "strips": drawn
        and {
            "query": _side(drawn.strips[0]),
            "candidate": _side(drawn.strips[1]),
            "marks": _marks(drawn.strip_marks),
        },
        "over": drawn and drawn.over and {"src": drawn.over[0], "box": list(drawn.over[1])},
    }


def _side(photo: Side) -> Mapping[str, Any]:
    return {**asdict(photo), "box": list(photo.box)}


def _marks(marks: Sequence[Mark]) -> list[list[float | str]]:
    return [[*mark.query, *mark.candidate, mark.kind] for mark in marks]


def pressed(key: str) -> Pressed:
    """What the examiner pressed on the pair drawn under `key`; read it before drawing."""
    answer = asked(key)
    return Pressed(
        verdict=answer.get("verdict"),
        next=bool(answer.get("next")),
        undo=bool(answer.get("undo")),
    )


def pair_keys(*, marked: bool, verdicts: bool) -> Keys:
    """The keys of a pair: those of marks where marks may be seen, of answers for who answers."""
    answer = (("1 2 3", "keys.choose"),) if verdicts else ()
    undo = (("u", "keys.undo_answer"),) if verdicts else ()
    return Keys("keys.pair", (*answer, *VIEWING, *(MARKED if marked else ()), *ALWAYS, *undo))


def draw_marks(
    query: Side,
    candidate: Side,
    marks: Sequence[Mark],
    *,
    verdicts: bool,
    say: Say,
    key: str,
    drawn: Drawn | None = None,
) -> None:
    """Draw the pair; `pressed` tells at the next run what the examiner did."""
    offer(pair_keys(marked=bool(marks), verdicts=verdicts))
    component("marks", HTML)(
        key=key,
        data=marks_data(query, candidate, marks, verdicts=verdicts, say=say, drawn=drawn),
        on_verdict_change=heard,
        on_next_change=heard,
        on_undo_change=heard,
    )
