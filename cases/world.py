"""All that a reader may know at one moment: what every watch and every finding is given.

Made once out of statements that the store has filtered for the reader; everything else (entities,
sightings, graph) follows from it and is worked out when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import numpy as np

from cases.catalogue.animals import Animal, animals
from cases.catalogue.effort import Deployment, Uncountable, deployments, uncountable
from cases.catalogue.rate import PooledRates, Rate, SortedNights, rate_of, station_nights
from cases.catalogue.sightings import Sighting, dated, sightings
from cases.entities import Entity, group, live
from cases.graph.building import Graph, build
from cases.graph.derived import DEFAULT_CAP
from cases.graph.disruption import Removals, removals
from cases.graph.doubt import doubts
from cases.graph.missing import Missing, missing_share
from cases.graph.standing import standings
from cases.graph.trade import Network, trade_network
from cases.graph.uncertain import Drawn, RankInterval, drawn_networks
from cases.resolution.decision import Clusters, Decision, clusters, standing
from cases.statement import Retraction, Source, Statement

__all__ = ["World"]


@dataclass(frozen=True)
class World:
    """Live statements, the sources behind them, what people decided, and the moment itself.

    Use `World.of`. statements: as written; entities: under the canonical ids of the clusters.
    """

    statements: tuple[Statement, ...]
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    decisions: tuple[Decision, ...]
    clusters: Clusters
    now: datetime
    seed: int = field(default=0)

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        *,
        now: datetime,
        sources: Iterable[Source] = (),
        retractions: Iterable[Retraction] = (),
        decisions: Iterable[Decision] = (),
        seed: int = 0,
    ) -> World:
        """The world at `now` (aware): what was learnt or taken back later is not in it.

        seed: of the resampling in findings; the same world and seed give the same findings.
        """
        if now.tzinfo is None:
            raise ValueError(f"the moment needs a zone: {now}")
        stand = standing(decisions, now)
        merged = clusters(stand, now)
        known = live(statements, retractions=retractions, as_of=now)
        return cls(
            known,
            group(known, merged.canonical),
            {source.id: source for source in sources},
            stand,
            merged,
            now,
            seed,
        )

    @property
    def today(self) -> date:
        """The day of `now` in its own zone."""
        return self.now.date()

    @cached_property
    def by_statement(self) -> Mapping[str, Statement]:
        """The statements by their ids."""
        return {one.id: one for one in self.statements}

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        """All sightings up to now, in order of time."""
        return tuple(s for s in sightings(self.entities) if s.when.day <= self.today)

    @cached_property
    def sightings_of(self) -> Mapping[str, tuple[Sighting, ...]]:
        """Sightings by animal, in order of time."""
        found: dict[str, list[Sighting]] = {}
        for sighting in self.sightings:
            found.setdefault(sighting.individual, []).append(sighting)
        return {animal: tuple(own) for animal, own in sorted(found.items())}

    @cached_property
    def deployments(self) -> tuple[Deployment, ...]:
        """All countable deployments."""
        return deployments(self.entities)

    @cached_property
    def uncountable(self) -> tuple[Uncountable, ...]:
        """The deployments of which no night is sure, for how vaguely they are dated."""
        return uncountable(self.entities)

    @cached_property
    def station_nights(self) -> Mapping[str, SortedNights]:
        """Effective nights of every station."""
        return station_nights(self.deployments)

    @cached_property
    def pooled_rates(self) -> PooledRates:
        """Meetings a station-night in range over all animals, as known on any day."""
        known = {animal: dated(own) for animal, own in self.sightings_of.items()}
        return PooledRates.of(known, self.station_nights)

    def rate_after(self, own: Sequence[Sighting]) -> Rate:
        """The rate of an animal as known at the last of these sightings of it.

        Sightings known to the month or year only are in no rate.
        """
        return rate_of(dated(own), self.station_nights, self.pooled_rates.at(own[-1].night))

    @cached_property
    def animals(self) -> tuple[Animal, ...]:
        """All animals stated or seen."""
        return animals(self.entities, self.sightings)

    @cached_property
    def graph(self) -> Graph:
        """The graph of the moment, derived links included."""
        return build(
            self.statements,
            decisions=self.decisions,
            sources=self.sources.values(),
            cap=DEFAULT_CAP,
        )

    @cached_property
    def trade(self) -> Network:
        """The network of the trade, which most findings are measured on."""
        written = self.by_statement if self.clusters.canonical else None
        return trade_network(self.entities, self.sources, written=written)

    @cached_property
    def missing(self) -> Missing:
        """How many links of the network of the trade are likely not on record."""
        return missing_share(self.trade)

    @cached_property
    def drawn(self) -> tuple[Drawn, ...]:
        """The network of the trade as records allow it to be, drawn once for all findings."""
        rng = np.random.default_rng(self.seed)
        return tuple(drawn_networks(self.trade, rng, doubts=doubts(self.decisions)))

    @cached_property
    def standings(self) -> Mapping[str, tuple[RankInterval, ...]]:
        """The persons of the trade by each measure of `cases.graph.standing`, with intervals."""
        return standings(self.trade, self.drawn)

    @cached_property
    def removals(self) -> Removals:
        """In which order people would be considered, as recorded and in the drawn networks."""
        return removals(self.trade, self.drawn)

    def of_kind(self, *schemata: str) -> tuple[Entity, ...]:
        """The entities of some kinds, by id."""
        return tuple(e for e in self.entities.values() if e.schema in schemata)

    def caption(self, entity: str) -> str:
        """What to call an entity; its id if nothing is known of it."""
        known = self.entities.get(entity)
        return known.caption if known else entity

    def named(self, entity: str) -> str:
        """Caption and id, for sentences: `Lord (IND-0007)`; of an event without a name what, where
        and when it was: `Ivory, Entebbe Airport, 2013-10-23 (SZ-2013-198)`."""
        caption = self.caption(entity)
        if caption == entity and entity in self.entities:
            caption = self.entities[entity].described or entity
        return entity if caption == entity else f"{caption} ({entity})"
