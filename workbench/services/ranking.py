"""Rank a table of queries against a table of photos and write the answers, line by line.

A broken run resumes: answers stand in a file beside the result until the last one is written, with
the fingerprint of what they follow from; the same command goes on behind the last whole line.
"""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from embeddings.evaluation.ranking import line_of, rank, run_fingerprint
from embeddings.evaluation.table import RowReject, TableRefused
from workbench.services.pace import Progress, Step, silent


@dataclass(frozen=True, slots=True)
class RankReport:
    """What was written: answers, and rows that could not be used with the table that lists them."""

    answers: int
    out: Path
    rejected: tuple[RowReject, ...]
    rejects: Path | None


def rank_tables(
    gallery: Path,
    queries: Path,
    out: Path,
    *,
    weights: str = "",
    calibrations: Sequence[Path] = (),
    top: int | None = None,
    cache: Path | None = None,
    jobs: int | None = None,
    progress: Progress = silent,
) -> RankReport:
    """Answer every query of one CSV against another; answers go to `out` as JSON lines.

    weights: name or folder of an embedding network (default: the one that ships). calibrations:
    files, of which the best for a query weighs it (default: those that ship). cache: where
    features are kept (default: the user's cache folder). jobs: processes (default: the
    cores of this machine). Raises embeddings' TableRefused for a table that cannot be read, OSError
    where the disk refuses.
    """
    for table in (gallery, queries):
        if not table.is_file():
            raise TableRefused(f"there is no table {table}", "check the path")
    rejected: list[RowReject] = []
    running = out.with_name(out.name + ".running")
    run = run_fingerprint(gallery, queries, top, weights, calibrations)
    answered = _answered(running, run)
    with one_thread_each(), running.open("a" if answered else "w", encoding="utf-8") as lines:
        if not answered:
            lines.write(run + "\n")
        for answer in rank(
            gallery,
            queries,
            cache=cache or default_cache(),
            weights=weights,
            calibrations=calibrations,
            top=top,
            jobs=jobs or os.cpu_count() or 1,
            progress=lambda done, total, what: progress(Step(done, total, what)),
            reject=rejected.append,
            skip=answered,
        ):
            lines.write(line_of(answer))
            lines.flush()
            answered += 1
    _finish(running, out)
    return RankReport(answered, out, tuple(rejected), write_rejects(out, rejected))


def default_cache() -> Path:
    """The folder for features that can be thrown away, where this system keeps such things."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "kedrovka"


def _answered(running: Path, run: str) -> int:
    """Whole answers of an earlier, broken run of the same; half a line at the end is cut off."""
    if not running.is_file():
        return 0
    with running.open("r+", encoding="utf-8") as lines:
        if lines.readline() != run + "\n":
            return 0
        whole, end = 0, lines.tell()
        while lines.readline().endswith("\n"):
            whole, end = whole + 1, lines.tell()
        lines.truncate(end)
    return whole


def _finish(running: Path, out: Path) -> None:
    """The answers without the line that names the run, under the name that was asked for."""
    done = out.with_name(out.name + ".done")
    with running.open(encoding="utf-8") as lines, done.open("w", encoding="utf-8") as whole:
        lines.readline()
        for line in lines:
            whole.write(line)
    done.replace(out)
    running.unlink()


def write_rejects(out: Path, rejected: list[RowReject]) -> Path | None:
    """The rows that could not be used as a table beside `out`; None, and no table, without any."""
    path = out.with_name(out.name.removesuffix(".jsonl") + ".rejects.csv")
    if not rejected:
        path.unlink(missing_ok=True)
        return None
    with path.open("w", encoding="utf-8", newline="") as table:
        lines = csv.DictWriter(table, [field.name for field in fields(RowReject)])
        lines.writeheader()
        lines.writerows(asdict(reject) for reject in rejected)
    return path


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Worker processes started inside take one thread each; more would fight over the cores."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
