"""Which skins wait for an examiner, and for whom.

A skin that was searched waits until two people have answered who had seen nothing but its photos;
where two answers about one animal differ, a third is wanted, who may have seen them.
"""

from dataclasses import dataclass, field

from sqlalchemy import Select, and_, distinct, func, not_, select

from workbench.store.reading.asking import Asking
from workbench.store.reading.statements import EntityQueries
from workbench.store.tables import (
    CATALOGUE_COAT,
    EXAMINATION,
    EXAMINATION_EVENT,
    EXPOSURE,
    JUDGEMENT,
    SEARCH,
)
from workbench.store.tables.lining_up import LINE_UP, LINE_UP_ANSWER, LINE_UP_PLACE

__all__ = ["Standing", "WaitingQueries"]

# Two who saw nothing but the photos; where they do not say the same, a third.
ENOUGH_BLIND, ENOUGH_IN_ALL = 2, 3


@dataclass(slots=True)
class Standing:
    """Who has examined a searched skin so far.

    since: day of its first search. blind: examiners who had seen nothing; examiners: all who
    answered; exposed: people who have been shown more than the photos; disputed: standing answers
    about one animal differ.
    """

    skin: str
    since: str
    blind: set[str] = field(default_factory=set)
    examiners: set[str] = field(default_factory=set)
    exposed: set[str] = field(default_factory=set)
    disputed: bool = False

    def waits_for(self, person: str) -> bool:
        """Whether this person's examination is wanted."""
        if person in self.examiners:
            return False
        if self.disputed:
            return len(self.examiners) < ENOUGH_IN_ALL
        return len(self.blind) < ENOUGH_BLIND and person not in self.exposed


class WaitingQueries:
    """Who is still wanted: asked by the program for somebody, told without who answered what."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def standings(self) -> list[Standing]:
        """Every searched skin that the reader may see, in order."""
        rows = self._asking.rows(
            select(SEARCH.c.skin, func.min(SEARCH.c.recorded_at).label("since"))
            .where(SEARCH.c.skin != "", self._entities.visible(SEARCH.c.skin))
            .group_by(SEARCH.c.skin)
            .order_by(func.length(SEARCH.c.skin), SEARCH.c.skin)
        )
        found = {row.skin: Standing(row.skin, row.since[:10]) for row in rows}
        for asked in (_closed(), _answered()):
            for row in self._asking.rows(asked):
                if row.skin in found:
                    found[row.skin].examiners.add(row.examiner)
                    if row.condition == "blind":
                        found[row.skin].blind.add(row.examiner)
        for row in self._asking.rows(_disputed()):
            if row.skin in found:
                found[row.skin].disputed = True
        for row in self._asking.rows(select(EXPOSURE.c.skin, EXPOSURE.c.person)):
            if row.skin in found:
                found[row.skin].exposed.add(row.person)
        return list(found.values())

    def room_for_proficiency(self) -> bool:
        """Whether the catalogue can hold cases of known truth.

        It can with an animal of two encounters, and two others, on one side of one species.
        """
        table = CATALOGUE_COAT
        animals = (
            select(
                table.c.species,
                table.c.flank,
                func.count(distinct(table.c.encounter)).label("encounters"),
            )
            .where(table.c.flank.in_(("left", "right")), table.c.digest != "")
            .group_by(table.c.species, table.c.flank, table.c.individual)
            .subquery()
        )
        asked = (
            select(animals.c.species)
            .group_by(animals.c.species, animals.c.flank)
            .having(and_(func.count() >= 3, func.max(animals.c.encounters) >= 2))
            .limit(1)
        )
        return bool(self._asking.rows(asked))


def _closed() -> Select[tuple[str, str, str]]:
    """(skin, examiner, condition) of what was closed; informed where one of its answers was.

    Only what was locked before: an examination that was opened for another answer is none here.
    """
    lock = EXAMINATION_EVENT.alias()
    locked = select(lock.c.id).where(
        lock.c.examination == EXAMINATION.c.id, lock.c.kind == "locked"
    )
    informed = (
        select(LINE_UP_ANSWER.c.id)
        .join(LINE_UP_PLACE, LINE_UP_PLACE.c.id == LINE_UP_ANSWER.c.place)
        .join(LINE_UP, LINE_UP.c.id == LINE_UP_PLACE.c.line_up)
        .where(LINE_UP.c.examination == EXAMINATION.c.id, LINE_UP_ANSWER.c.condition == "informed")
    )
    return (
        select(EXAMINATION.c.skin, EXAMINATION.c.examiner, EXAMINATION.c.condition)
        .join(EXAMINATION_EVENT, EXAMINATION_EVENT.c.examination == EXAMINATION.c.id)
        .where(EXAMINATION_EVENT.c.kind == "closed", locked.exists(), ~informed.exists())
    )


# Answers about two skins stand in the same table and are no part of an examination of one.
_ABOUT_AN_ANIMAL = JUDGEMENT.c.individual.not_like("SK-%")


def _answered() -> Select[tuple[str, str, str]]:
    return select(JUDGEMENT.c.skin, JUDGEMENT.c.examiner, JUDGEMENT.c.condition).where(
        _ABOUT_AN_ANIMAL
    )


def _disputed() -> Select[tuple[str]]:
    """Skins with standing answers about one animal that differ."""
    newer = JUDGEMENT.alias()
    replaced = select(newer.c.id).where(newer.c.supersedes == JUDGEMENT.c.id).exists()
    return (
        select(JUDGEMENT.c.skin)
        .where(not_(replaced), JUDGEMENT.c.verdict != "withdrawn", _ABOUT_AN_ANIMAL)
        .group_by(JUDGEMENT.c.skin, JUDGEMENT.c.individual)
        .having(func.count(distinct(JUDGEMENT.c.verdict)) > 1)
    )
