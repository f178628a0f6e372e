"""Skins and what is known of them to a reader: photos, searches, examinations, answers."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, func, or_, select, true

from workbench.store.encode import instant_of
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.statements import EntityQueries
from workbench.store.reading.visible import holds_open_blind
from workbench.store.records import (
    CatalogueCoat,
    CoatRecord,
    ComparisonRecord,
    Examination,
    JudgementRecord,
    SearchRecord,
)
from workbench.store.tables import (
    CATALOGUE_COAT,
    COAT,
    COMPARISON,
    EXAMINATION,
    EXAMINATION_EVENT,
    EXPOSURE,
    JUDGEMENT,
    SEARCH,
    STATEMENT,
)

__all__ = ["ExaminingQueries", "MatchingQueries"]


class MatchingQueries:
    """Coats, the catalogue as a search needs it, and the machine's results."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def catalogue(self, species: str = "", flank: str = "") -> list[CatalogueCoat]:
        """Photos of named animals, in order.

        Closed to holders of an open blind examination, and to who sees only what was handed over:
        the photos released to them are exhibits of a case and no way into the catalogue.
        """
        if self._asking.rules.blinded or self._asking.reader.only_handed_over:
            return []
        table = CATALOGUE_COAT
        asked = select(table).where(self._asking.rules.handled(table))
        if species:
            asked = asked.where(table.c.species == species)
        if flank:
            asked = asked.where(table.c.flank == flank)
        rows = self._asking.rows(asked.order_by(table.c.individual, table.c.photo))
        return [_catalogue_coat(row) for row in rows]

    def coats(self, photos: Collection[str]) -> list[CoatRecord]:
        """The coats found in photos (by digest) that the reader may see, newest correction only."""
        newer = COAT.alias()
        asked = (
            select(COAT)
            .where(
                COAT.c.photo.in_(sorted(photos)),
                ~select(newer.c.id).where(newer.c.supersedes == COAT.c.id).exists(),
                self._photo_seen(),
            )
            .order_by(COAT.c.photo, COAT.c.id)
        )
        return [_coat(row) for row in self._asking.rows(asked)]

    def coat(self, known: str) -> CoatRecord | None:
        """One coat by id."""
        rows = self._asking.rows(select(COAT).where(COAT.c.id == known, self._photo_seen()))
        return _coat(rows[0]) if rows else None

    def searches(self, skin: str) -> list[SearchRecord]:
        """Searches of a skin that the reader may see, newest first.

        Animals that the reader may not see are taken out of the answers; an answer whose lead
        names one of them is not shown at all.
        """
        rows = self._asking.rows(
            select(SEARCH)
            .where(
                SEARCH.c.skin == skin,
                self._entities.visible(SEARCH.c.skin),
                self._asking.rules.machine(SEARCH.c.skin),
            )
            .order_by(func.length(SEARCH.c.id).desc(), SEARCH.c.id.desc())
        )
        return [found for row in rows if (found := self._cleared(search_of(row))) is not None]

    def comparisons(self, skin: str, individual: str = "") -> list[ComparisonRecord]:
        """Comparisons of a skin's searches, all or those with one animal, in order."""
        asked = (
            select(COMPARISON)
            .join(SEARCH, SEARCH.c.id == COMPARISON.c.search)
            .where(
                SEARCH.c.skin == skin,
                self._entities.visible(SEARCH.c.skin),
                self._entities.visible(COMPARISON.c.individual),
                self._asking.rules.machine(SEARCH.c.skin),
            )
            .order_by(func.length(COMPARISON.c.id), COMPARISON.c.id)
        )
        if individual:
            asked = asked.where(COMPARISON.c.individual == individual)
        return [_comparison(row) for row in self._asking.rows(asked)]

    def line_up(self, skin: str) -> list[tuple[str, str]]:
        """(individual, coat id) of what the last search compared, without score, order or name.

        All that a blind examiner may be shown of the machine's work: sorted by coat id, which says
        nothing.
        """
        last = (
            select(SEARCH.c.id)
            .where(SEARCH.c.skin == skin, self._entities.visible(SEARCH.c.skin))
            .order_by(func.length(SEARCH.c.id).desc(), SEARCH.c.id.desc())
            .limit(1)
        )
        asked = (
            select(COMPARISON.c.individual, COMPARISON.c.gallery_coat)
            .where(COMPARISON.c.search.in_(last), self._individual_cleared())
            .distinct()
            .order_by(COMPARISON.c.gallery_coat)
        )
        return [(row.individual, row.gallery_coat) for row in self._asking.rows(asked)]

    def _individual_cleared(self) -> Any:
        # A blind examiner sees no statement that names an animal, but may be shown its photos:
        # here handling alone decides.
        if self._asking.reader.unfiltered:
            return true()
        about = STATEMENT.alias()
        return (
            select(about.c.id)
            .where(
                or_(
                    about.c.subject == COMPARISON.c.individual,
                    about.c.target == COMPARISON.c.individual,
                ),
                self._asking.rules.handled(about),
            )
            .exists()
        )

    def _photo_seen(self) -> Any:
        if self._asking.reader.unfiltered:
            return true()
        says = STATEMENT.alias()
        return (
            select(says.c.id)
            .where(
                says.c.property == "digest",
                func.substr(says.c.value, 1, 64) == COAT.c.photo,
                self._asking.rules.statement(says),
            )
            .exists()
        )

    def _cleared(self, search: SearchRecord) -> SearchRecord | None:
        if self._asking.reader.unfiltered:
            return search
        answer = dict(search.answer)
        candidates = answer.get("candidates")
        listed = candidates if isinstance(candidates, list) else []
        named = {str(c.get("individual", "")) for c in listed if isinstance(c, dict)}
        lead = answer.get("lead")
        about = lead.get("individual") if isinstance(lead, dict) else None
        asked = named | ({str(about)} if about else set())
        seen = set(self._entities.refs_of(asked - {""}))
        if about and about not in seen:
            return None
        answer["candidates"] = [
            c for c in listed if isinstance(c, dict) and c.get("individual", "") in seen | {""}
        ]
        return SearchRecord(
            search.skin,
            search.coats,
            search.fingerprint,
            answer,
            search.gallery_digest,
            search.network_digest,
            search.calibration_digest,
            search.id,
            search.by,
            search.at,
        )


