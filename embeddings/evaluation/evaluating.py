"""One evaluation from a data set to its result, on the one path that a match walks.

Steps keep what they made, so a broken run goes on where it stood: features in the cache, answers
line by line in the folder of the result.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.evaluation.answering import Judged, answered
from embeddings.evaluation.controlling import ControlFigure, run_controls
from embeddings.evaluation.curves import curves
from embeddings.evaluation.dataset import Dataset
from embeddings.evaluation.describing import Progress, describer
from embeddings.evaluation.measuring import Measures, measure
from embeddings.evaluation.peering import PeerFigure, run_peers
from embeddings.evaluation.preparing import Prepared, Wanted, prepare
from embeddings.evaluation.ranking import Question, keep_gallery, weighing
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.photo import fingerprint
from embeddings.search import VERSION
from embeddings.strength import Calibration

FORM = "kedrovka-evaluation-1"
LIMITS = (
    "Figures hold for this data set, its cameras and its animals. Another place needs its own run.",
    "A shortlist is not evidence, and every ratio here is investigative, not validated.",
)
SIMULATED = (
    "The queries are SIMULATED skins made from photos of living animals. They set a floor for "
    "difficulty and are no proof of what casework would give."
)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A finished evaluation: figures, plain answers, controls and peers where asked."""

    prepared: Prepared
    judged: tuple[Judged, ...]
    measures: Measures
    controls: Mapping[str, ControlFigure]
    peers: Mapping[str, PeerFigure]
    rejects: tuple[RowReject, ...]


def evaluate(dataset: Dataset, wanted: Wanted, progress: Progress) -> Evaluated:
    """Describe, search, judge, measure. Raises ValueError where nothing can be asked or found."""
    prepared = prepare(dataset, wanted, progress)
    calibrations(wanted, prepared.queries)  # refused before hours are spent, not after
    rejects = list(prepared.rejects)
    held = keep_gallery(
        prepared.gallery,
        means=wanted.means,
        jobs=wanted.jobs,
        progress=progress,
        reject=rejects.append,
    )
    questions = prepared.questions(wanted, held)
    answers = kept_answers(wanted, questions, progress)
    rejects += [one for one in answers if isinstance(one, RowReject)]
    judged = tuple(one for one in answers if isinstance(one, Judged))
    measures = measure(judged, np.random.default_rng(wanted.seed))
    known = [one.query for one in judged if one.known]
    controls = run_controls(prepared, known, wanted, progress) if wanted.controls else {}
    peers = run_peers(prepared, questions, wanted, progress) if wanted.peers else {}
    return Evaluated(prepared, judged, measures, controls, peers, tuple(rejects))


def kept_answers(
    wanted: Wanted, questions: Sequence[Question], progress: Progress
) -> list[Judged | RowReject]:
    """Answers to all questions; those of an interrupted run of the same are not asked again."""
    path = wanted.folder / "answers.jsonl"
    run = run_fingerprint(wanted, questions)
    kept = _kept(path, run)
    with path.open("a" if kept else "w", encoding="utf-8") as lines:
        if not kept:
            lines.write(json.dumps({"run": run}) + "\n")
        rest = questions[len(kept) :]

        def further(done: int, total: int, what: str) -> None:
            progress(done + len(kept), total + len(kept), what)

        for one in answered(rest, jobs=wanted.jobs, progress=further, what="queries"):
            kind = "reject" if isinstance(one, RowReject) else "answer"
            plain = asdict(one) if isinstance(one, RowReject) else one.to_json()
            lines.write(json.dumps({kind: plain}, ensure_ascii=False) + "\n")
            lines.flush()
    return _kept(path, run)


def _kept(path: Path, run: str) -> list[Judged | RowReject]:
    """Whole answers of the same run; half a line at the end is cut off."""
    if not path.is_file():
        return []
    found: list[Judged | RowReject] = []
    with path.open("r+", encoding="utf-8") as lines:
        first = lines.readline()
        if first != json.dumps({"run": run}) + "\n":
            return []
        end = lines.tell()
        while (line := lines.readline()).endswith("\n"):
            told = json.loads(line)
            bad = told.get("reject")
            found.append(RowReject(**bad) if bad else Judged.from_json(told["answer"]))
            end = lines.tell()
        lines.truncate(end)
    return found


def run_fingerprint(wanted: Wanted, questions: Sequence[Question]) -> str:
    """What the answers follow from: rows, gallery, weights, steps, calibrations."""
    weighed_by = calibrations(wanted, [one.row for one in questions])
    rows = (repr((one.row, sorted(one.hidden))).encode() for one in questions)
    return fingerprint(
        VERSION.encode(),
        describer(wanted.weights).version.encode(),
        questions[0].against.digest.encode() if questions else b"",
        *(one.digest.encode() for one in weighed_by),
        *rows,
    )


def result_of(dataset: Dataset, wanted: Wanted, done: Evaluated, command: str) -> dict[str, Any]:
    """The result as plain values: what was asked, every figure, every curve, the limits."""
    network = describer(wanted.weights).network
    made: dict[str, Any] = {
        "form": FORM,
        "run": {
            "protocol": wanted.protocol,
            "seed": wanted.seed,
            "most_queries": wanted.most,
            "most_photos_an_encounter": wanted.per_encounter,
            "weights": network.name,
            "weights_digest": network.digest,
            "describer": describer(wanted.weights).version,
            "calibration": [
                {"name": one.name, "digest": one.digest, "population": one.population}
                for one in calibrations(wanted, done.prepared.queries)
            ],
            "pelts": wanted.pelts.words() if wanted.pelts else "",
            "command": command,
        },
        "data": _data(dataset, done),
        "figures": plain(done.measures),
        "curves": curves(done.judged),
        "limits": [*LIMITS, *((SIMULATED,) if wanted.pelts else ())],
    }
    if done.controls:
        made["controls"] = plain(done.controls)
    if done.peers:
        made["peers"] = plain(done.peers)
    return made


def _data(dataset: Dataset, done: Evaluated) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "photos": len(dataset.rows),
        "animals": len({row.individual for row in dataset.rows}),
        "encounters": len({(row.individual, row.encounter) for row in dataset.rows}),
        "known": done.measures.known,
        "unknown": done.measures.unknown,
        "gallery": len(done.prepared.gallery),
        "gallery_animals": len({row.individual for row in done.prepared.gallery}),
        "duplicates": done.prepared.duplicates,
        "refused": len(done.rejects),
    }


def calibrations(wanted: Wanted, queries: Sequence[PhotoRow]) -> list[Calibration]:
    """The calibrations that weigh these queries, each once, in order of name.

    Raises NoCalibration where there is none for the network in use.
    """
    used = {}
    for species, kind in sorted({(row.species, row.kind.value) for row in queries}):
        chosen, _ = weighing(wanted.calibrations, wanted.means, species=species, domain=kind)
        used[chosen.digest] = chosen
    return sorted(used.values(), key=lambda one: one.name)


def plain(value: Any) -> Any:
    """Dataclasses and mappings as objects with text keys, tuples as lists."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value
