"""Inside which envelope a ratio counts as evidence: who validated what, on which report.

A validation rests on an evaluation report (`kedrovka evaluate`) that names the very calibration and
the very weights, on animals that the calibration was not fitted on: that the person vouches for.
Its bytes are kept as an original, so that a court gets what the person had before them. A
calibration fitted on simulated coats, and a test on simulated skins, validate nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings.coat import QualityGrade
from embeddings.features import Describer
from embeddings.strength import Calibration, Validation, read_calibration
from workbench.services.acting import KEEPING, acting
from workbench.services.describing import Descriptions
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import Reader, ValidationRecord
from workbench.views.calibrations import at_hand

if TYPE_CHECKING:
    from workbench.project import Project

FORM = "kedrovka-evaluation-1"
FEWEST_ANIMALS = 20
"""Animals that a test must have had: fewer vouch for hardly any ratio."""
MISLEADING = "other animal, LR above 100"
KEPT = ("Cllr", "Cllr after monotone refit", "calibration loss", MISLEADING)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A validation as it is listed."""

    record: ValidationRecord

    @property
    def sentence(self) -> str:
        """What was validated, on what, by whom and when, in one line."""
        one = self.record
        at = one.at.date().isoformat() if one.at else "now"
        cost = one.figures.get("Cllr")
        told = f", Cllr {cost['value']:.2f}" if isinstance(cost, Mapping) else ""
        gone = f"; WITHDRAWN ({one.withdrawn}): {one.withdrawn_why}" if one.withdrawn else ""
        return (
            f"{one.id}: {one.calibration_name} (calibration {one.calibration[:16]}, weights "
            f"{', '.join(digest[:16] for digest in one.weights)}) for {one.species}, "
            f"{one.domain} photos of quality {' and '.join(one.qualities)}: tested with "
            f"{one.animals} animals{told}; report {one.report[:16]}, recorded by {one.by} on {at}: "
            f"{one.why}{gone}."
        )


def add_validation(
    project: "Project",
    by: str,
    report: Path,
    *,
    why: str,
    calibration: Path | None = None,
    qualities: Sequence[str] = (),
    clock: Clock = utc_now,
) -> Recorded:
    """Put on record that a calibration was tested, and keep the report it rests on.

    report: result.json of an evaluation. calibration: its file; without it the one that ships, or
    that this project has in use, is found by the report's digest. qualities: strata that were
    tested; those with ratios in the report without it.
    Raises NotAllowed for anybody but an administrator, Refused where report and calibration do not
    fit, anything is simulated, or the test is too small or misleading.
    """
    reader = acting(project, by, *KEEPING)
    if not why.strip():
        raise Refused("a validation needs its reason", "say who tested it and why that suffices")
    tested, content = _read(report)
    candidates = (
        at_hand(project, reader).every if calibration is None else (read_calibration(calibration),)
    )
    weighed = _calibration_of(tested, candidates)
    describer = Descriptions.of(project).describer
    animals = _animals(tested)
    _must_suffice(tested, weighed, describer, animals)
    record = ValidationRecord(
        species=weighed.species,
        domain=weighed.domain,
        qualities=_qualities(tested, qualities),
        calibration=weighed.digest,
        calibration_name=weighed.name,
        weights=tuple(sorted(weights_of(describer))),
        animals=animals,
        report="",
        why=why.strip(),
        figures={name: _figures(tested)[name] for name in KEPT if name in _figures(tested)},
    )
    with project.store.transaction(
        reader.person, "validate", clock(), {"calibration": weighed.digest}
    ) as work:
        kept = work.originals.add(content, report.name, "application/json")
        known = work.validations.add(replace(record, report=kept))
    return next(one for one in list_validations(project, by) if one.record.id == known)


def withdraw_validation(
    project: "Project", by: str, validation: str, *, why: str, clock: Clock = utc_now
) -> Recorded:
    """Put on record that a validation no longer stands; it stays to be read."""
    reader = acting(project, by, *KEEPING)
    if not why.strip():
        raise Refused("a withdrawal needs its reason", "say what was found: --why")
    known = {one.record.id: one.record for one in list_validations(project, by)}
    if validation not in known or known[validation].withdrawn:
        raise Refused(f"no standing validation is called {validation}", "kedrovka validation list")
    with project.store.transaction(
        reader.person, "withdraw validation", clock(), {"validation": validation}
    ) as work:
        work.validations.withdraw(known[validation], why.strip())
    return next(one for one in list_validations(project, by) if one.record.id == validation)


