"""A search's answer as it is stored, told and read again: one form for all of them.

The stored form is what the person was shown, word for word; a view reads it back and adds nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from embeddings.lead import Lead, Verdict, with_coverage
from embeddings.search import Answer, Candidate
from embeddings.strength import ACROSS_SPECIES, Calibration
from embeddings.verify import Comparison
from workbench.services.contributing import contributions_record
from workbench.services.kept_search import Kept
from workbench.services.strengths import beside_strength, catalogue_record, leaning_record
from workbench.store import ComparisonRecord
from workbench.views.leads import lead_word

__all__ = [
    "COMPARED",
    "TOLD",
    "Match",
    "Stands",
    "answer_record",
    "candidate_record",
    "comparison_records",
    "lead_word",
    "marks_record",
]

# An answer tells the strongest; that many more were looked at is a number in it.
TOLD = 200
# Comparisons are kept for the animals that a person will look at, and for the best coat of each.
COMPARED = 12


@dataclass(frozen=True, slots=True)
class Stands:
    """What stands beside the pixels in an answer, and never enters a likelihood ratio.

    authenticity: the look that the search stands on. coverage: in words, coverage_figures: the same
    in numbers. flanks_apart: why nothing could be compared, where left met right; else empty.
    simulated: some of the records are.
    """

    authenticity: Mapping[str, Any]
    coverage: str
    coverage_figures: Mapping[str, Any]
    flanks_apart: str
    simulated: bool


def answer_record(answer: Answer, stands: Stands, calibration: Calibration) -> dict[str, Any]:
    """The answer as plain values: lead, what was searched, candidates best first, coverage.

    calibration: what weighed it.
    """
    lead, excluded = answer.lead, answer.lead.thresholds.excluded
    figures = stands.coverage_figures
    sentence = with_coverage(
        lead, figures["probability"], figures["low"] or 0.0, figures["high"] or 0.0
    )
    if ACROSS_SPECIES in answer.calibration and _leans_to_none(lead):
        sentence += f" Mind: {ACROSS_SPECIES}."
    if stands.flanks_apart and not answer.candidates:
        sentence += f" Refused: {stands.flanks_apart}."
    return {
        "lead": {
            "verdict": lead.verdict.value,
            "firm": lead.firm,
            "leaning": leaning_record(lead),
            "individual": lead.individual,
            "sentence": sentence,
            "threshold_this_animal": lead.thresholds.this_animal,
            "threshold_excluded": None if excluded is None else excluded.at,
            "wrongly_excluded": None if excluded is None else asdict(excluded),
        },
        "searched": {
            "species": list(answer.searched.species),
            "flanks": list(answer.searched.flanks),
            "animals": answer.searched.animals,
            "coats": answer.searched.coats,
            "incomparable": answer.searched.incomparable,
            "sentence": answer.searched.sentence(),
        },
        "not_in_catalogue_llr": answer.not_in_catalogue_llr,
        "coverage": stands.coverage,
        "coverage_figures": dict(stands.coverage_figures),
        "authenticity": dict(stands.authenticity),
        "calibration": answer.calibration,
        "simulated": stands.simulated,
        "in_catalogue": catalogue_record(lead),
        "candidates": [
            candidate_record(one, calibration)
            | beside_strength(one.strength, answer.searched.animals)
            for one in answer.candidates[:TOLD]
        ],
        "candidates_in_all": len(answer.candidates),
    }


def _leans_to_none(lead: Lead) -> bool:
    """Whether it leans, and no more, to "not in the catalogue"."""
    return lead.leans and lead.verdict is Verdict.NOT_IN_CATALOGUE


def candidate_record(candidate: Candidate, calibration: Calibration | None) -> dict[str, Any]:
    """One candidate as plain values: strength with bounds and interval, best coat, scores.

    calibration: what weighed it; None where its ratio is not told, nor what it is made of.
    """
    strength = candidate.strength
    return {
        "individual": candidate.individual,
        "log10_lr": strength.log10_lr,
        "log10_lr_raw": strength.log10_lr_raw,
        "low": strength.low,
        "high": strength.high,
        "lower_bound": strength.lower_bound,
        "upper_bound": strength.upper_bound,
        "reference_population": strength.reference_population,
        "calibration_digest": strength.calibration_digest,
        "validated": strength.validated,
        "wording": strength.wording,
        "best_coat": candidate.best.coat,
        "query_coat": candidate.best.query,
        "scores": {name: float(score) for name, score in candidate.scores.items()},
        "contributions": contributions_record(candidate, calibration),
        "coats": candidate.coats,
        "encounters": candidate.encounters,
    }


def comparison_records(answer: Answer, search: str) -> list[ComparisonRecord]:
    """The comparison of each leading candidate's best coat, with matched marks in photo pixels."""
    kept = []
    for candidate in answer.candidates[:COMPARED]:
        comparison = candidate.best.comparison
        if comparison is not None:
            kept.append(
                ComparisonRecord(
                    search=search,
                    query_coat=comparison.query,
                    gallery_coat=comparison.candidate,
                    individual=candidate.individual,
                    scores={name: float(score) for name, score in comparison.scores.items()},
                    marks=marks_record(comparison),
                    fingerprint=answer.fingerprint,
                )
            )
    return kept


def marks_record(comparison: Comparison) -> dict[str, Any]:
    """Matched marks by kind: [query x, query y, gallery x, gallery y] to a tenth of a pixel."""
    return {
        kind: [[round(float(value), 1) for value in pair.reshape(-1)] for pair in matched.points]
        for kind, matched in comparison.matches.items()
    }


@dataclass(frozen=True, slots=True)
class Match(Kept):
    """One search of a skin in the catalogue as it was stored."""

    @property
    def verdict(self) -> str:
        """this_animal, not_this_animal, not_in_catalogue or cannot_tell: a lead, no verdict."""
        return str(self.answer["lead"]["verdict"])

    @property
    def firmly(self) -> str:
        """The verdict where it is firm, else cannot_tell: nothing follows from a leaning."""
        word = lead_word(self.answer["lead"])
        return word if word == self.verdict else "cannot_tell"

    @property
    def individual(self) -> str:
        """The first candidate, empty where there is none."""
        candidates = self.answer["candidates"]
        return str(candidates[0]["individual"]) if candidates else ""

    def sentences(self, top: int = 5) -> list[str]:
        """The lead in plain words first, then coverage, candidates and what they stand on."""
        answer = self.answer
        lines = [f"{self.skin} ({self.search}): {answer['lead']['sentence']}"]
        if answer["coverage"]:
            lines.append(f"Coverage: {answer['coverage']}.")
        if "authenticity" in answer:
            lines.append(f"Looked at first: {answer['authenticity']['sentence']}")
        lines += self.candidate_lines("individual", top)
        if answer["not_in_catalogue_llr"] is not None:
            lines.append(
                f"For none of the animals compared: log10 LR {answer['not_in_catalogue_llr']:+.2f}."
            )
        if answer.get("in_catalogue"):
            lines.append(str(answer["in_catalogue"]["sentence"]))
        lines.append(f"Weighed with {answer['calibration']}.")
        if answer["simulated"]:
            lines.append("Simulated: rendered photos are among those compared.")
        lines.append("A lead is no verdict: a person has to judge.")
        return lines
