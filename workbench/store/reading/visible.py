"""Which rows a reader may see, as conditions of SQL.

Everything a page or a command shows is selected through these conditions, so that rows, counts,
ranks and graph steps are of what the reader may see and of nothing else. Four rules:

handling      level not above the clearance, compartments a subset of the reader's;
judgement     an examiner sees another's answer about a skin and an animal only after answering it
              too, or when two have answered and they hold no open blind examination of it;
              statements that rest on an answer follow it;
blindness     whoever holds an open blind examination sees no names of the catalogue, and whoever
              may be asked to examine sees the machine's results only after that is on record;
handed over   who is a prosecutor and nothing else sees the members of the cases released to them,
              what these name, the photos of their skins, and the catalogue photos that a skin was
              held against where a person judged that animal; nothing else of the catalogue.
"""

from datetime import datetime

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    and_,
    distinct,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union,
)

from workbench.store.encode import instant
from workbench.store.reader import Reader
from workbench.store.tables import (
    CASE_MEMBER,
    COAT,
    COMPARISON,
    EXAMINATION,
    EXAMINATION_EVENT,
    EXPOSURE,
    JUDGEMENT,
    RETRACTION,
    SEARCH,
    SOURCE,
    STATEMENT,
    STATEMENT_JUDGEMENT,
)
from workbench.store.tables.seizing import walked

__all__ = ["Rules"]

# What tells an examiner which animal is which: its number is a name, and the path of a photo and
# the name of an encounter are often made of it.
_NAMING = ("individual", "fileName", "name", "alias", "catalogueNumber", "encounter")
# What a catalogue photo says of itself once a judgement releases it: which animal, not where.
# Width and height too: box and marks are pixels of the whole photo, and what is served is smaller.
_OF_A_RELEASED_PHOTO = (
    *("digest", "mediaType", "individual", "species", "flank", "kind", "box"),
    *("width", "height"),
)


