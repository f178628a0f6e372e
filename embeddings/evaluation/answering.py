"""The questions of an evaluation, answered one by one and judged where the truth is at hand.

Ranking itself never reads the query's name. Here, behind it, each answer is turned into what the
figures need: at which ranks the right photos and animals stand, and the ratios. That is little, so
thousands of answers can be kept and an interrupted run goes on where it stood.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from embeddings.evaluation.describing import Progress, describe_row
from embeddings.evaluation.ranking import Question, search_row
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.search import Answer


@dataclass(frozen=True, slots=True)
class Judged:
    """One answered query beside its truth.

    animal: the unit that intervals resample; flank: the unit of identity. photos: how many photos
    were ranked, hits: the ranks (from 1) of the right ones. animals: how many were weighed, place:
    the rank of the right one (0: not among them). best: score of the first animal, None where none
    was weighed. same, different: log10 LRs of the right animal and of the others. firm: the
    decision is no leaning; answers from before there were leanings are firm.
    """

    query: str
    animal: str
    flank: str
    quality: str
    decision: str
    photos: int
    hits: tuple[int, ...]
    animals: int
    place: int
    best: float | None
    none_llr: float | None
    same: tuple[float, ...]
    different: tuple[float, ...]
    seconds: float
    firm: bool = True

    @property
    def known(self) -> bool:
        """Whether a photo of the right flank could be found."""
        return bool(self.hits)

    def to_json(self) -> dict[str, Any]:
        """Plain values, read again by `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Judged":
        """What `to_json` gave. Raises TypeError or KeyError for anything else."""
        lists = {name: tuple(kept[name]) for name in ("hits", "same", "different")}
        return cls(**{**kept, **lists})


def answered(
    questions: Sequence[Question], *, jobs: int, progress: Progress, what: str
) -> Iterator[Judged | RowReject]:
    """Each question's answer, judged, in their order; a row that cannot be used is a reject."""
    if jobs <= 1 or len(questions) < 2 * jobs:
        for done, question in enumerate(questions, 1):
            yield answer_one(question)
            progress(done, len(questions), what)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done, one in enumerate(pool.map(answer_one, questions, chunksize=2), 1):
            yield one
            progress(done, len(questions), what)


def answer_one(question: Question) -> Judged | RowReject:
    """Describe, search, judge one row. seconds: of the search, description not counted."""
    row = question.row
    described = describe_row(row, question.means)
    if isinstance(described, RowReject):
        return described
    started = perf_counter()
    answer = search_row(question, described)
    seconds = perf_counter() - started
    grade = described.coat.quality.grade.value
    return judged(row, grade, answer, seconds=seconds)


def judged(row: PhotoRow, quality: str, answer: Answer, *, seconds: float) -> Judged:
    """The truth beside an answer. quality: the grade of the query's coat."""
    right = [one.individual == row.individual for one in answer.candidates]
    llrs = [one.strength.log10_lr for one in answer.candidates]
    return Judged(
        query=row.file,
        animal=row.individual,
        flank=f"{row.individual}/{row.flank.value}",
        quality=quality,
        decision=answer.lead.verdict.value,
        photos=len(answer.coats),
        hits=tuple(
            rank for rank, coat in enumerate(answer.coats, 1) if coat.individual == row.individual
        ),
        animals=len(right),
        place=right.index(True) + 1 if any(right) else 0,
        best=round(answer.candidates[0].strength.log10_lr_raw, 6) if right else None,
        none_llr=answer.not_in_catalogue_llr,
        same=tuple(round(llr, 6) for llr, hit in zip(llrs, right, strict=True) if hit),
        different=tuple(round(llr, 6) for llr, hit in zip(llrs, right, strict=True) if not hit),
        seconds=round(seconds, 4),
        firm=not answer.lead.leans,
    )
