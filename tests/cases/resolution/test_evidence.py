"""Numbers with their time, households, brothers, placeholders: what agreement is worth."""

from typing import Any

import pytest

from cases.resolution import Proposal, Reason, proposals
from cases.resolution.experience import learn
from cases.world import World


def pair(world: World, a: str, b: str) -> Proposal:
    found = [p for p in proposals(world.entities).proposals if (p.left, p.right) == (a, b)]
    assert len(found) == 1, f"{a} and {b} were not proposed"
    return found[0]


def reason(proposal: Proposal, feature: str) -> Reason:
    return next(r for r in proposal.reasons if r.feature == feature)


def test_brothers_with_one_phone_and_one_home_are_kept_apart(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Петрович Соболев", phone="PHN-1", residence="PLC-1",
                birthDate="1980-03-04")  # fmt: skip
    records.say("PER-2", "Person", name="Олег Петрович Соболев", phone="PHN-1", residence="PLC-1",
                birthDate="1983-07-09")  # fmt: skip
    records.say("PHN-1", "Phone", number="+79140000001")

    proposal = pair(records.world(), "PER-1", "PER-2")

    assert proposal.probability < 0.05
    assert "born 1980-03-04 and 1983-07-09" in proposal.conflicts


def test_whoever_is_named_as_a_relative_is_somebody_else(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Соболев", phone="PHN-1", relative="PER-2")
    records.say("PER-2", "Person", name="Иван Соболев", phone="PHN-1")

    assert "they are named as relatives of each other" in (
        pair(records.world(), "PER-1", "PER-2").conflicts
    )


def test_one_number_in_two_entries_is_one_number(records: Any) -> None:
    records.say("PER-1", "Person", name="Олег Дымов", phone="PHN-1")
    records.say("PER-2", "Person", name="Oleg Dymov", phone="PHN-2")
    records.say("PHN-1", "Phone", number="+7 914 000-00-01")
    records.say("PHN-2", "Phone", number="+79140000001")

    assert reason(pair(records.world(), "PER-1", "PER-2"), "phone").bits == 20.0


def test_a_number_given_to_somebody_else_later_joins_nobody(records: Any) -> None:
    records.say("PER-1", "Person", name="Олег Дымов", phone="PHN-1")
    records.say("PER-2", "Person", name="Oleg Dymov", phone="PHN-2")
    records.say("PHN-1", "Phone", number="+79140000001", validTo="2012-05")
    records.say("PHN-2", "Phone", number="+79140000001", validFrom="2014-01-01")

    found = reason(pair(records.world(), "PER-1", "PER-2"), "phone")

    assert found.bits == 0.0
    assert "at different times" in found.text


def test_two_documents_of_one_number_need_one_authority(records: Any) -> None:
    for n, authority in ((1, "MVD 25"), (2, "MVD 77"), (3, "mvd-25")):
        records.say(f"PER-{n}", "Person", name="Олег Дымов", identification=f"IDN-{n}")
        records.say(f"IDN-{n}", "Identification", number="0512 334455", authority=authority)
    world = records.world()

    assert reason(pair(world, "PER-1", "PER-3"), "identification").bits == 23.0
    apart = pair(world, "PER-1", "PER-2")
    assert not [r for r in apart.reasons if r.feature == "identification"]


@pytest.mark.parametrize(
    ("one", "other", "bits", "conflict"),
    [
        ("1980-01-01", "1980-06-07", 6.0, False),
        ("1980-01-01", "1981-06-07", -1.0, False),
        ("1980-01-01", "1990-06-07", -6.0, True),
        ("1890-05-06", "1890-05-06", 14.0, False),
        ("1980-05", "1980-05-06", 9.5, False),
        ("sometime", "1980-05-06", None, False),
    ],
)
def test_a_birth_date_weighs_as_finely_as_it_is_known(
    records: Any, one: str, other: str, bits: float | None, conflict: bool
) -> None:
    records.say("PER-1", "Person", name="Олег Дымов", birthDate=one)
    records.say("PER-2", "Person", name="Oleg Dymov", birthDate=other)

    found = [r for r in pair(records.world(), "PER-1", "PER-2").reasons
             if r.feature == "birth date"]  # fmt: skip

    assert [r.conflict for r in found] == ([] if bits is None else [conflict])
    assert [r.bits for r in found] == pytest.approx([] if bits is None else [bits], abs=0.4)


@pytest.mark.parametrize("name", ["NULL", "🐆🐆🐆🐆", "محمد حسن", "Null Null", "O", "Nguyễn"])
def test_a_name_that_looks_like_no_name_is_a_name(records: Any, name: str) -> None:
    records.say("PER-1", "Person", name=name, phone="PHN-1")
    records.say("PER-2", "Person", name=name, phone="PHN-1")

    proposal = pair(records.world(), "PER-1", "PER-2")

    assert proposal.weight_bits > 15
    assert not proposal.conflicts


def test_what_a_files_own_pairs_say_moves_the_weights_and_a_small_file_hardly() -> None:
    """In a file where one person's sex was written wrongly in half the pairs, it says little."""
    surely = Reason("identification", 30.0, "one document")
    wrong, right = Reason("sex", -4.0, "two", level="two"), Reason("sex", 1.0, "one", level="one")
    by_chance = [(right,), (wrong,)] * 500

    small = learn([(surely, wrong), (surely, right)], by_chance[:10], -16.0)
    large = learn([(surely, wrong), (surely, right)] * 500, by_chance, -16.0)

    assert large.matches == pytest.approx(1000, rel=0.01)
    # m of "two" is about a half, u about a half: no evidence is left of the four bits.
    assert large.told([wrong])[0].bits == pytest.approx(0.0, abs=0.3)
    assert small.told([wrong])[0].bits == pytest.approx(-4.0, abs=1.3)
