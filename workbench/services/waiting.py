"""What waits for an examiner, and taking one of it.

An entry is known by a code that says neither skin nor truth. Once taken it has its examination's
id, which a real skin and a case of known truth are given alike.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from workbench.services.acting import EXAMINING, acting
from workbench.services.examining import Opened, could_have_seen, opened
from workbench.services.pace import Clock, utc_now
from workbench.services.proficiency import is_drawn, make
from workbench.services.refusal import Refused
from workbench.store import Examination, Reader
from workbench.store.reading.waiting import Standing

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Waiting", "disputed", "queue", "take"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One entry of the queue. examination: its id once it is taken, else empty."""

    code: str
    examination: str = ""
    locked: bool = False

    @property
    def sentence(self) -> str:
        """Where it stands, in one line."""
        if not self.examination:
            return f"{self.code}: waits for you"
        where = "marks locked, candidates to answer" if self.locked else "photo to mark"
        return f"{self.code}: taken as {self.examination}; {where}"


@dataclass(frozen=True, slots=True)
class _Item:
    """What stands behind a code: a skin, or the case of known truth that goes with it."""

    skin: str
    proof: bool
    own: Examination | None


def queue(project: "Project", by: str) -> tuple[Waiting, ...]:
    """What waits for a person, those they have begun first; in an order that says nothing."""
    reader = acting(project, by, *EXAMINING)
    entries = [
        Waiting(code, item.own.id if item.own else "", bool(item.own and item.own.locked))
        for code, item in _items(project, reader).items()
    ]
    return tuple(sorted(entries, key=lambda one: (not one.examination, one.code)))


def disputed(project: "Project", by: str) -> tuple[str, ...]:
    """Skins about which two people do not say the same and this person has not answered."""
    reader = acting(project, by, *EXAMINING)
    standings = project.store.read(reader).waiting.standings()
    return tuple(one.skin for one in standings if one.disputed and one.waits_for(reader.person))


def take(project: "Project", by: str, code: str = "", *, clock: Clock = utc_now) -> Opened:
    """Take an entry of one's queue, the first for an empty code; the same again goes on with it.

    Raises Refused where nothing waits, or nothing under this code.
    """
    reader = acting(project, by, *EXAMINING)
    waiting = queue(project, reader.person)
    if not waiting:
        raise Refused("nothing waits for you", "look again after the next search")
    wanted = code.strip().upper() or waiting[0].code
    item = _items(project, reader).get(wanted)
    if item is None:
        listed = ", ".join(one.code for one in waiting)
        raise Refused(f"nothing waits for you under {wanted}", f"there is {listed}")
    if item.own is not None:
        return opened(item.own)
    _make_all(project, reader, clock)
    mixed_in = project.store.read(Reader.whole("what is mixed in")).line_ups.beside(reader.person)
    if item.proof and item.skin in mixed_in:
        with project.store.transaction(reader.person, "open examination", clock()) as work:
            return opened(work.examinations.open(mixed_in[item.skin], reader.person))
    if item.proof and _code(reader.person, item.skin) not in _items(project, reader):
        raise Refused(f"nothing waits for you under {wanted} any more", "take another")
    seen = could_have_seen(project, reader, item.skin)
    with project.store.transaction(reader.person, "open examination", clock()) as work:
        for what in seen:
            work.exposures.add(reader.person, item.skin, what)
        return opened(work.examinations.open(item.skin, reader.person))


def _make_all(project: "Project", reader: Reader, clock: Clock) -> None:
    """Make every case of known truth that is drawn for a person and not made yet.

    All of them whichever entry is taken, so that the time it takes does not tell which one it is.
    """
    there = project.store.read(Reader.whole("what is mixed in")).line_ups.beside(reader.person)
    for item in _items(project, reader).values():
        if item.proof and item.skin not in there:
            made = make(project, reader, item.skin, _species(project, item.skin))
            if made is not None:
                with project.store.transaction(reader.person, "open examination", clock()) as work:
                    work.originals.add(made.picture, "query.jpg", "image/jpeg")
                    work.proficiency.add(made.case)


def _items(project: "Project", reader: Reader) -> dict[str, _Item]:
    person = reader.person
    with project.store.read(reader) as queries:
        standings = queries.waiting.standings()
        own = {one.skin: one for one in queries.line_ups.mine()}
    whole = project.store.read(Reader.whole("what is mixed in"))
    mixed_in = whole.line_ups.beside(person)
    room = whole.waiting.room_for_proficiency()
    rate = project.settings.proficiency_rate
    found: dict[str, _Item] = {}
    for standing in standings:
        skin, mine = standing.skin, own.get(standing.skin)
        # Whoever answered on the pair's page, informed, has nothing left to go on with.
        answered = person in standing.examiners
        begun = (
            mine is not None and not mine.closed and not (answered and mine.condition == "informed")
        )
        if standing.waits_for(person) or begun:
            found[_code(person, skin)] = _Item(skin, False, mine if begun else None)
        proof = own.get(mixed_in.get(skin, ""))
        if proof is not None:
            if not proof.closed:
                found[_code(person, skin, "+")] = _Item(skin, True, proof)
        elif skin in mixed_in or (
            room and _may_be_mixed_in(standing, person) and is_drawn(person, skin, rate)
        ):
            found[_code(person, skin, "+")] = _Item(skin, True, None)
    return found


def _may_be_mixed_in(standing: Standing, person: str) -> bool:
    return person in standing.examiners or standing.waits_for(person)


def _code(*parts: str) -> str:
    return sha256("\x00".join(parts).encode()).hexdigest()[:6].upper()


def _species(project: "Project", skin: str) -> str:
    whole = project.store.read(Reader.whole("the species of a skin"))
    for search in whole.matching.searches(skin)[:1]:
        for known in search.coats:
            coat = whole.matching.coat(known)
            if coat is not None and coat.species:
                return coat.species
    return ""
