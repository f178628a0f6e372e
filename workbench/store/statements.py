"""Claims become statements, by the ten thousand, and the same claim twice is one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sqlalchemy import select

from cases.model import SCHEMATA
from cases.reject import Reject
from cases.statement import Claim, Handling, Ref, Source, statement_digest
from workbench.store.encode import (
    Cell,
    canonical,
    handling_cells,
    handling_of,
    locator_text,
    unstorable,
    when_cells,
)
from workbench.store.engine import ask_by_ids
from workbench.store.ids import Ids
from workbench.store.ledger import Ledger
from workbench.store.refusal import StoreRefused
from workbench.store.sources import Compartments, SourceRows
from workbench.store.tables import RETRACTION, STATEMENT, STATEMENT_JUDGEMENT

__all__ = ["Added", "StatementRows"]

_AT_ONCE = 20_000
# While these go into the database, the next are made.
_A_PASS = 5_000


@dataclass(frozen=True, slots=True)
class Added:
    """What became of claims: statements that are new, that were known, entities they speak of.

    entities: id of every reference that occurred. rejects: claims that could not be kept, with the
    reason; the others went in. statements: ids in the order of the claims that were taken.
    """

    new: int
    known: int
    entities: Mapping[Ref, str]
    rejects: tuple[Reject, ...] = ()
    statements: tuple[str, ...] = ()


class StatementRows:
    """Statements and their retractions."""

    def __init__(
        self, ledger: Ledger, ids: Ids, sources: SourceRows, compartments: Compartments
    ) -> None:
        self._ledger = ledger
        self._ids = ids
        self._sources = sources
        self._compartments = compartments

    def add(
        self,
        claims: Iterable[Claim],
        source: Source,
        *,
        judgement: str | None = None,
        supersedes: str | None = None,
    ) -> Added:
        """Keep these claims of one source; known ones are counted and not written again.

        judgement: the judgement they were translated from. supersedes: the statement they replace.
        A statement is at least as closely held as its source and as what it was derived from, and
        rests on every judgement that those rest on.
        """
        source_id = self._sources.add(source)
        rests_on = frozenset({judgement}) if judgement else frozenset()
        held = handling_cells(source.handling)
        origin = _Origin(source_id, source, judgement, supersedes, set(), held, rests_on)
        new, known = 0, 0
        entities: dict[Ref, str] = {}
        rejects: list[Reject] = []
        kept: list[str] = []
        stream = iter(claims)
        while part := list(islice(stream, _AT_ONCE)):
            refs, years = _refs(part)
            fit = self._sound(part, refs, rejects, origin.there)
            if len(fit) < len(part):
                refs, years = _refs(fit)
            entities |= self._ids.of(refs, years)
            grounds = self._grounds({d for claim in fit for d in claim.derived_from})
            for first in range(0, len(fit), _A_PASS):
                some = fit[first : first + _A_PASS]
                ids, fresh = self._write(some, origin, entities, grounds)
                kept += ids
                new += fresh
                known += len(some) - fresh
        return Added(new, known, entities, tuple(rejects), tuple(kept))

    def retract(self, statement: str, why: str) -> str:
        """Take a statement back, for good; the row stays. Again is no error and changes nothing."""
        if not why.strip():
            raise StoreRefused("a retraction needs a reason", "say why the statement does not hold")
        connection = self._ledger.connection
        if not list(ask_by_ids(connection, _EXISTING, [statement])):
            raise StoreRefused(f"there is no statement {statement}", "check the id")
        known = f"RT-{statement[:32]}"
        there = select(RETRACTION.c.id).where(RETRACTION.c.statement == statement)
        if connection.execute(there).first() is None:
            self._ledger.append(RETRACTION, [(known, statement, why)])
        return known

    def _sound(
        self,
        claims: Sequence[Claim],
        refs: Iterable[Ref],
        rejects: list[Reject],
        there: set[str],
    ) -> Sequence[Claim]:
        """Those that can be kept; the rest become rejects. there: grows by the ids that exist."""
        given = _given_ids(claims)
        there |= self._ids.existing(given) if given else set()
        if not given and _all_sound(claims, refs):
            return claims
        fit: list[Claim] = []
        for claim in claims:
            fault = _fault(claim, there)
            if fault is None:
                fit.append(claim)
            else:
                rejects.append(fault)
        return fit

    def _write(
        self,
        claims: Sequence[Claim],
        origin: "_Origin",
        entities: Mapping[Ref, str],
        grounds: "Mapping[str, _Ground]",
    ) -> tuple[list[str], int]:
        drafts = [_draft(claim, origin, entities, grounds) for claim in claims]
        ids = [cells[0] for cells, _ in drafts]
        there = {str(r[0]) for r in ask_by_ids(self._ledger.connection, _EXISTING, ids)}
        fresh: dict[str, _Draft] = {}
        for known, draft in zip(ids, drafts, strict=True):
            if known not in there:
                fresh.setdefault(known, draft)
        rows = [cells for cells, _ in fresh.values()]
        self._compartments.note({str(cells[_COMPARTMENTS]) for cells in rows})
        self._ledger.append(STATEMENT, rows)
        self._ledger.append(
            STATEMENT_JUDGEMENT,
            [
                (f"{known[:32]} {judgement}", known, judgement)
                for known, (_, judgements) in fresh.items()
                for judgement in sorted(judgements)
            ],
        )
        return ids, len(fresh)

    def _grounds(self, derived_from: set[str]) -> "dict[str, _Ground]":
        """Handling and judgements of the statements that new ones are derived from."""
        if not derived_from:
            return {}
        connection = self._ledger.connection
        grounds = {
            str(row[0]): _Ground(handling_of(*row[1:]), set())
            for row in ask_by_ids(connection, _HANDLING, derived_from)
        }
        if missing := derived_from - set(grounds):
            raise StoreRefused(
                f"a statement is derived from {min(missing)[:16]}…, which is not in the project",
                "add what it is derived from first",
            )
        for statement, judgement in ask_by_ids(connection, _RESTS_ON, derived_from):
            grounds[statement].judgements.add(judgement)
        return grounds


_EXISTING = "SELECT id FROM statement WHERE id IN {ids}"
_HANDLING = "SELECT id, level, compartments, releasable_to, native FROM statement WHERE id IN {ids}"
_RESTS_ON = "SELECT statement, judgement FROM statement_judgement WHERE statement IN {ids}"
_COMPARTMENTS = [column.name for column in STATEMENT.columns].index("compartments")


@dataclass(frozen=True, slots=True)
class _Origin:
    """What all claims of one call have in common."""

    source_id: str
    source: Source
    judgement: str | None
    supersedes: str | None
    # Ids named by the claims that the project knows.
    there: set[str]
    # What holds for a claim that says nothing of its own: how it is held, what it rests on.
    held: tuple[int, str, str, str]
    judgements: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a derived statement inherits from one that it was derived from."""

    handling: Handling
    judgements: set[str]


