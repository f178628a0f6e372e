"""How firm a stored lead is, in one word: what pages, lists and reports go by."""

from collections.abc import Mapping
from typing import Any


def lead_word(lead: Mapping[str, Any]) -> str:
    """The word of a stored lead: its verdict, or "leaning_" and the verdict where it is not firm.

    "cannot_tell" is no leaning. An answer from before firmness was kept was held to the firm rules.
    """
    verdict = str(lead.get("verdict") or "")
    if verdict in ("", "cannot_tell", "uncalibrated") or lead.get("firm", True):
        return verdict
    return f"leaning_{verdict}"
