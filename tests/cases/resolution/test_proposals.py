"""Pairs to look at, with what speaks for them and against."""

import random
from typing import Any

import pytest

from cases.resolution import Proposal, Verdict, decide, proposals
from cases.world import World


def pair(world: World, a: str, b: str) -> Proposal:
    found = [p for p in proposals(world.entities, world.decisions).proposals
             if (p.left, p.right) == (a, b)]  # fmt: skip
    assert len(found) == 1, f"{a} and {b} were not proposed"
    return found[0]


def test_one_man_in_two_scripts_with_one_phone_is_proposed_with_reasons(records: Any) -> None:
    records.say("PER-1", "Person", name="张伟", phone="PHN-1", birthDate="1980-02-03")
    records.say("PER-2", "Person", name="CHZHAN VEI", phone="PHN-1", birthDate="1980-02")

    proposal = pair(records.world(), "PER-1", "PER-2")

    assert proposal.weight_bits > 30
    assert proposal.probability > 0.99
    assert {reason.feature for reason in proposal.reasons} == {"name", "phone", "birth date"}
    assert proposal.conflicts == ()
    assert len(proposal.statements) == 6


def test_the_brokers_namesake_is_warned_of(records: Any) -> None:
    """One name in Latin letters, other characters, another birth date: somebody else."""
    records.say("PER-1", "Person", name=["王建国", "Wang Jianguo"], birthDate="1975-03-01")
    records.say("PER-2", "Person", name=["汪建国", "Wang Jianguo"], birthDate="1990-11-20")

    proposal = pair(records.world(), "PER-1", "PER-2")

    assert proposal.name_score >= 0.9
    assert len(proposal.conflicts) == 2
    assert "汪建国" in proposal.conflicts[0]
    assert proposal.conflicts[1] == "born 1975-03-01 and 1990-11-20"
    assert proposal.weight_bits < 0


def test_a_name_alone_never_makes_two_records_one(records: Any) -> None:
    for n in range(40):
        records.say(f"PER-{n:02}", "Person", name=f"Nguyen Van {'Minh' if n < 2 else 'Hai'}")

    assert pair(records.world(), "PER-00", "PER-01").probability < 0.9


def test_the_same_sex_and_country_say_little_and_others_contradict(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Соболев", gender="male", nationality="RU")
    records.say("PER-2", "Person", name="Ivan Sobolev", gender="male", nationality="RU")
    records.say("PER-3", "Person", name="Ivan Sobolev", gender="female", nationality="CN")
    world = records.world()

    same, other = pair(world, "PER-1", "PER-2"), pair(world, "PER-1", "PER-3")

    assert same.weight_bits - other.weight_bits == pytest.approx(7.5, abs=0.2)
    assert other.conflicts == ("two sexes",)


def test_new_years_birthdays_count_as_a_year(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Соболев", birthDate="1980-01-01")
    records.say("PER-2", "Person", name="Ivan Sobolev", birthDate="1980-01-01")
    records.say("PER-3", "Person", name="Olga Sobolev", birthDate="1980-01-02")

    reasons = {r.feature: r for r in pair(records.world(), "PER-1", "PER-2").reasons}

    assert reasons["birth date"].bits == pytest.approx(6.0, abs=0.2)
    assert "may stand for the year" in reasons["birth date"].text


def test_a_shop_phone_says_less_than_a_mans_own(records: Any) -> None:
    for n in range(30):
        records.say(f"PER-{n:02}", "Person", name=f"Иван Соболев {n}", phone="PHN-1")
    for n in (30, 31):
        records.say(f"PER-{n}", "Person", name="Олег Дымов", phone="PHN-2")
    world = records.world()

    def phone(a: str, b: str) -> float:
        return next(r.bits for r in pair(world, a, b).reasons if r.feature == "phone")

    assert phone("PER-30", "PER-31") == 20.0
    assert phone("PER-00", "PER-01") < 10.0


def test_a_key_shared_by_too_many_is_reported_with_the_pairs_it_costs(records: Any) -> None:
    for n in range(12):
        records.say(f"PER-{n:02}", "Person", name="Иван Соболев")

    found = proposals(records.world().entities, cap=10)

    assert found.proposals == ()
    assert all((lost.records, lost.pairs) == (12, 66) for lost in found.lost)
    assert found.lost


def test_what_was_decided_is_said_with_the_proposal(records: Any) -> None:
    records.say("PER-1", "Person", name="张伟")
    records.say("PER-2", "Person", name="Zhang Wei")
    world = records.world()
    apart = decide("PER-1", "PER-2", Verdict.DIFFERENT, by="ann", at=world.now, why="two faces")

    assert proposals(world.entities, [apart]).proposals[0].decided is Verdict.DIFFERENT


def test_people_and_companies_are_not_held_against_each_other(records: Any) -> None:
    records.say("PER-1", "Person", name="Amur Trade")
    records.say("ORG-1", "Organization", name="Amur Trade")

    assert proposals(records.world().entities).proposals == ()


def test_the_order_of_records_changes_nothing(two_groups: Any) -> None:
    two_groups.say("PER-7", "Person", name="Wang Jianguo", phone="PHN-1")
    shuffled = list(two_groups.statements)
    random.Random(5).shuffle(shuffled)
    now = two_groups.world().now

    assert proposals(World.of(shuffled, now=now).entities) == proposals(two_groups.world().entities)


def test_nobody_makes_no_pairs(records: Any) -> None:
    assert proposals(records.world().entities).proposals == ()


def test_even_a_rare_name_alone_is_not_enough_in_a_small_file(records: Any) -> None:
    records.say("PER-1", "Person", name="Щербинин Аристарх")
    records.say("PER-2", "Person", name="Shcherbinin Aristarkh")

    proposal = pair(records.world(), "PER-1", "PER-2")

    assert proposal.name_score > 0.9
    assert proposal.probability < 0.9


def test_a_pair_of_clusters_kept_apart_is_known_as_decided(records: Any) -> None:
    at = records.world().now
    for n, name in enumerate(["王建国", "王建国", "汪建国"], start=1):
        records.say(f"PER-{n}", "Person", name=[name, "Wang Jianguo"])
    decisions = [
        decide("PER-1", "PER-2", Verdict.SAME, by="ann", at=at, why="one passport"),
        decide("PER-2", "PER-3", Verdict.DIFFERENT, by="ann", at=at, why="two faces"),
    ]

    world = records.world(decisions=decisions)

    assert pair(world, "PER-1", "PER-3").decided is Verdict.DIFFERENT


def test_a_name_that_many_of_a_file_bear_says_less_there(records: Any) -> None:
    """A rare family name of the world is a common one in the file of its own village."""
    records.say("PER-A", "Person", name="Щербинин Аристарх")
    records.say("PER-B", "Person", name="Shcherbinin Aristarkh")
    alone = pair(records.world(), "PER-A", "PER-B").weight_bits
    for n in range(200):
        name = f"Щербинин {'Олег' if n % 2 else 'Пётр'} {'Иванович' if n % 3 else 'Кузьмич'}"
        records.say(f"PER-{n:03}", "Person", name=name, birthDate=f"{1900 + n % 100}-03-04")

    crowded = pair(records.world(), "PER-A", "PER-B")

    assert crowded.weight_bits < alone - 3.0
    assert "200 others here bear a part of it" in crowded.reasons[0].text
