"""Who stands between most: over the store, for a reader, merged records as one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.statement import Claim, Handling, Ref, Source
from workbench.project import Project
from workbench.store import DecisionRecord, Reader
from workbench.views.between import stand_between
from workbench.views.network import Wanted, neighbourhood

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
CLEARED = Reader("STAFF-0002", frozenset({"analyst"}), 3)


def person(name: str) -> Ref:
    return Ref("Person", "t", name)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[tuple[Project, dict[str, str]]]:
    """a - b - c - d - e, of which c - d is secret; f - g apart, and a record B that is b."""
    made = Project.create(tmp_path / "p", name="chain")
    pairs = ["ab", "bc", "de", "fg", "Ba"]
    claims = [Claim(person(a), "Person", "knows", person(b)) for a, b in pairs]
    claims.append(Claim(person("c"), "Person", "knows", person("d"), handling=Handling(2)))
    with made.store.transaction("STAFF-0001", "import", NOW) as work:
        found = work.statements.add(claims, Source("", "file", "a.csv", "a" * 64)).entities
        ids = {ref.key: known for ref, known in found.items()}
        work.decisions.add(DecisionRecord(ids["b"], ids["B"], "same", "one passport"))
    yield made, ids
    made.close()


def test_the_middle_of_a_chain_is_first_and_the_share_is_of_all_pairs(chain) -> None:
    project, ids = chain
    found = stand_between(project, CLEARED, pivots=None)

    assert found.exact
    assert found.rows[0].id == ids["c"]
    # Seven entities with b and B as one: 21 pairs, and c lies between a, b and d, e: 4.
    assert (found.entities, found.links) == (7, 5)
    assert found.rows[0].share == pytest.approx(4 / 21)


def test_what_the_reader_may_not_see_bridges_nothing(chain) -> None:
    project, ids = chain
    found = stand_between(project, ANALYST, pivots=None)

    assert found.rows[0].id == min(ids["b"], ids["B"])
    assert found.rows[0].share == pytest.approx(1 / 21)


def test_an_estimate_says_how_far_it_is_off(chain) -> None:
    project, _ = chain
    ring = [Claim(person("e"), "Person", "knows", person("a"))]
    with project.store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(ring, Source("", "file", "b.csv", "b" * 64))
    found = stand_between(project, CLEARED, pivots=3)

    assert not found.exact
    assert found.bound > 0
    assert all(row.error > 0 for row in found.rows[:5])


def test_the_neighbourhood_of_either_record_is_that_of_the_one_they_are(chain) -> None:
    project, ids = chain
    one = min(ids["b"], ids["B"])
    of_b = neighbourhood(project, CLEARED, [ids["b"]])
    of_other = neighbourhood(project, CLEARED, [ids["B"]])

    assert of_b == of_other
    assert {node.id for node in of_b.nodes} == {one, ids["a"], ids["c"]}


def test_a_way_is_shown_without_being_looked_through(chain) -> None:
    project, ids = chain
    found = neighbourhood(project, CLEARED, [ids["a"]], wanted=Wanted(also=(ids["c"],)))

    assert {node.id for node in found.nodes} >= {ids["a"], ids["c"]}
    assert ids["d"] not in {node.id for node in found.nodes}


def test_more_than_can_be_drawn_is_grouped_and_says_what_it_holds(chain) -> None:
    project, ids = chain
    phones = [Claim(person("a"), "Person", "phone", Ref("Phone", "t", str(n))) for n in range(60)]
    with project.store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(phones, Source("", "file", "c.csv", "c" * 64))
    found = neighbourhood(project, CLEARED, [ids["a"]], wanted=Wanted(most=20))
    (group,) = [node for node in found.nodes if node.members]

    drawn = [node for node in found.nodes if node.schema == "Phone"]
    links = [edge.count for edge in found.edges if group.id in (edge.source, edge.target)]

    assert len(found.nodes) == 20
    assert len(group.members) + len(drawn) == 60
    assert links == [len(group.members)]
