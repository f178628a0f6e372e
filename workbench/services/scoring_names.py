"""Score a list of pairs of names, row by row, for people and for evaluation by others.

Every row comes out again with its own columns, in its own order; a row that cannot be scored has
an empty score, says why, and stands in a list beside the result. The same list gives the same
bytes. Nothing of a project is read.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cases.names import NameComparison, compare_prepared, prepare
from cases.reject import Reject
from workbench.services.pace import Progress, Step, silent
from workbench.services.refusal import Refused
from workbench.services.rejects import write_rejects

NEEDED = ("schema", "name1", "name2")
ADDED = ("score", "weight", "reason")
# Kinds of FollowTheMoney that have a name; LegalEntity is a person or an organisation.
KINDS = (
    "Person", "LegalEntity", "Organization", "Company", "PublicBody", "Vessel", "Vehicle",
    "Airplane", "Asset", "Thing", "Market",
)  # fmt: skip
_BY_NAME = {kind.casefold(): kind for kind in KINDS}
_LONGEST = 500
_TOLD_EVERY = 5_000
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ScoredNames:
    """rows read, of them scored; the result; how many rejects, the first ten, and their list."""

    rows: int
    scored: int
    out: Path
    rejected: int
    first_rejects: tuple[Reject, ...]
    rejects: Path | None


def score_names(pairs: Path, out: Path, *, progress: Progress = silent) -> ScoredNames:
    """Read `pairs` (CSV; columns schema, name1, name2 and any others) and write `out`.

    Adds score (probability that both names are one bearer's, if as likely as not before), weight
    (bits of evidence) and reason. Raises Refused where the file or its header cannot be used;
    OSError where the disk refuses.
    """
    if not pairs.is_file():
        raise Refused(f"there is no list {pairs}", "check the path")
    if out.is_dir() or (out.exists() and out.samefile(pairs)):
        raise Refused(f"{out} cannot be written over", "name another file with --out")
    rejected: list[Reject] = []
    rows = 0
    running = out.with_name(out.name + ".running")
    try:
        with running.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            for rows, (cells, answer) in enumerate(_lines(pairs), start=0):
                if isinstance(answer, Reject):
                    rejected.append(answer)
                writer.writerow([*cells, *_added(answer)])
                if rows % _TOLD_EVERY == 0:
                    progress(Step(rows, None, "pairs"))
        running.replace(out)
    finally:
        running.unlink(missing_ok=True)
    listed = out.with_name(out.name + ".rejects.csv")
    listed.unlink(missing_ok=True)
    if rejected:
        write_rejects(rejected, listed)
    return ScoredNames(
        rows, rows - len(rejected), out, len(rejected), tuple(rejected[:_SHOWN]),
        listed if rejected else None,
    )  # fmt: skip


def _added(answer: NameComparison | Reject | None) -> Sequence[str]:
    if answer is None:
        return ADDED
    if isinstance(answer, Reject):
        return ("", "", f"not scored: {answer.reason}; {answer.remedy}")
    return (f"{answer.score:.6f}", f"{answer.weight_bits:.3f}", answer.reason)


def _lines(pairs: Path) -> Iterator[tuple[list[str], NameComparison | Reject | None]]:
    """The header (without an answer), then every row with its score or why there is none."""
    with pairs.open(encoding="utf-8-sig", errors="replace", newline="") as source:
        first = source.readline()
        separator = max(",;\t", key=first.count)
        source.seek(0)
        rows = csv.reader((line.replace("\0", "\ufffd") for line in source), delimiter=separator)
        header = [name.strip() for name in next(rows, [])]
        lower = [name.casefold() for name in header]
        missing = [name for name in NEEDED if name not in lower]
        if missing:
            raise Refused(
                f"{pairs} has no column {', '.join(missing)}",
                "the first line must name the columns schema, name1 and name2",
            )
        keep = [place for place, name in enumerate(lower) if name not in ADDED]
        at = [lower.index(name) for name in NEEDED]
        yield [header[place] for place in keep], None
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield ["" for _ in keep], _reject(pairs, rows.line_num, "", "", str(error))
                continue
            if cells:
                kept = [cells[place] if place < len(cells) else "" for place in keep]
                yield kept, _score(cells, len(header), at, pairs, rows.line_num)


def _score(
    cells: Sequence[str], width: int, at: Sequence[int], pairs: Path, line: int
) -> NameComparison | Reject:
    if len(cells) != width:
        reason = f"{len(cells)} cells where the header has {width}"
        return _reject(pairs, line, "", "", reason, "put quotation marks around cells with commas")
    schema, name1, name2 = (cells[place].strip() for place in at)
    kind = _BY_NAME.get(schema.casefold())
    if kind is None:
        remedy = f"write one of {', '.join(KINDS)}"
        return _reject(pairs, line, "schema", schema, "no kind of thing that has a name", remedy)
    for column, name in zip(NEEDED[1:], (name1, name2), strict=True):
        if "\ufffd" in name:
            remedy = "save the list as UTF-8"
            return _reject(pairs, line, column, name, "not readable as UTF-8", remedy)
        if len(name) > _LONGEST:
            remedy = f"a name has at most {_LONGEST} characters"
            return _reject(pairs, line, column, name, f"{len(name)} characters", remedy)
        if not prepare(name, kind).words:
            return _reject(pairs, line, column, name, "a name without a letter")
    if kind != "LegalEntity":
        return compare_prepared(prepare(name1, kind), prepare(name2, kind))
    as_person, as_thing = (
        compare_prepared(prepare(name1, one), prepare(name2, one)) for one in ("Person", "Company")
    )
    formed = prepare(name1, "Company").forms | prepare(name2, "Company").forms
    return as_thing if formed else as_person


def _reject(
    pairs: Path, line: int, column: str, value: str, reason: str, remedy: str = "correct the row"
) -> Reject:
    return Reject(pairs.name, line, column, value, reason, remedy)
