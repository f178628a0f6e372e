"""From strengths to a lead in words; a lead is no verdict, a person judges.

A lead is firm where a rule decides that is rarely wrong of enrolled animals. Where none does, the
search may still lean: what is more probable than not, with an error rate that is large and told. A
leaning is never shown as firm, and nothing follows from it by itself.

The lead speaks about the first individual. It says "not in the catalogue" only of what could be
compared: an animal known by its other flank is counted in the sentence, never argued away. What
looks no more alike than chance look-alikes do is not thereby excluded: whoever is told "not this
animal" stops looking, so that needs a ratio against it and its error rate in the same breath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from embeddings.strength import (
    FOR_DEMONSTRATION,
    Basis,
    Exclusion,
    InCatalogue,
    Leaning,
    Strength,
    Thresholds,
    absence_of,
    in_catalogue,
    lean,
    not_in_catalogue_llr,
    set_aside,
)

__all__ = [
    "Lead",
    "Searched",
    "Verdict",
    "exclusion_of",
    "naming_threshold",
    "not_in_catalogue_llr",
    "say",
    "with_coverage",
]


class Verdict(StrEnum):
    """What the machine's lead says."""

    THIS_ANIMAL = "this_animal"
    NOT_THIS_ANIMAL = "not_this_animal"
    NOT_IN_CATALOGUE = "not_in_catalogue"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Searched:
    """What a query was held against.

    animals: named individuals that could be compared; coats: comparable coats, unnamed ones
    included; incomparable: named individuals of which no coat could be compared.
    """

    species: tuple[str, ...]
    flanks: tuple[str, ...]
    animals: int
    coats: int
    gallery_digest: str
    incomparable: int = 0

    def sentence(self) -> str:
        """What was searched, in one plain sentence."""
        species = " or ".join(name for name in self.species if name) or "unstated species"
        flanks = f"{' and '.join(self.flanks) or 'no'} flank"
        if len(self.flanks) > 1 or self.flanks == ("both",):
            flanks += "s"
        words = (
            f"Searched {_count(self.coats, 'coat')} of {_count(self.animals, 'known animal')} "
            f"({species}, {flanks})."
        )
        if self.incomparable:
            words += f" {_count(self.incomparable, 'animal')} could not be compared."
        return words


@dataclass(frozen=True, slots=True)
class Lead:
    """The words of the machine, what was searched, and the thresholds they stand on.

    in_catalogue: what the best of the search says on the catalogue as a whole; None where the
    calibration did not count it, or the best was only glanced at. leaning: where the search leans,
    looked at where no firm rule decides; None where one does, or no leaning was counted.
    """

    verdict: Verdict
    individual: str | None
    sentence: str
    thresholds: Thresholds
    searched: Searched
    in_catalogue: InCatalogue | None = None
    leaning: Leaning | None = None

    @property
    def firm(self) -> bool:
        """A rule decided that is rarely wrong; "cannot tell" is not firm, and no leaning is."""
        return self.leaning is None and self.verdict is not Verdict.CANNOT_TELL

    @property
    def leans(self) -> bool:
        """It says what is more probable than not, and no more."""
        return self.leaning is not None and self.verdict is not Verdict.CANNOT_TELL


def naming_threshold(thresholds: Thresholds, animals: int) -> float:
    """log10 LR from which an animal is named among so many comparable ones.

    Chance look-alikes grow with the number searched, so the threshold rises by log10 of how many
    times larger this catalogue is than the one it was chosen on; it never falls below it.
    """
    return thresholds.this_animal + max(0.0, float(np.log10(max(animals, 1) / thresholds.animals)))


def exclusion_of(strength: Strength, thresholds: Thresholds) -> Exclusion | None:
    """The rule that excludes this animal, or None where it is not excluded.

    The bounded ratio counts, and by itself: how many others were searched makes a look-alike
    likelier to be found, but no animal less likely to be the one. Several photos and both flanks
    have rules of their own.
    """
    chosen = thresholds.on(strength.basis)
    rule = chosen.excluded if strength.looked_closely else chosen.excluded_at_a_glance
    return rule if rule is not None and strength.log10_lr <= rule.at else None


def with_coverage(lead: Lead, chance: float | None, low: float, high: float) -> str:
    """The lead's sentence with coverage beside it, where the catalogue was searched in vain.

    chance: how likely an animal living in the area would have been photographed, low to high its
    95 % interval; None where nobody knows. It enters no ratio and no verdict. Raises ValueError
    for a chance outside 0 to 1.
    """
    if chance is not None and not 0.0 <= low <= chance <= high <= 1.0:
        raise ValueError(f"coverage {chance} ({low} to {high}) is no chance: give 0 to 1")
    if lead.firm and lead.verdict in (Verdict.THIS_ANIMAL, Verdict.NOT_THIS_ANIMAL):
        return lead.sentence
    if chance is None:
        beside = "How likely an animal living there would have been photographed is not known."
    else:
        beside = (
            f"An animal living there would have been photographed with a probability of "
            f"{chance:.0%} ({low:.0%} to {high:.0%}); this stands beside the ratios, in none of "
            "them."
        )
    return f"{lead.sentence} {beside}"


