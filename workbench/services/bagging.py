"""What goes into a court bag: one case as one reader may see it, at one moment.

The members of the case and what they touch directly; of the machine's answers only those about its
skins; of judgements those this reader may know. What was looked at and is not relied on goes into
the schedule of unused material, and says where it may assist the defence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from cases.findings import find_all
from cases.markets import in_digits
from cases.statement import LEVELS, Handling
from cases.world import World
from embeddings.features import Describer
from workbench.bag.contents import (
    AuditRow,
    CaseHead,
    Exhibit,
    FindingItem,
    Method,
    ScheduleRow,
    StatementRow,
)
from workbench.services.answers import lead_word
from workbench.services.own_calibrations import OwnCalibration
from workbench.services.scope import Scope
from workbench.services.validating import Recorded, list_validations
from workbench.store import Reader
from workbench.store.reading.places import EXACT_FROM_LEVEL

if TYPE_CHECKING:
    from workbench.project import Project


def with_names(scope: Scope, called: Mapping[str, str]) -> Scope:
    """The same with whoever judged by name and account: a court hears people, not numbers."""
    return replace(
        scope,
        judgements=tuple(
            replace(one, examiner=person_told(one.examiner, called)) for one in scope.judgements
        ),
    )


def person_told(account: str, called: Mapping[str, str]) -> str:
    """`Anna Orlova (STAFF-0001)`; an account that is not known stays as it is."""
    return f"{called[account]} ({account})" if account in called else account


def head_of(scope: Scope, by: str, now: datetime, recipient: str, authority: str) -> CaseHead:
    """The case in one look."""
    skins = ", ".join(scope.called(skin) for skin in scope.skins) or "no skin"
    summary = [scope.case.summary] if scope.case.summary else []
    summary.append(f"The case holds {len(scope.members)} members and concerns {skins}.")
    said = [one for one in scope.judgements if not one.superseded]
    for one in said:
        words = one.verdict.replace("_", " ")
        summary.append(
            f"{one.examiner} judged {scope.called(one.skin)} and "
            f"{scope.called(one.individual)}: {words} ({one.condition})."
        )
    if not said:
        summary.append("No person has judged a skin of this case yet.")
    return CaseHead(
        id=scope.case.id,
        title=scope.case.title,
        handling=in_words(scope.handling),
        simulated=scope.simulated,
        prepared_by=by,
        prepared_at=now,
        opened=scope.case.opened_at.date().isoformat(),
        recipient=recipient,
        authority=authority,
        summary=tuple(summary),
    )


def guarding_places(head: CaseHead, exhibits: Sequence[Exhibit], scope: Scope) -> CaseHead:
    """The head as closely held as animals' places where an exhibit's file says where it was taken.

    An original cannot be changed, so the level is what guards the place that is in it.
    """
    placed = [exhibit.id for exhibit in exhibits if exhibit.names_place]
    if not placed:
        return head
    warning = (
        f"The files of {len(placed)} exhibits say where they were taken "
        f"({', '.join(placed)}): the place of a living animal may be in them."
    )
    return replace(
        head,
        handling=in_words(scope.handling.with_strictest(Handling(EXACT_FROM_LEVEL))),
        summary=(*head.summary, warning),
    )


def in_words(handling: Handling) -> str:
    """A handling as it is printed on each page: CONFIDENTIAL / WILDLIFE-7."""
    parts = [LEVELS[handling.level].upper(), *sorted(handling.compartments)]
    return " / ".join(parts)


def statement_rows(scope: Scope) -> tuple[StatementRow, ...]:
    """Every statement in scope as a stranger to the program reads it."""
    return tuple(
        StatementRow(
            id=one.id,
            subject=one.subject,
            subject_name=scope.called(one.subject),
            property=one.property,
            value=one.value if one.target is None else f"{scope.called(one.value)} ({one.value})",
            original_value=one.original_value,
            lang=one.lang,
            event_time="" if one.event_time is None else str(one.event_time),
            source=one.source_id,
            source_title=scope.sources[one.source_id].title
            if one.source_id in scope.sources
            else "",
            locator=str(one.locator),
            grade=f"{one.grade.source}{one.grade.information} {one.grade.scheme}".strip(),
            handling=in_words(one.handling),
            recorded_by=one.recorded_by,
            first_seen=one.first_seen.isoformat(),
        )
        for one in scope.statements
    )


def between(low: float, high: float) -> str:
    """The ends of an interval for a court: three digits below a hundred, whole from there on."""
    ends = (
        f"{end:.0f}" if abs(end) >= 100 else in_digits(float(f"{end:.3g}")) for end in (low, high)
    )
    return " to ".join(ends)


def finding_items(scope: Scope, world: World) -> tuple[FindingItem, ...]:
    """The findings that are about something in scope."""
    about = set(scope.entities)
    return tuple(
        FindingItem(
            sentence=one.sentence,
            interval="" if one.interval is None else between(*one.interval),
            competing=one.competing,
            would_change=one.would_change,
            caveat=one.caveat,
            statements=one.statements,
        )
        for one in find_all(world)
        if about & set(one.subjects)
    )


def schedules(scope: Scope) -> tuple[tuple[ScheduleRow, ...], tuple[ScheduleRow, ...]]:
    """Used and unused material: what the report rests on, and what it does not."""
    used = [
        ScheduleRow(skin, f"skin {scope.called(skin)}, its photos and custody", "exhibit")
        for skin in scope.skins
    ]
    used += [
        ScheduleRow(one.id, f"{one.skin} and {one.individual}: {one.verdict}", "judgement")
        for one in scope.judgements
        if not one.superseded and one.verdict == "same"
    ]
    unused = [
        ScheduleRow(
            one.id,
            f"{one.skin} and {one.individual}: {one.verdict.replace('_', ' ')} by {one.examiner}",
            "superseded by a later answer" if one.superseded else "does not say same",
            assists="an answer that does not support the identification",
        )
        for one in scope.judgements
        if one.superseded or one.verdict != "same"
    ]
    return tuple(used), tuple(unused)


def audit_extract(project: "Project", scope: Scope) -> tuple[AuditRow, ...]:
    """The audit rows of the transactions that wrote about the case, its skins and judgements."""
    whole = project.store.read(Reader.whole("audit extract of a bag"))
    about = [scope.case.id, *scope.skins, *(one.id for one in scope.judgements)]
    found = {row.seq: row for one in about for row in whole.audit.rows(last=1000, touching=one)}
    return tuple(
        AuditRow(
            sequence=row.seq,
            at=row.at.isoformat(),
            by=row.by,
            action=row.action,
            digest=row.hash,
            previous=row.previous,
        )
        for _, row in sorted(found.items())
    )


def validations_behind(
    project: "Project", reader: Reader, answers: Sequence[dict[str, object]]
) -> tuple[Recorded, ...]:
    """The validations that the answers name, as they stand now: also one withdrawn since."""
    named = {str(one.get("validation", "")) for answer in answers for one in _candidates(answer)}
    known = list_validations(project, reader.person) if named - {""} else []
    return tuple(one for one in known if one.record.id in named)


def method_of(
    describer: Describer,
    answers: Sequence[dict[str, object]],
    validations: Sequence[Recorded] = (),
    calibrations: Sequence[OwnCalibration] = (),
) -> Method:
    """How the numbers came about: networks, versions, calibration, validations, limits.

    answers: the stored answers of the case's searches; validations: those that cover them;
    calibrations: those of the project's own that weighed them.
    """
    from embeddings.search import VERSION

    gone = [one.record.id for one in validations if one.record.withdrawn]
    validated = bool(answers) and all(_validated(answer) for answer in answers) and not gone
    return Method(
        program_version=program_version(),
        validated=validated,
        networks=tuple(
            (card.name, card.sha256, card.licence)
            for card in (describer.network.card, describer.local.card)
        ),
        versions=(("features", describer.version), ("search", VERSION)),
        calibration_digest=", ".join(digests_of(answers)),
        calibration="; ".join(sorted({str(answer.get("calibration", "")) for answer in answers})),
        thresholds=tuple(sorted({row for answer in answers for row in _thresholds(answer)})),
        validations=tuple(one.sentence for one in validations),
        limits=(
            *_limits(answers, gone, validated=validated),
            *(line for one in calibrations for line in _of_ones_own(one)),
        ),
    )


def digests_of(answers: Sequence[dict[str, object]]) -> tuple[str, ...]:
    """The calibrations that weighed these stored answers, by digest."""
    return tuple(sorted({_calibration(answer) for answer in answers} - {""}))


def _of_ones_own(used: OwnCalibration) -> list[str]:
    """What has to be said of a calibration that the agency fitted itself."""
    one = used.record
    lines = [
        f"Ratios by calibration {one.name} ({one.id}) stand on the agency's own animals: "
        f"{used.calibration.population}. Its file is in the folder method, under its SHA-256."
    ]
    if one.withdrawn:
        lines.insert(
            0,
            f"Calibration {one.name} ({one.id}) was withdrawn after these numbers were computed: "
            f"{one.withdrawn_why}.",
        )
    return lines


def _limits(
    answers: Sequence[dict[str, object]], gone: Sequence[str], *, validated: bool
) -> list[str]:
    """What the numbers do not say, the gravest first. gone: validations withdrawn since."""
    limits = [
        "A likelihood ratio weighs the marks of two coats; it is not the probability that they are "
        "of one animal.",
        "A lead of the machine is not a verdict; the judgements in this report are those of the "
        "persons named.",
        "Grades assess reports for action; they are not evidence. Only scheduled exhibits and "
        "statements are offered as evidence.",
    ]
    if not validated:
        limits.insert(
            0,
            "No validation for this species, kind of photo and quality is on record: every "
            "likelihood ratio is investigative, not validated.",
        )
    if gone:
        limits.insert(
            0,
            f"Validation {', '.join(gone)} was withdrawn after these numbers were computed: read "
            "them as investigative, not validated.",
        )
    if any(_leans(answer) for answer in answers):
        limits.insert(
            0,
            "A lead that only leans is not firm: it says what is more probable than not, with how "
            "often that was wrong beside it, and nothing follows from it by itself.",
        )
    if any(answer.get("simulated") for answer in answers):
        limits.insert(0, "Simulated: rendered photos are among those compared.")
    return limits


def program_version() -> str:
    """The version of the installed program; of a bare working tree it says so."""
    try:
        return version("kedrovka")
    except PackageNotFoundError:
        return "not installed (working tree)"


def _candidates(answer: dict[str, object]) -> list[dict[str, object]]:
    listed = answer.get("candidates")
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _validated(answer: dict[str, object]) -> bool:
    listed = _candidates(answer)
    return bool(listed) and all(bool(one.get("validated")) for one in listed)


def _calibration(answer: dict[str, object]) -> str:
    return next((str(one.get("calibration_digest", "")) for one in _candidates(answer)), "")


def _leans(answer: dict[str, object]) -> bool:
    lead = answer.get("lead")
    return isinstance(lead, dict) and lead_word(lead).startswith("leaning_")


def _thresholds(answer: dict[str, object]) -> list[tuple[str, str]]:
    lead = answer.get("lead")
    if not isinstance(lead, dict):
        return []
    return [
        (name.replace("_", " "), f"log10 LR {lead[name]:+.2f}")
        for name in ("threshold_this_animal", "threshold_excluded")
        if isinstance(lead.get(name), float | int)
    ]