# A statement's cells, its id first, and the judgements it rests on.
_Draft = tuple[tuple[str, *tuple[Cell, ...]], frozenset[str]]


def _draft(
    claim: Claim, origin: _Origin, entities: Mapping[Ref, str], grounds: Mapping[str, _Ground]
) -> _Draft:
    source = origin.source
    subject = claim.subject if isinstance(claim.subject, str) else entities[claim.subject]
    if isinstance(claim.value, Ref):
        target: str | None = entities[claim.value]
        value = entities[claim.value]
    else:
        # An edge may name an entity by its id; an edge to an unknown name stays text.
        value = claim.value
        target = value if value in origin.there and _is_edge(claim.schema, claim.property) else None
    if claim.handling is None and not claim.derived_from:
        held, judgements = origin.held, origin.judgements
    else:
        handling, judgements = _inherited(claim, origin, grounds)
        held = handling_cells(handling)
    grade = claim.grade or source.grade
    known = statement_digest(
        subject=subject,
        schema=claim.schema,
        property=claim.property,
        value=value,
        source_id=origin.source_id,
        locator=claim.locator,
        target=target,
        original_value=claim.original_value,
        lang=claim.lang,
        event_time=claim.event_time,
        derived_from=claim.derived_from,
        supersedes=origin.supersedes,
        judgement=origin.judgement,
    )
    cells = (
        known,
        subject,
        claim.schema,
        claim.property,
        value,
        target,
        claim.original_value,
        claim.lang,
        origin.source_id,
        locator_text(claim.locator),
        grade.scheme,
        grade.source,
        grade.information,
        *held,
        *when_cells(claim.event_time),
        canonical(list(claim.derived_from)) if claim.derived_from else "",
        origin.supersedes,
        origin.judgement,
    )
    return cells, judgements