def say(
    strengths: Sequence[Strength],
    *,
    good_enough: bool,
    searched: Searched,
    thresholds: Thresholds,
    reasons: Sequence[str] = (),
) -> Lead:
    """The lead about the first of the strengths (best first).

    good_enough: the query passed the quality gate; reasons: what was wrong with it.
    thresholds: each strength is held against those of its own basis (one photo, several photos of
    one flank, both flanks). this_animal: the first is at or above the naming threshold.
    not_this_animal: the first is excluded and no other animal could be compared. not_in_catalogue:
    all comparable animals are excluded (`exclusion_of`), or the search as a whole says so
    (`absence_of`). These are firm. Otherwise the same words, leaning, where one is more probable
    (`lean`). cannot_tell: where neither is, without a comparison and below the quality gate.
    """
    simulated = any(strength.simulated_calibration for strength in strengths)
    beside = f" {FOR_DEMONSTRATION[0].upper()}{FOR_DEMONSTRATION[1:]}." if simulated else ""
    catalogue = in_catalogue(strengths, thresholds) if good_enough else None

    def lead(verdict: Verdict, words: str, leaning: Leaning | None = None) -> Lead:
        first = strengths[0].individual if strengths else None
        sentence = f"{words} {searched.sentence()}{beside}"
        return Lead(verdict, first, sentence, thresholds, searched, catalogue, leaning)

    if not good_enough:
        why = "; ".join(reasons) or "too little of the coat can be seen"
        return lead(Verdict.CANNOT_TELL, f"Cannot tell: below the quality gate ({why}).")
    if not strengths:
        return lead(Verdict.CANNOT_TELL, "Cannot tell: no animal could be compared.")
    first = strengths[0]
    named = naming_threshold(thresholds.on(first.basis), searched.animals)
    if first.log10_lr_raw >= named:
        return lead(
            Verdict.THIS_ANIMAL,
            f"Points to {first.individual}: {first.wording}. A person has to judge the marks.",
        )
    decided = _without_a_name(strengths, searched, thresholds)
    if decided is not None:
        return lead(*decided)
    why = f"Naming needs log10 LR {named:.1f}; {_not_all_excluded(strengths, thresholds)}."
    leaning = lean(strengths, thresholds)
    if leaning is not None and (leaning.named or leaning.none):
        verdict, words = _leaning(leaning, strengths, searched)
        return lead(verdict, f"{words} Nothing is firm: {why[0].lower()}{why[1:]}", leaning)
    either = "no leaning is known, this calibration counted none"
    if leaning is not None:
        either = "that and none of these are about as probable"
    return lead(
        Verdict.CANNOT_TELL,
        f"Cannot tell: nothing was found that look-alikes among {searched.animals:,} would not "
        f"explain; the nearest is {first.individual}, {first.wording}; {either}. {why}",
        leaning,
    )


def _leaning(
    leaning: Leaning, strengths: Sequence[Strength], searched: Searched
) -> tuple[Verdict, str]:
    """Verdict and words of a search that no firm rule decides and that leans one way."""
    first = strengths[0]
    if leaning.named:
        return Verdict.THIS_ANIMAL, (
            f"Leaning to {first.individual}, not firm: {first.wording}. One of the animals "
            f"compared is more probable than none; this one comes first. {leaning.error()}"
        )
    if len(strengths) == 1 and searched.incomparable:
        return Verdict.NOT_THIS_ANIMAL, (
            f"Leaning to not {first.individual}, not firm: {first.wording}. {leaning.error()} "
            "No other animal could be compared."
        )
    return Verdict.NOT_IN_CATALOGUE, (
        "Leaning to none of the animals compared, not firm: the nearest is "
        f"{first.individual}, {first.wording}. {leaning.error()}"
    )


def _without_a_name(
    strengths: Sequence[Strength], searched: Searched, thresholds: Thresholds
) -> tuple[Verdict, str] | None:
    """Verdict and words where all are excluded or the search says none; None where neither."""
    first = strengths[0]
    nearest = f"the nearest is {first.individual}, {first.wording}"
    rules = [exclusion_of(strength, thresholds) for strength in strengths]
    applied = [rule for rule in rules if rule is not None]
    if len(applied) < len(strengths):
        absent = absence_of(strengths, thresholds)
        if absent is None or len(strengths) == 1:
            return None
        words = f"None of the animals compared: {nearest}. {absent.sentence()}"
        return Verdict.NOT_IN_CATALOGUE, words
    worst = max(applied, key=lambda rule: rule.wrongly)
    if len(strengths) == 1 and searched.incomparable:
        return Verdict.NOT_THIS_ANIMAL, (
            f"Not {first.individual}: {first.wording}. {worst.sentence()} "
            "No other animal could be compared."
        )
    words = f"None of the animals compared: every one is excluded; {nearest}. {worst.sentence()}"
    return Verdict.NOT_IN_CATALOGUE, words


def _not_all_excluded(strengths: Sequence[Strength], thresholds: Thresholds) -> str:
    bases = {strength.basis for strength in strengths}
    aside, rule = set_aside(strengths, thresholds)
    if rule is not None:
        left = _count(len(strengths) - aside, "animal")
        return (
            f"{aside:,} of {_count(len(strengths), 'animal')} are set aside together (wrong for "
            f"{rule.wrongly:.0%}, {rule.low:.0%} to {rule.high:.0%}, of animals that were there), "
            f"but not the {left} compared on fewer photos or one flank only"
        )
    if any(_excludes(thresholds.on(basis)) for basis in bases):
        excluded = sum(exclusion_of(one, thresholds) is not None for one in strengths)
        return f"{excluded:,} of {_count(len(strengths), 'animal')} excluded"
    if _excludes(thresholds) and Basis.ONE_PHOTO not in bases:
        words = " or ".join(sorted(bases))
        return f"no animal can be excluded by {words}, because that was never counted"
    return "no animal can be excluded, because too many that are there are not found"


def _excludes(thresholds: Thresholds) -> bool:
    return thresholds.excluded is not None or thresholds.excluded_at_a_glance is not None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
