"""Evaluate matching on a labelled data set and write what it is worth: numbers, page and PDF.

Nothing is read from a project and nothing is written into one. A broken run goes on where it stood
when the same command is given again.
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from embeddings.evaluation.dataset import read_dataset
from embeddings.evaluation.evaluating import evaluate, result_of
from embeddings.evaluation.page import Section, html, sections
from embeddings.evaluation.preparing import Wanted
from embeddings.evaluation.protocol import PROTOCOLS
from embeddings.evaluation.table import RowReject
from embeddings.network import names as network_names
from embeddings.strength import EmptySet
from workbench.bag.typesetting import typeset
from workbench.services.pace import Progress, Step, silent
from workbench.services.ranking import one_thread_each, write_rejects
from workbench.services.refusal import Refused


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """What was written where, and the headlines of it."""

    result: Path
    page: Path
    pdf: Path
    headlines: dict[str, str]
    queries: int
    rejected: tuple[RowReject, ...]
    rejects: Path | None


def evaluate_dataset(
    dataset: Path,
    wanted: Wanted,
    *,
    species: str = "",
    command: str = "",
    progress: Progress = silent,
) -> EvaluationReport:
    """Run the protocol on a data set; result.json, report.html and report.pdf go to wanted.folder.

    species: stands in where a row names none. command: how to repeat it, printed in the report.
    Raises embeddings' TableRefused for a data set that cannot be read, Refused where the protocol
    or a network is not known or nothing can be asked, OSError where the disk refuses.
    """
    _check(wanted)
    read = read_dataset(dataset, species=species)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    try:
        with one_thread_each():
            done = evaluate(read, wanted, lambda at, of, what: progress(Step(at, of, what)))
    except EmptySet as nothing:
        raise Refused(
            str(nothing), "give photos of several animals with two or more encounters each"
        ) from nothing
    result = result_of(read, wanted, done, command)
    title = f"Evaluation of matching: {read.name}"
    parts = sections(result)
    told, page, printed = (
        wanted.folder / name for name in ("result.json", "report.html", "report.pdf")
    )
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    _write(told, text.encode("utf-8"))
    _write(page, html(title, parts).encode("utf-8"))
    _write(printed, pdf(title, parts))
    return EvaluationReport(
        result=told,
        page=page,
        pdf=printed,
        headlines={name: str(value) for name, value in done.measures.retrieval.items()},
        queries=done.measures.queries,
        rejected=done.rejects,
        rejects=write_rejects(wanted.folder / "answers.jsonl", list(done.rejects)),
    )


def pdf(title: str, parts: list[Section]) -> bytes:
    """The report as PDF/A-2b bytes; the same sections give the same bytes."""
    pictures = {part.picture: part.svg.encode("utf-8") for part in parts if part.picture}
    told: dict[str, Any] = {
        "title": title,
        "sections": [
            {
                "title": part.title,
                "text": list(part.text),
                "table": [list(row) for row in part.table],
                "picture": part.picture,
            }
            for part in parts
        ],
    }
    source = files("workbench.services").joinpath("evaluation.typ").read_text("utf-8")
    words = json.dumps(told, ensure_ascii=False).encode("utf-8")
    return typeset(source, {**pictures, "report.json": words})


def _check(wanted: Wanted) -> None:
    """Refuse in a sentence what cannot be run."""
    if wanted.protocol not in PROTOCOLS:
        raise Refused(
            f"there is no protocol {wanted.protocol!r}", f"name one of {', '.join(PROTOCOLS)}"
        )
    named = wanted.weights in ("", *network_names())
    if not named and not Path(wanted.weights).is_dir():
        raise Refused(
            f"there is no network {wanted.weights!r}",
            f"name one of {', '.join(network_names())}, or the folder of one",
        )
    for path in wanted.calibrations:
        if not path.is_file():
            raise Refused(f"there is no calibration {path}", "check the path")


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)
