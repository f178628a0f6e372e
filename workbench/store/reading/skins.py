"""What a reader may know of skins beside the catalogue: authenticity, and other skins."""

import json
from dataclasses import replace

from sqlalchemy import func, select

from workbench.store.encode import instant_of
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.examining import search_of
from workbench.store.reading.statements import EntityQueries
from workbench.store.records import AuthenticityRecord, ComparisonRecord, SearchRecord
from workbench.store.tables import AUTHENTICITY, SKIN_COMPARISON, SKIN_SEARCH

__all__ = ["SkinQueries"]


class SkinQueries:
    """Questions about skins themselves."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def authenticity(self, skin: str) -> list[AuthenticityRecord]:
        """Every answer to whether a skin is a genuine coat, newest first: the first one stands."""
        table = AUTHENTICITY
        rows = self._asking.rows(
            select(table)
            .where(table.c.skin == skin, self._entities.visible(table.c.skin))
            .order_by(func.length(table.c.id).desc(), table.c.id.desc())
        )
        return [_authenticity(row) for row in rows]

    def not_genuine(self) -> frozenset[str]:
        """Skins whose standing answer is that they are no coat of their species."""
        table = AUTHENTICITY
        rows = self._asking.rows(
            select(table.c.skin, table.c.answer).order_by(func.length(table.c.id), table.c.id)
        )
        standing = {row.skin: row.answer for row in rows}
        return frozenset(skin for skin, answer in standing.items() if answer == "not_genuine")

    def searches(self, skin: str) -> list[SearchRecord]:
        """Searches of a skin among other skins that the reader may see, newest first.

        Skins that the reader may not see are taken out of the answers; an answer whose lead names
        one of them is not shown at all.
        """
        table = SKIN_SEARCH
        rows = self._asking.rows(
            select(table)
            .where(
                table.c.skin == skin,
                self._entities.visible(table.c.skin),
                self._asking.rules.machine(table.c.skin),
            )
            .order_by(func.length(table.c.id).desc(), table.c.id.desc())
        )
        return [found for row in rows if (found := self._cleared(search_of(row))) is not None]

    def searched(self, skin: str) -> bool:
        """Whether a skin was searched among skins, whether or not its answer may be seen."""
        table = SKIN_SEARCH
        asked = select(table.c.id).where(table.c.skin == skin, self._entities.visible(table.c.skin))
        return bool(self._asking.rows(asked.limit(1)))

    def comparisons(self, skin: str, other: str = "") -> list[ComparisonRecord]:
        """Comparisons of a skin's searches with other skins, all or with one, in order."""
        table, search = SKIN_COMPARISON, SKIN_SEARCH
        asked = (
            select(table)
            .join(search, search.c.id == table.c.search)
            .where(
                search.c.skin == skin,
                self._entities.visible(search.c.skin),
                self._entities.visible(table.c.other),
                self._asking.rules.machine(search.c.skin),
            )
            .order_by(func.length(table.c.id), table.c.id)
        )
        if other:
            asked = asked.where(table.c.other == other)
        return [_comparison(row) for row in self._asking.rows(asked)]

    def held_against(self, coat: str) -> list[str]:
        """Skins in whose search this coat was a candidate: it can no longer be changed."""
        table, search = SKIN_COMPARISON, SKIN_SEARCH
        asked = (
            select(search.c.skin)
            .join(table, search.c.id == table.c.search)
            .where(table.c.gallery_coat == coat)
            .distinct()
            .order_by(search.c.skin)
        )
        return [row.skin for row in self._asking.rows(asked)]

    def _cleared(self, search: SearchRecord) -> SearchRecord | None:
        if self._asking.reader.unfiltered:
            return search
        answer = dict(search.answer)
        listed = _dicts(answer.get("candidates"))
        twins = _dicts(answer.get("same_photos"))
        lead = answer.get("lead")
        about = lead.get("skin") if isinstance(lead, dict) else None
        asked = {str(one.get("skin", "")) for one in (*listed, *twins)} | {str(about or "")}
        seen = set(self._entities.refs_of(asked - {""}))
        if about and about not in seen:
            return None
        answer["candidates"] = [one for one in listed if one.get("skin") in seen]
        answer["same_photos"] = [one for one in twins if one.get("skin") in seen]
        return replace(search, answer=answer)


def _dicts(listed: object) -> list[dict[str, object]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _authenticity(row: AnyRow) -> AuthenticityRecord:
    return AuthenticityRecord(
        row.skin,
        row.answer,
        row.species,
        row.basis,
        tuple(json.loads(row.speaks_for)),
        tuple(json.loads(row.speaks_against)),
        row.note,
        row.id,
        row.recorded_by,
        instant_of(row.recorded_at),
    )


def _comparison(row: AnyRow) -> ComparisonRecord:
    return ComparisonRecord(
        row.search,
        row.query_coat,
        row.gallery_coat,
        row.other,
        json.loads(row.scores),
        json.loads(row.marks),
        row.fingerprint,
        row.id,
    )
