"""What a search for findings has come to so far, kept so that one broken off goes on from there.

A file among what is derived, of one question by one reader at one state of the records: whatever is
written into the project makes it void. It is thrown away once the search has ended.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from cases.findings import Finding, Player
from cases.statement import framed_digest
from workbench.services.finding_in_whole import Heart
from workbench.store import Reader

__all__ = ["SoFar"]

FOLDER = "findings"


class SoFar:
    """The kinds that are done, the moment they were looked for, and the heart of a large whole."""

    def __init__(self, file: Path, asked: str, now: datetime) -> None:
        """file: where it is kept; asked: digest of the question and the state of the records."""
        self._file = file
        kept = _read(file)
        there = kept if kept.get("asked") == asked else {}
        self.now = datetime.fromisoformat(there["now"]) if there else now
        self.heart = _heart(there.get("heart"))
        self._kinds: dict[str, list[dict[str, Any]]] = dict(there.get("kinds", {}))
        self._asked = asked

    @classmethod
    def of(
        cls,
        derived: Path,
        reader: Reader,
        question: Mapping[str, object],
        *,
        head: int,
        now: datetime,
    ) -> "SoFar":
        """What is kept of this question; nothing where the records are of another state.

        question: plain values. head: number of the newest audit row.
        """
        told = json.dumps(question, sort_keys=True, default=str)
        rights = f"{reader.clearance} {sorted(reader.compartments)} {sorted(reader.roles)}"
        own = framed_digest(("kedrovka findings so far 1", reader.person, told))
        name = f"{own[:24]}.json"
        return cls(derived / FOLDER / name, framed_digest((own, rights, str(head))), now)

    def known(self, kind: str) -> list[Finding] | None:
        """The findings of a kind that is done, else None."""
        there = self._kinds.get(kind)
        return None if there is None else [_finding(one) for one in there]

    def done(self, kind: str, found: Sequence[Finding]) -> None:
        """Keep the findings of a kind."""
        self._kinds[kind] = [asdict(one) for one in found]
        self._write()

    def keep_heart(self, heart: Heart) -> None:
        """Keep what part of the whole is looked at."""
        self.heart = heart
        self._write()

    def forget(self) -> None:
        """Throw it away: the search has ended."""
        self._file.unlink(missing_ok=True)

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        heart = None if self.heart is None else asdict(self.heart)
        told = {
            "asked": self._asked,
            "now": self.now.isoformat(),
            "heart": heart,
            "kinds": self._kinds,
        }
        # Two may look for one question at once, in processes of their own or in one.
        fresh = self._file.with_suffix(f".{token_hex(8)}.part")
        fresh.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        fresh.replace(self._file)


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        # Derived: what is not there or cannot be read is found again.
        return {}
    return kept if isinstance(kept, dict) else {}


def _heart(told: Mapping[str, Any] | None) -> Heart | None:
    return None if told is None else Heart(**{**told, "ids": tuple(told["ids"])})


def _finding(told: Mapping[str, Any]) -> Finding:
    low_high = told["interval"]
    return Finding(
        **{
            **told,
            "subjects": tuple(told["subjects"]),
            "interval": None if low_high is None else (low_high[0], low_high[1]),
            "competing": tuple(told["competing"]),
            "statements": tuple(told["statements"]),
            "facts": tuple((name, text) for name, text in told["facts"]),
            "players": tuple(Player(**one) for one in told["players"]),
        }
    )
