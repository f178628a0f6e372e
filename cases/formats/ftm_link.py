"""An edge of FollowTheMoney as our statements: a link, and the edge's further words beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cases.dates import When
from cases.formats.cell import CellRefused
from cases.formats.ftm_kinds import EDGES, EVENT_EDGES, EVENT_KINDS, role_in
from cases.formats.record import value_of
from cases.formats.telling import Telling
from cases.model import property_of
from cases.statement import Claim, Locator, Ref

__all__ = ["Edge", "edge_claims", "event_claims"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One line that links two others."""

    id: str
    schema: str
    place: Locator
    properties: dict[str, list[str]]
    when: When | None

    @property
    def role(self) -> str:
        """What is said of the link in words: its role or relationship."""
        named = ("role", "relationship", "status", "percentage", "summary")
        return next((t for name in named for t in self.properties.get(name, ())), "")

    def rest(self) -> Iterator[tuple[str, str]]:
        """(name, text) of everything but its two ends."""
        ends = EVENT_EDGES.get(self.schema) or EDGES[self.schema][:2]
        for name, texts in self.properties.items():
            if name not in ends:
                for text in texts:
                    yield name, text


def edge_claims(edge: Edge, near: Ref, far: Ref) -> Iterator[Claim]:
    """The link from one end to the other, and what else the line says, on the first end.

    The words of the role are the link's original value; every statement quotes the edge's id.
    """
    place = replace(edge.place, quote=f"{edge.schema} {edge.id}")
    told = Telling(near, place, edge.when)
    yield told.say(role_in(edge.schema, near.schema, edge.role), far, original=edge.role)
    if edge.schema not in EVENT_EDGES:
        for name, text in edge.rest():
            yield told.say(f"{edge.schema}.{name}", text, column=name)


def event_claims(edge: Edge, pairs: Sequence[tuple[Ref, Ref]], namespace: str) -> Iterator[Claim]:
    """The event that the edge is as well: a payment or a call has a day and an amount."""
    start, end = EVENT_EDGES[edge.schema]
    kind, roles = EVENT_KINDS[edge.schema]
    told = Telling(Ref(kind, namespace, edge.id), edge.place, edge.when)
    yield told.say("reference", edge.id, column="id")
    yield (
        told.say("kind", edge.schema.lower())
        if kind == "Contact"
        else told.say("name", f"{edge.schema} {edge.id}")
    )
    for near, far in dict.fromkeys(pairs):
        yield told.say(roles[0], near, column=start)
        yield told.say(roles[1], far, column=end)
    for name, text in edge.rest():
        known = property_of(kind, name)
        try:
            value = text if known.is_edge else value_of(text, known.type, name)
        except CellRefused:
            value = text
        if known.is_edge:
            yield told.say(f"{name} (text)", text, column=name)
        else:
            yield told.say(name, value, column=name, original=text)
