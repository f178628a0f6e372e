"""What a search among skins answers: as it is stored, and as it is told.

The ratio asks whether two photos show one skin (or pieces of one) or skins of two animals of the
named population. Without a calibration fitted on such pairs there is no ratio, only scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.lead import Verdict
from embeddings.search import Answer
from embeddings.strength import Calibration
from workbench.services.answers import COMPARED, candidate_record, marks_record
from workbench.services.kept_search import Kept
from workbench.services.strengths import beside_strength, leaning_record
from workbench.store import ComparisonRecord

__all__ = ["SkinMatch", "skin_comparisons", "skin_record"]

UNCALIBRATED = "uncalibrated"
NO_CALIBRATION = (
    "No calibration for skin against skin exists that may weigh these photos: there are scores and "
    "no likelihood ratio"
)
_VERDICTS = {
    Verdict.THIS_ANIMAL: "this_skin",
    Verdict.NOT_THIS_ANIMAL: "none_of_the_skins",
    Verdict.NOT_IN_CATALOGUE: "none_of_the_skins",
    Verdict.CANNOT_TELL: "cannot_tell",
}
_OF_A_RATIO = (
    "log10_lr", "log10_lr_raw", "low", "high", "lower_bound", "upper_bound",
    "reference_population", "calibration_digest", "validated", "wording",
)  # fmt: skip


def skin_record(
    answer: Answer,
    *,
    skin: str,
    calibration: Calibration | None,
    flanks_apart: str,
    same_photos: Sequence[tuple[str, str]],
    left_out: int,
    authenticity: Mapping[str, Any],
    simulated: bool,
) -> dict[str, Any]:
    """The answer as plain values.

    calibration: what weighed it, None where it was not fitted on pairs of skins: then every ratio
    is left out.
    same_photos: (digest, other skin) of photos that belong to both. left_out: skins that are no
    genuine coats.
    """
    calibrated = calibration is not None
    candidates = [_candidate(answer, place, calibration) for place in range(_told(answer))]
    others = [one for one in answer.incomparable if one != skin]
    searched = _searched(answer, len(others), left_out)
    verdict, words = _lead(answer, candidates, calibrated, flanks_apart)
    twins = sorted({other for _, other in same_photos})
    if twins:
        words += f" The very same photo belongs to {', '.join(twins)}."
    return {
        "lead": {
            "verdict": verdict,
            "firm": answer.lead.firm and calibrated,
            "leaning": leaning_record(answer.lead) if calibrated else None,
            "skin": candidates[0]["skin"] if candidates else None,
            "sentence": f"{words} {searched}",
        },
        "searched": {
            "skins": len(answer.candidates),
            "coats": answer.searched.coats,
            "incomparable": len(others),
            "left_out": left_out,
            "sentence": searched,
        },
        "calibrated": calibrated,
        "calibration": answer.calibration if calibrated else NO_CALIBRATION,
        "ordered_by": answer.calibration,
        "authenticity": dict(authenticity),
        "same_photos": [{"photo": digest, "skin": other} for digest, other in same_photos],
        "simulated": simulated,
        "candidates": candidates,
        "candidates_in_all": len(answer.candidates),
    }


def skin_comparisons(answer: Answer, search: str) -> list[ComparisonRecord]:
    """The comparison of each candidate that is told; `individual` is the other skin."""
    return [
        ComparisonRecord(
            search=search,
            query_coat=one.best.query,
            gallery_coat=one.best.coat,
            individual=one.individual,
            scores=(
                {name: float(score) for name, score in one.best.comparison.scores.items()}
                if one.best.comparison
                else {}
            ),
            marks=marks_record(one.best.comparison) if one.best.comparison else {},
            fingerprint=answer.fingerprint,
        )
        for one in answer.candidates[: _told(answer)]
    ]


def _told(answer: Answer) -> int:
    # Every candidate that is told was compared, and what was compared is locked.
    return min(COMPARED, len(answer.candidates))


def _candidate(answer: Answer, place: int, calibration: Calibration | None) -> dict[str, Any]:
    one = answer.candidates[place]
    record = candidate_record(one, calibration)
    record["skin"] = record.pop("individual")
    if calibration is not None:
        record |= beside_strength(one.strength, answer.searched.animals)
    else:
        for name in _OF_A_RATIO:
            record[name] = None
        record["wording"] = ""
    return record


def _searched(answer: Answer, incomparable: int, left_out: int) -> str:
    coats, skins = (
        _count(answer.searched.coats, "coat"),
        _count(len(answer.candidates), "other skin"),
    )
    words = f"Searched {coats} of {skins}."
    if incomparable:
        words += f" Without a comparable flank: {_count(incomparable, 'skin')}."
    if left_out:
        words += f" Left out as no genuine coat: {_count(left_out, 'skin')}."
    return words


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _lead(
    answer: Answer, candidates: Sequence[Mapping[str, Any]], calibrated: bool, flanks_apart: str
) -> tuple[str, str]:
    if not candidates:
        if flanks_apart:
            return "cannot_tell", f"Cannot tell: no skin could be compared; {flanks_apart}."
        return "cannot_tell", "No other skin is known yet that this one could be compared with."
    first = candidates[0]
    if not calibrated:
        return (
            UNCALIBRATED,
            f"{NO_CALIBRATION}. Nearest by its marks: {first['skin']}. A person has to compare.",
        )
    verdict = _VERDICTS[answer.lead.verdict]
    if answer.lead.leans and answer.lead.leaning is not None:
        towards = f"{first['skin']}, not firm"
        if verdict != "this_skin":
            towards = f"none of the skins compared, not firm, the nearest is {first['skin']}"
        return (
            verdict,
            f"Leaning to {towards}: {first['wording']}. {answer.lead.leaning.error('skin')}",
        )
    if verdict == "this_skin":
        return verdict, (
            f"Points to {first['skin']}, as one skin or pieces of one: {first['wording']}. "
            "A person has to compare the two."
        )
    if verdict == "none_of_the_skins":
        return verdict, (
            f"None of the skins compared: every one is excluded; the nearest is {first['skin']}, "
            f"{first['wording']}."
        )
    return verdict, f"Cannot tell: the nearest is {first['skin']}, {first['wording']}."


@dataclass(frozen=True, slots=True)
class SkinMatch(Kept):
    """One search of a skin among the other skins as it was stored; names: of the other skins."""

    @property
    def nearest(self) -> str:
        """The first candidate, empty where there is none."""
        candidates = self.answer["candidates"]
        return str(candidates[0]["skin"]) if candidates else ""

    def sentences(self, top: int = 5) -> list[str]:
        """The lead in plain words, then the nearest skins and what they stand on."""
        answer = self.answer
        lines = [f"{self.skin} among skins ({self.search}): {answer['lead']['sentence']}"]
        lines += self.candidate_lines("skin", top)
        if answer["candidates"]:
            how = f"Weighed with {answer['calibration']}."
            if not answer["calibrated"]:
                how = f"Listed in the order of {answer['ordered_by']}, which says nothing of skins."
            lines.append(how)
        if answer["simulated"]:
            lines.append("Simulated: rendered photos are among those compared.")
        return lines
