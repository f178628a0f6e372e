"""The answers to a pair of records as buttons with keys: 1, 2, 3, n, u.

A key chooses and never stores, because a decision needs its reason.
"""

from dataclasses import dataclass

from workbench.dashboard.keys import Keys, offer
from workbench.dashboard.parts.kit import asked, component, heard
from workbench.dashboard.words import Say

HTML = """
<div><div class="judging" role="group">
  <button data-key="1" data-word="same"></button>
  <button data-key="2" data-word="different"></button>
  <button data-key="3" data-word="cannot_tell"></button>
  <button data-key="n" data-word="next"></button>
  <button data-key="u" data-word="undo"></button>
</div></div>
"""
_WORDS = ("same", "different", "cannot_tell", "next", "undo")
KEYS = Keys(
    "keys.judging",
    (("1 2 3", "keys.judge"), ("n", "keys.next_pair"), ("u", "keys.undo_decision")),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the person asked for since the last run."""

    verdict: str | None = None
    next: bool = False
    undo: bool = False


def answered(key: str) -> Answered:
    """What was pressed in the row drawn under `key`; read it before drawing."""
    found = asked(key)
    return Answered(found.get("verdict"), bool(found.get("next")), bool(found.get("undo")))


def draw_answers(chosen: str, *, say: Say, key: str) -> None:
    """The row of answers. chosen: the verdict that is marked, "" for none."""
    offer(KEYS)
    words = {name: say(f"resolution.{name}") for name in _WORDS}
    component("judging", HTML)(
        key=key,
        data={"words": words, "chosen": chosen},
        on_verdict_change=heard,
        on_next_change=heard,
        on_undo_change=heard,
    )
