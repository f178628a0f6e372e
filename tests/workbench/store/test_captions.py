"""What an entity is called once it was named anew: the new name, to whoever may read it.

The store answers for thousands at once from a few columns, an entity from its statements; both are
held against each other and against a slow look of this file's own.
"""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from cases.entities import group
from cases.model import SCHEMATA
from cases.statement import Claim, Handling, Locator, Ref, Source
from workbench.store import Reader, Store

ALL = Reader.whole("test")
OPEN = Reader("STAFF-0009", frozenset({"analyst"}), 0)
CLEARED = Reader("STAFF-0008", frozenset({"analyst"}), 2)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANIMAL = Ref("IndividualAnimal", "park", "1")
BOOK, INFORMANT = Source("", "file", "animals.csv"), Source("", "report", "x", handling=Handling(2))


def say(store: Store, name: str, value: str, *grounds: str, hours: int, source: Source = BOOK,
        about: Ref = ANIMAL) -> str:  # fmt: skip
    """One statement of an animal; its id."""
    claim = Claim(about, about.schema, name, value, derived_from=grounds,
                  locator=Locator(row=hours))  # fmt: skip
    with store.transaction("STAFF-0001", "say", NOW + timedelta(hours=hours)) as work:
        return work.statements.add([claim], source).statements[0]


def take_back(store: Store, statement: str, hours: int) -> None:
    with store.transaction("STAFF-0001", "retract", NOW + timedelta(hours=hours)) as work:
        work.statements.retract(statement, "wrong")


def called(store: Store, reader: Reader, known: str = "IND-0001") -> str:
    """What a reader calls it; the store and the entity agree."""
    with store.read(reader) as q:
        told = q.entities.captions([known])[known]
        entity = group(q.statements.statements_of([known])).get(known)
        assert entity is None or entity.caption == told
        return told


@pytest.fixture
def renamed(store: Store) -> tuple[Store, dict[str, str]]:
    """Openly called M15; by an informant, since later, Amba, with M15 as another of its names."""
    ids = {"old": say(store, "name", "M15", hours=0)}
    ids["new"] = say(store, "name", "Amba", hours=1, source=INFORMANT)
    ids["alias"] = say(store, "alias", "M15", ids["old"], hours=1, source=INFORMANT)
    return store, ids


def test_who_reads_both_names_calls_it_by_the_new_one_and_nobody_else_learns_it(renamed) -> None:
    store, _ = renamed
    assert called(store, OPEN) == "M15"
    assert called(store, CLEARED) == "Amba"
    assert called(store, ALL) == "Amba"


def test_once_the_new_name_is_taken_back_the_old_one_is_the_name_again(renamed) -> None:
    store, ids = renamed
    take_back(store, ids["new"], 2)
    assert called(store, CLEARED) == "M15"


def test_once_the_old_name_is_no_alias_any_more_it_is_the_name_again(renamed) -> None:
    store, ids = renamed
    take_back(store, ids["alias"], 2)
    assert called(store, CLEARED) == "M15"


def test_as_it_was_called_then(renamed) -> None:
    store, _ = renamed
    with store.read(CLEARED) as q:
        earlier = q.statements.at(NOW + timedelta(minutes=30)).statements_of(["IND-0001"])
    assert group(earlier)["IND-0001"].caption == "M15"


def test_named_back_it_has_its_first_name_again(renamed) -> None:
    store, ids = renamed
    say(store, "name", "M15", hours=2, source=INFORMANT)
    say(store, "alias", "Amba", ids["new"], hours=2, source=INFORMANT)
    assert called(store, CLEARED) == "M15"


def test_a_reading_of_a_name_does_not_take_its_place(store: Store) -> None:
    """A man's alias in letters of another script rests on his name; he keeps his name."""
    man = Ref("Person", "sheet", "1")
    name = say(store, "name", "Иван", hours=0, about=man)
    say(store, "alias", "Ivan", name, hours=1, about=man)
    say(store, "name", "Wanja", hours=2, about=man)
    assert called(store, ALL, "PER-0001") == "Иван"


def test_a_name_of_another_animal_is_left_alone_by_an_alias(store: Store) -> None:
    name = say(store, "name", "M15", hours=0)
    other = Ref("IndividualAnimal", "park", "2")
    say(store, "name", "M15", hours=0, about=other)
    say(store, "alias", "M15", name, hours=1, about=other)
    say(store, "name", "Amba", hours=2, about=other)
    assert called(store, ALL, "IND-0002") == "M15"


def _slow(said: list, schema: str, known: str) -> str:
    """For each property that names: the first that no alias says again, else the first."""
    aliases = [one for one in said if one.property == "alias"]
    for name in SCHEMATA[schema].caption:
        own = [one for one in said if one.property == name]
        own.sort(key=lambda one: (one.first_seen, one.locator.row))
        current = [
            one
            for one in own
            if not any(one.id in a.derived_from and a.value == one.value for a in aliases)
        ]
        for one in (*current, *own):
            return one.value
    return known


def test_whatever_is_renamed_retracted_and_hidden_both_agree_with_a_slow_look(store: Store) -> None:
    dice = Random(36)
    kinds = ("IndividualAnimal", "Person", "Organization")
    made: dict[str, list[str]] = {}
    hours = 0
    for number in range(24):
        about = Ref(kinds[number % 3], "park", str(number))
        for _ in range(dice.randint(1, 7)):
            hours += dice.randint(0, 1)
            own = made.setdefault(about.key, [])
            name = dice.choice(("name", "name", "alias", "catalogueNumber"))
            grounds = tuple({g for g in dice.sample(own, min(len(own), 2)) if name == "alias"})
            own.append(say(store, name, dice.choice("ABC"), *grounds, hours=hours, about=about,
                           source=dice.choice((BOOK, INFORMANT))))  # fmt: skip
        if dice.random() < 0.4:
            take_back(store, dice.choice(own), hours)
    for reader in (ALL, CLEARED, OPEN):
        with store.read(reader) as q:
            ids = [one for kind in kinds for one in q.entities.of_kind(kind)]
            entities = group(q.statements.statements_of(ids))
            told = q.entities.captions(ids)
            assert told == {one: entities[one].caption if one in entities else one for one in ids}
            for one, entity in entities.items():
                assert told[one] == _slow(list(entity.statements), entity.schema, one)