def _inherited(
    claim: Claim, origin: _Origin, grounds: Mapping[str, _Ground]
) -> tuple[Handling, frozenset[str]]:
    """As closely held as its source and its grounds, resting on the judgements of all of them."""
    handling = origin.source.handling
    if claim.handling is not None and claim.handling != handling:
        handling = handling.with_strictest(claim.handling)
    judgements = {origin.judgement} if origin.judgement else set()
    for ground in claim.derived_from:
        handling = handling.with_strictest(grounds[ground].handling)
        judgements |= grounds[ground].judgements
    return handling, frozenset(judgements)


def _refs(claims: Sequence[Claim]) -> tuple[list[Ref], dict[Ref, int]]:
    """Every reference in order of appearance, and the year of the first dated claim about each."""
    refs: dict[Ref, None] = {}
    years: dict[Ref, int] = {}
    for claim in claims:
        for ref in (claim.subject, claim.value):
            if isinstance(ref, Ref):
                refs[ref] = None
        if claim.event_time is not None and isinstance(claim.subject, Ref):
            years.setdefault(claim.subject, claim.event_time.day.year)
    return list(refs), years


def _given_ids(claims: Iterable[Claim]) -> set[str]:
    """Ids of the project that claims name: a subject, and a value where that is an edge."""
    given: set[str] = set()
    for claim in claims:
        if isinstance(claim.subject, str):
            given.add(claim.subject)
        value = claim.value
        if isinstance(value, str) and _is_edge(claim.schema, claim.property):
            given.add(value)
    return given


@lru_cache(4096)
def _is_edge(schema: str, name: str) -> bool:
    kind = SCHEMATA.get(schema)
    known = kind.properties.get(name) if kind else None
    return known is not None and known.is_edge


def _all_sound(claims: Sequence[Claim], refs: Iterable[Ref]) -> bool:
    """Whether nothing speaks against any of these claims of references: one look at all of them.

    refs: every reference in them. False says only that they have to be looked at one by one.
    """
    if ({claim.schema for claim in claims} | {ref.schema for ref in refs}) - SCHEMATA.keys():
        return False
    words = {claim.property for claim in claims} | {claim.lang for claim in claims}
    words |= {part for ref in refs for part in (ref.namespace, ref.key)}
    texts = [
        text
        for claim in claims
        for text in (claim.original_value, claim.value, claim.locator.quote)
        if type(text) is str
    ]
    return not unstorable("".join((*words, *texts)))


def _fault(claim: Claim, there: set[str]) -> Reject | None:
    """Why a claim cannot be kept, or None."""
    texts = [claim.property, claim.original_value, claim.lang]
    for ref in (claim.subject, claim.value):
        texts += [ref.namespace, ref.key] if isinstance(ref, Ref) else [ref]
    if claim.locator.quote:
        texts.append(claim.locator.quote)
    reason = unstorable("".join(texts))
    remedy = "save the file anew as UTF-8 text"
    kinds = [ref.schema for ref in (claim.subject, claim.value) if isinstance(ref, Ref)]
    for kind in (claim.schema, *kinds):
        if kind not in SCHEMATA:
            reason, remedy = f"there is no kind {kind!r}", "use a kind of cases/schemata.toml"
    if isinstance(claim.subject, str) and claim.subject not in there:
        reason, remedy = f"there is no {claim.subject} in the project", "check the id"
    if not reason:
        return None
    locator, value = claim.locator, claim.original_value or str(claim.value)
    value = value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return Reject(
        locator.file or "", locator.row, locator.column or claim.property, value, reason, remedy
    )