def list_validations(project: "Project", by: str) -> list[Recorded]:
    """Every validation, oldest first, withdrawn ones too; everybody may read them."""
    reader = acting(project, by)
    return [Recorded(one) for one in project.store.read(reader).validations.all()]


def weights_of(describer: Describer) -> frozenset[str]:
    """Digests of the networks that describe photos."""
    return frozenset({describer.network.digest, describer.local.digest})


def validation_for(
    project: "Project",
    reader: Reader,
    calibration: Calibration,
    *,
    weights: frozenset[str],
    species: str,
    domain: str,
) -> Validation | None:
    """The newest standing validation of this very calibration with the weights in use, if any.

    species, domain: of the query. A calibration that only stands in for another species or kind of
    photo was not tested there, whatever is on record of it.
    """
    if (calibration.species, calibration.domain) != (species, domain):
        return None
    for one in project.store.read(reader).validations.standing(calibration.digest):
        if frozenset(one.weights) == weights:
            return Validation(
                species=one.species,
                domain=one.domain,
                strata=frozenset(one.qualities),
                reference=one.id,
                calibration=one.calibration,
                weights=weights,
                animals=one.animals,
            )
    return None


def _read(report: Path) -> tuple[dict[str, Any], bytes]:
    try:
        content = report.read_bytes()
        tested = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError) as broken:
        raise Refused(
            f"{report.name} is no evaluation report ({broken})", "name its result.json"
        ) from broken
    if not isinstance(tested, dict) or tested.get("form") != FORM:
        raise Refused(
            f"{report.name} is no evaluation report of this program",
            "make one: kedrovka evaluate DATASET",
        )
    return tested, content


def _calibration_of(tested: Mapping[str, Any], known: Sequence[Calibration]) -> Calibration:
    """The one calibration that the report was weighed with."""
    digests = [str(one["digest"]) for one in tested["run"]["calibration"]]
    found = [one for one in known if one.digest in digests]
    if len(digests) != 1 or not found:
        weighed = ", ".join(digest[:16] for digest in digests) or "none"
        raise Refused(
            f"the report was weighed with calibration {weighed}, and that is not the one at hand",
            "evaluate one species and kind of photo with this calibration: "
            "kedrovka evaluate --calibration FILE",
        )
    return found[0]


def _must_suffice(
    tested: Mapping[str, Any], weighed: Calibration, describer: Describer, animals: int
) -> None:
    """Raise Refused for what validates nothing."""
    if weighed.simulated or tested["run"].get("pelts"):
        raise Refused(
            "simulated coats validate nothing: no ratio of theirs may reach a court",
            "evaluate on photos of real animals with a calibration fitted on real animals",
        )
    used = str(tested["run"]["weights_digest"])
    if used != describer.network.digest:
        raise Refused(
            f"the report was made with network {used[:16]}, and this project uses "
            f"{describer.network.digest[:16]}",
            "evaluate with the network in use",
        )
    if animals < FEWEST_ANIMALS:
        raise Refused(
            f"the test had {animals} animals, and {FEWEST_ANIMALS} are needed",
            "evaluate on more animals",
        )
    misled = _figures(tested).get(MISLEADING, {}).get("value")
    if misled is None or misled > 0.01:
        share = "an unknown share" if misled is None else f"{misled:.1%}"
        raise Refused(
            f"{share} of other animals got an LR above 100, and a calibrated method gives it to "
            "1 % at most",
            "fit the calibration anew on animals like these",
        )


def _figures(tested: Mapping[str, Any]) -> dict[str, Any]:
    ratios = tested["figures"].get("ratios") or {}
    return dict(ratios.get("figures", {}))


def _animals(tested: Mapping[str, Any]) -> int:
    """Animals that were met again: only they can show what a ratio for an animal is worth."""
    retrieval = tested["figures"].get("retrieval") or {}
    return min((int(one["animals"]) for one in retrieval.values()), default=0)


def _qualities(tested: Mapping[str, Any], asked: Sequence[str]) -> tuple[str, ...]:
    there = [
        str(row["quality"])
        for row in tested.get("curves", {}).get("quality", [])
        if row.get("same") and row.get("other")
    ]
    wanted = sorted(set(asked)) or sorted(set(there) - {QualityGrade.NOT_SUITABLE.value})
    untested = sorted(set(wanted) - set(there))
    if untested or not wanted:
        raise Refused(
            f"the report holds no ratios of quality {', '.join(untested) or 'any'}",
            f"name qualities that were tested: {', '.join(there) or 'none'}",
        )
    return tuple(wanted)
