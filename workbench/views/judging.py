"""One pair of records in full: reasons with their statements, names beside each other, the effect
of a merge before it is made, and what people said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.entities import Entities, Entity, group
from cases.resolution import (
    Aligned,
    Decision,
    Effect,
    Proposal,
    Reason,
    align,
    clusters,
    effect_of_merge,
    weigh,
    with_decisions,
)
from cases.statement import Statement
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.views.decided import Said, decisions_of, said_of
from workbench.views.kept_pairs import told_of
from workbench.views.telling import StatementRow, statement_rows
from workbench.views.weighed import Weighed, weighed_for

__all__ = ["Judging", "judging"]


@dataclass(frozen=True, slots=True)
class Judging:
    """One pair in full. proposal: by the weights of all pairs, else by those of the field alone;
    None where the two are of different kinds. sources: the
    statements behind each reason; sides: everything said of either; said: decisions, oldest first.
    """

    left: str
    right: str
    schema: str
    captions: Mapping[str, str]
    proposal: Proposal | None
    sources: Mapping[str, tuple[StatementRow, ...]]
    names: tuple[tuple[str, str, tuple[Aligned, ...]], ...]
    sides: tuple[tuple[StatementRow, ...], tuple[StatementRow, ...]]
    effect: Effect
    said: tuple[Said, ...]
    simulated: bool

    @property
    def sentences(self) -> list[str]:
        """The pair in words: reasons with their bits, effect of a merge, what was said of it."""
        named = [f"{one} {self.captions.get(one, one)}" for one in (self.left, self.right)]
        lines = [" and ".join(named)]
        if self.proposal is not None:
            lines += [f"{r.bits:+6.1f} bits: {r.text}" for r in self.proposal.reasons]
            lines.append(
                f"{self.proposal.weight_bits:+6.1f} bits together; before any evidence "
                f"{self.proposal.prior_bits:+.1f}: {self.proposal.probability:.0%} that they are "
                f"one, if the weights are right. A person decides."
            )
        effect = self.effect
        lines.append(
            f"A merge joins {len(effect.members)} records, {effect.statements} statements and "
            f"{effect.links} links."
        )
        lines += [f"It would contradict itself: {one}." for one in effect.contradictions]
        lines += [f"It breaches: {a} and {b} were judged different." for a, b in effect.breaches]
        lines += [f"A link to itself: {one}." for one in effect.self_links]
        lines += [f"Both stand in {one}." for one in effect.events]
        return [*lines, *(one.sentence for one in self.said)]


def judging(
    project: Project, reader: Reader, one: str, other: str, *, now: datetime
) -> Judging | None:
    """Two records beside each other; None where the reader may not see one of them."""
    left, right = min(one, other), max(one, other)
    with project.store.read(reader) as q:
        if left == right or len(q.entities.refs_of([left, right])) < 2:
            return None
        weighed = weighed_for(project, reader, q)
        decisions = decisions_of(q)
        around = _around(q, decisions, (left, right))
        entities = group(around)
        if left not in entities or right not in entities:
            return None
        proposal = _of_pair(weighed, entities, decisions, (left, right))
        effect = effect_of_merge(entities, decisions, left, right, now=now)
        mentioned = {left, right, *effect.members, *effect.joined, *effect.events}
        mentioned |= {s.target for s in around if s.target} | {s.subject for s in around}
        captions = q.entities.captions(mentioned)
        sources = q.sources.of({s.source_id for s in around})
        told = {s.id: s for s in around}
        sides = tuple(
            statement_rows(entities[known].statements, sources, captions) for known in (left, right)
        )
        if proposal is None and entities[left].schema == entities[right].schema:
            proposal = weigh(entities, left, right)
        behind = {
            reason.text: statement_rows(
                [told[known] for known in reason.statements if known in told], sources, captions
            )
            for reason in (proposal.reasons if proposal else ())
        }
        return Judging(
            left,
            right,
            entities[left].schema,
            captions,
            proposal,
            behind,
            _beside(entities[left], entities[right], proposal),
            (sides[0], sides[1]),
            effect,
            said_of(q, left, right),
            any(source.simulated for source in sources.values()),
        )


def _of_pair(
    weighed: Weighed | None,
    entities: Entities,
    decisions: Sequence[Decision],
    pair: tuple[str, str],
) -> Proposal | None:
    """The pair as it was weighed among all others; None where it was not, or where something was
    said of one of the two since."""
    if weighed is None or (weighed.since and _changed(weighed, entities, pair)):
        return None
    chosen = tuple(p for p in weighed.proposals.proposals if (p.left, p.right) == pair)
    told = with_decisions(replace(weighed.proposals, proposals=chosen), decisions).proposals
    return told[0] if told else None


def _changed(weighed: Weighed, entities: Entities, pair: tuple[str, str]) -> bool:
    return any(
        known not in weighed.told or told_of(entities[known]).state != weighed.told[known].state
        for known in pair
    )


def _around(q: Queries, decisions: Sequence[Decision], pair: tuple[str, str]) -> list[Statement]:
    """All statements about the two, what is one with them, what they hold and what names them."""
    known = clusters(decisions)
    own = sorted({m for one in pair for m in known.members.get(known.of(one), (one,))})
    about = q.statements.statements_of(own)
    to = q.statements.at(None, at_most=2000).statements_to(own)
    beside = {s.target for s in about if s.target} | {s.subject for s in to}
    more = q.statements.statements_of(sorted(beside - set(own)))
    return list({s.id: s for s in (*about, *to, *more)}.values())


def _beside(
    left: Entity, right: Entity, proposal: Proposal | None
) -> tuple[tuple[str, str, tuple[Aligned, ...]], ...]:
    """The names that were compared, part by part; else the first name of each."""
    reason = proposal.reasons[0] if proposal and proposal.reasons else Reason("name", 0.0, "")
    chosen = []
    for entity in (left, right):
        named = [s for s in entity.statements if s.property in ("name", "alias")]
        best = next((s.value for s in named if s.id in reason.statements), None)
        chosen.append(best or (named[0].value if named else ""))
    return ((chosen[0], chosen[1], align(chosen[0], chosen[1])),) if all(chosen) else ()