class Rules:
    """The conditions of one reader. keys: the combinations of compartments they are cleared for.

    blinded: whether the reader holds an open blind examination.
    """

    def __init__(self, reader: Reader, keys: frozenset[str], *, blinded: bool) -> None:
        self.reader = reader
        self.keys = keys
        self.blinded = blinded
        self._below: dict[datetime | None, CTE] = {}
        self._released: tuple[CTE, CTE] | None = None

    def handled(self, table: FromClause) -> ColumnElement[bool]:
        """Rows whose level and compartments the reader is cleared for."""
        if self.reader.unfiltered:
            return true()
        return and_(
            table.c.level <= self.reader.clearance, table.c.compartments.in_(sorted(self.keys))
        )

    def judgement(self, table: FromClause = JUDGEMENT) -> ColumnElement[bool]:
        """Answers that the reader may know."""
        if not self.reader.examines:
            return true()
        mine, any_ = JUDGEMENT.alias(), JUDGEMENT.alias()
        answered_too = exists().where(
            mine.c.skin == table.c.skin,
            mine.c.individual == table.c.individual,
            mine.c.examiner == self.reader.person,
        )
        examiners = (
            select(func.count(distinct(any_.c.examiner)))
            .where(any_.c.skin == table.c.skin, any_.c.individual == table.c.individual)
            .correlate(table)
            .scalar_subquery()
        )
        two: ColumnElement[bool] = examiners >= 2
        if self.blinded:
            held = holds_open_blind(self.reader.person).subquery()
            two = and_(two, table.c.skin.not_in(select(held.c.skin)))
        return or_(table.c.examiner == self.reader.person, answered_too, two)

    def statement(self, table: FromClause = STATEMENT) -> ColumnElement[bool]:
        """Statements that the reader may know; alive or not."""
        if self.reader.unfiltered:
            return true()
        conditions = [self.handled(table)]
        if self.reader.examines:
            conditions.append(not_(self._rests_on_hidden(table.c.id)))
        if self.blinded:
            path = and_(table.c.schema == "Photo", table.c.property == "address")
            naming = or_(table.c.property.in_(_NAMING), path)
            conditions.append(not_(naming) | (table.c.schema == "Person"))
        if self.reader.only_handed_over:
            conditions.append(self._handed_over(table))
        return and_(*conditions)

    def source(self, table: FromClause = SOURCE) -> ColumnElement[bool]:
        """Sources that the reader may know; a judgement is a source as well, with its title."""
        if not self.reader.examines:
            return self.handled(table)
        said, answer, rests = STATEMENT.alias(), JUDGEMENT.alias(), STATEMENT_JUDGEMENT.alias()
        # From the few answers to their source: a source may hold millions of statements.
        hidden = (
            exists()
            .select_from(
                rests.join(answer, answer.c.id == rests.c.judgement).join(
                    said, said.c.id == rests.c.statement
                )
            )
            .where(
                walked(said.c.source) == table.c.id,
                said.c.judgement.is_not(None),
                not_(self.judgement(answer)),
            )
        )
        return and_(self.handled(table), not_(hidden))

    def alive(
        self, table: FromClause = STATEMENT, as_of: datetime | None = None
    ) -> ColumnElement[bool]:
        """Statements neither retracted nor corrected at an instant, as far as the reader knows.

        As `cases.entities.live`: one that stands, in however many steps above, corrects it.
        """
        newer = STATEMENT.alias()
        corrected = exists().where(
            newer.c.supersedes == table.c.id,
            or_(self._stands(newer, as_of), self._corrected_above(newer, as_of)),
        )
        own = and_(not_(_retracted(table, as_of)), not_(corrected))
        return own if as_of is None else and_(table.c.recorded_at <= instant(as_of), own)

    def _stands(self, table: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
        """Statements that are known and not retracted, whatever corrects them."""
        known = and_(self.statement(table), not_(_retracted(table, as_of)))
        return known if as_of is None else and_(table.c.recorded_at <= instant(as_of), known)

    def _corrected_above(self, table: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
        """Whether, of all that corrects a statement and all that corrects this, one stands.

        Only looked at for a correction that does not stand itself, which few are. What is below a
        correction that stands is gathered once for a whole question, at its head: within each
        condition it would nest deeper than SQLite reads.
        """
        if as_of not in self._below:
            above, further = STATEMENT.alias(), STATEMENT.alias()
            below = (
                select(above.c.supersedes.label("id"))
                .where(above.c.supersedes.is_not(None), self._stands(above, as_of))
                .cte(f"corrected_{len(self._below)}", recursive=True)
            )
            self._below[as_of] = below.union(
                select(further.c.supersedes)
                .select_from(further.join(below, further.c.id == below.c.id))
                .where(further.c.supersedes.is_not(None))
            )
        return table.c.id.in_(select(self._below[as_of].c.id))

    def machine(self, skin: ColumnElement[str]) -> ColumnElement[bool]:
        """The machine's results about a skin: for examiners once their looking is on record."""
        if not self.reader.examines:
            return true()
        return exists().where(EXPOSURE.c.person == self.reader.person, EXPOSURE.c.skin == skin)

    def case(self, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Cases by id: all, or those handed over."""
        return column.in_(sorted(self.reader.cases)) if self.reader.only_handed_over else true()

    def _rests_on_hidden(self, statement: ColumnElement[str]) -> ColumnElement[bool]:
        answer, rests = JUDGEMENT.alias(), STATEMENT_JUDGEMENT.alias()
        return (
            exists()
            .select_from(rests.join(answer, answer.c.id == rests.c.judgement))
            .where(rests.c.statement == statement, not_(self.judgement(answer)))
        )

    def _handed_over(self, table: FromClause) -> ColumnElement[bool]:
        released, judged = self._released_entities()
        candidate = and_(
            table.c.property.in_(_OF_A_RELEASED_PHOTO),
            table.c.subject.in_(select(judged.c.id)),
        )
        return or_(table.c.subject.in_(select(released.c.id)), candidate)

    def _released_entities(self) -> tuple[CTE, CTE]:
        """Ids of what the cases hold, of what that leads to and of photos of its skins; and of the
        catalogue photos that these were judged against.

        Gathered once for a whole question, at its head: within each condition they would nest
        deeper than SQLite reads.
        """
        if self._released is None:
            members = members_of(sorted(self.reader.cases))
            linked, pictured = STATEMENT.alias(), STATEMENT.alias()
            targets = select(linked.c.target).where(
                linked.c.subject.in_(members),
                linked.c.target.is_not(None),
                self.handled(linked),
                not_(_retracted(linked, None)),
            )
            near = union(members, targets).cte("handed_over")
            near_id = near.c[0]
            query_photos = select(pictured.c.target).where(
                pictured.c.subject.in_(select(near_id)),
                pictured.c.schema == "Specimen",
                pictured.c.property == "photo",
                pictured.c.target.is_not(None),
                self.handled(pictured),
                not_(_retracted(pictured, None)),
            )
            released = union(select(near_id.label("id")), query_photos).cte("released")
            judged = self._judged_photos(select(near_id)).cte("judged_photos")
            self._released = released, judged
        return self._released

    def _judged_photos(self, near: Select[tuple[str]]) -> Select[tuple[str]]:
        """Photos of judged animals whose coats were compared with a skin among `near`."""
        file, animal = STATEMENT.alias(), STATEMENT.alias()
        way = (
            file.join(animal, animal.c.subject == file.c.subject)
            .join(COAT, COAT.c.photo == func.substr(file.c.value, 1, 64))
            .join(COMPARISON, COMPARISON.c.gallery_coat == COAT.c.id)
            .join(SEARCH, SEARCH.c.id == COMPARISON.c.search)
            .join(
                JUDGEMENT,
                and_(
                    JUDGEMENT.c.skin == SEARCH.c.skin,
                    JUDGEMENT.c.individual == COMPARISON.c.individual,
                ),
            )
        )
        return (
            select(file.c.subject.label("id"))
            .select_from(way)
            .where(
                SEARCH.c.skin.in_(near),
                file.c.schema == "Photo",
                file.c.property == "digest",
                animal.c.property == "individual",
                animal.c.target == JUDGEMENT.c.individual,
                self.handled(file),
                self.handled(animal),
            )
        )


def members_of(cases: list[str]) -> Select[tuple[str]]:
    """Ids of the entities that are members of any of the cases now.

    Changes of one entity alternate, added first, so a member has an odd number of them.
    """
    changes = func.count() % 2
    return (
        select(CASE_MEMBER.c.entity)
        .where(CASE_MEMBER.c.case.in_(cases))
        .group_by(CASE_MEMBER.c.case, CASE_MEMBER.c.entity)
        .having(changes == literal(1))
    )


def holds_open_blind(person: str) -> Select[tuple[str, str]]:
    """(id, skin) of a person's open blind examinations that have not become informed."""
    return select(EXAMINATION.c.id, EXAMINATION.c.skin).where(
        EXAMINATION.c.examiner == person,
        EXAMINATION.c.condition == "blind",
        ~exists().where(
            EXAMINATION_EVENT.c.examination == EXAMINATION.c.id,
            EXAMINATION_EVENT.c.kind == "closed",
        ),
        ~exists().where(EXPOSURE.c.person == person, EXPOSURE.c.skin == EXAMINATION.c.skin),
    )


def _retracted(table: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    back = exists().where(RETRACTION.c.statement == table.c.id)
    return back if as_of is None else back.where(RETRACTION.c.recorded_at <= instant(as_of))