class ExaminingQueries:
    """Examinations and answers."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def condition(self, skin: str, person: str = "") -> str:
        """blind or informed: what an examination of this skin would be for this person now."""
        who = person or self._asking.reader.person
        asked = select(EXPOSURE.c.id).where(EXPOSURE.c.person == who, EXPOSURE.c.skin == skin)
        return "informed" if self._asking.rows(asked.limit(1)) else "blind"

    def exposures(self, skin: str) -> list[tuple[str, str]]:
        """(person, what they have been shown) about a skin."""
        asked = select(EXPOSURE).where(EXPOSURE.c.skin == skin).order_by(EXPOSURE.c.id)
        return [(row.person, row.what) for row in self._asking.rows(asked)]

    def holds_blind(self) -> list[str]:
        """Open blind examinations of the reader, by their ids.

        Not by their skins: a case whose truth is known must not be told from a real one.
        """
        return [row.id for row in self._asking.rows(holds_open_blind(self._asking.reader.person))]

    def examinations(self, skin: str = "") -> list[Examination]:
        """Examinations of a skin, or all: who, under which condition, whether locked and closed."""
        event = EXAMINATION_EVENT
        asked = (
            select(EXAMINATION, event.c.kind)
            .outerjoin(event, event.c.examination == EXAMINATION.c.id)
            .where(self._entities.visible(EXAMINATION.c.skin))
            .order_by(EXAMINATION.c.id)
        )
        if skin:
            asked = asked.where(EXAMINATION.c.skin == skin)
        kinds: dict[str, set[str]] = {}
        heads: dict[str, AnyRow] = {}
        for row in self._asking.rows(asked):
            heads[row.id] = row
            kinds.setdefault(row.id, set()).add(row.kind or "")
        return [
            Examination(
                row.id,
                row.skin,
                row.examiner,
                row.condition,
                instant_of(row.recorded_at),
                "locked" in kinds[row.id],
                "closed" in kinds[row.id],
            )
            for row in heads.values()
        ]

    def judgements(self, skin: str = "", individual: str = "") -> list[JudgementRecord]:
        """Answers that the reader may know, by the judgement rule, oldest first."""
        newer = JUDGEMENT.alias()
        replaced = select(newer.c.id).where(newer.c.supersedes == JUDGEMENT.c.id).exists()
        conditions = [
            self._asking.rules.judgement(),
            self._entities.visible(JUDGEMENT.c.skin),
            self._animal_seen(),
        ]
        if skin:
            conditions.append(JUDGEMENT.c.skin == skin)
        if individual:
            conditions.append(JUDGEMENT.c.individual == individual)
        asked = (
            select(JUDGEMENT, replaced.label("replaced"))
            .where(and_(*conditions))
            .order_by(func.length(JUDGEMENT.c.id), JUDGEMENT.c.id)
        )
        return [_judgement(row) for row in self._asking.rows(asked)]

    def _animal_seen(self) -> Any:
        # One's own answer stays one's own, also while the catalogue is closed.
        return or_(
            JUDGEMENT.c.examiner == self._asking.reader.person,
            self._entities.visible(JUDGEMENT.c.individual),
        )


def _judgement(row: AnyRow) -> JudgementRecord:
    return JudgementRecord(
        row.id,
        row.skin,
        row.individual,
        row.verdict,
        row.examiner,
        row.why,
        row.examination,
        row.condition,
        instant_of(row.recorded_at),
        row.supersedes,
        bool(row.replaced),
    )


def _coat(row: AnyRow) -> CoatRecord:
    return CoatRecord(
        row.id,
        row.photo,
        json.loads(row.region),
        row.flank,
        row.species,
        row.kind,
        json.loads(row.quality),
        json.loads(row.fixed_by),
        json.loads(row.landmarks),
        row.supersedes,
    )


def search_of(row: AnyRow) -> SearchRecord:
    """One stored search, of the catalogue or of the skins."""
    return SearchRecord(
        row.skin,
        tuple(json.loads(row.coats)),
        row.fingerprint,
        json.loads(row.answer),
        row.gallery_digest,
        row.network_digest,
        row.calibration_digest,
        row.id,
        row.recorded_by,
        instant_of(row.recorded_at),
    )


def _comparison(row: AnyRow) -> ComparisonRecord:
    return ComparisonRecord(
        row.search,
        row.query_coat,
        row.gallery_coat,
        row.individual,
        json.loads(row.scores),
        json.loads(row.marks),
        row.fingerprint,
        row.id,
    )


def _catalogue_coat(row: AnyRow) -> CatalogueCoat:
    box = tuple(float(side) for side in row.box.split(",")) if row.box else None
    return CatalogueCoat(
        row.photo,
        row.individual,
        row.digest,
        row.species,
        row.flank,
        row.kind,
        (box[0], box[1], box[2], box[3]) if box and len(box) == 4 else None,
        row.encounter,
        row.deployment,
        row.captured_at,
        bool(row.simulated),
    )
