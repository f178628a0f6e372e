"""One skin met twice joins the events that it was met in."""

from typing import Any

import pytest

from cases.findings.same_skin import find


def met_twice(records: Any, *, offered: str = "2026-01-10", seized: str = "2026-03-01") -> Any:
    records.say("OFR-1", "Offer", name="skin, fresh", date=offered, specimen="SK-1",
                seller="PER-1")  # fmt: skip
    records.say("SZ-2026-001", "Seizure", name="border post", date=seized)
    records.say("SK-1", "Specimen", photo="PHO-1")
    records.say("SK-2", "Specimen", seizure="SZ-2026-001", sameSkin="SK-1", by="JDG-1")
    return records


def test_an_offer_and_a_seizure_are_joined_by_the_skin_they_share(records: Any) -> None:
    world = met_twice(records).world()

    (finding,) = find(world)

    assert finding.sentence == (
        "SK-2 and SK-1 are judged to be one skin, or pieces of one: offered on 2026-01-10 "
        "(skin, fresh (OFR-1)) and seized on 2026-03-01 (border post (SZ-2026-001)), "
        "50 days later"
    )
    assert finding.subjects == ("SK-2", "SK-1", "OFR-1", "SZ-2026-001")
    assert finding.value == 50.0
    assert "a photo of a skin that was never theirs" in " ".join(finding.competing)
    judged = [s.id for s in world.statements if s.property == "sameSkin"]
    assert set(judged) < set(finding.statements)


def test_the_graph_leads_from_the_seizure_to_the_offer(records: Any) -> None:
    graph = met_twice(records).world().graph.to_undirected()

    assert graph.has_edge("SK-2", "SK-1", key="sameSkin")
    assert graph.has_edge("SZ-2026-001", "SK-2")
    assert graph.has_edge("OFR-1", "SK-1")


def test_a_skin_offered_after_it_was_seized_left_where_it_was_kept(records: Any) -> None:
    (finding,) = find(met_twice(records, offered="2026-05-01").world())

    assert "seized on 2026-03-01" in finding.sentence
    assert finding.sentence.endswith("61 days later; if so, it left where it was kept")
    assert any("older photo" in one for one in finding.competing)


def test_who_says_they_are_two_is_heard_in_the_same_sentence(records: Any) -> None:
    met_twice(records).say("SK-1", "Specimen", notSameSkin="SK-2", by="JDG-2")

    (finding,) = find(records.world())

    assert finding.sentence.endswith("; somebody else judged that they are two")


@pytest.mark.parametrize("undated", ["offered", "seized"])
def test_without_both_dates_no_days_are_counted(records: Any, undated: str) -> None:
    (finding,) = find(met_twice(records, **{undated: "no date"}).world())

    assert finding.value is None
    assert "it joins" in finding.sentence
    assert ("offer OFR-1", "2026-01-10") in finding.facts or undated == "offered"


def test_skins_that_nobody_judged_to_be_one_are_no_finding(records: Any) -> None:
    records.say("SK-1", "Specimen", seizure="SZ-2026-001")
    records.say("SK-2", "Specimen", notSameSkin="SK-1")

    assert find(records.world()) == []


def test_two_skins_of_one_seizure_are_pieces_and_tell_no_days(records: Any) -> None:
    records.say("SZ-2026-001", "Seizure", name="border post", date="2026-03-01")
    records.say("SK-1", "Specimen", seizure="SZ-2026-001")
    records.say("SK-2", "Specimen", seizure="SZ-2026-001", sameSkin="SK-1")

    (finding,) = find(records.world())

    assert finding.sentence.endswith("one skin, or pieces of one")
    assert finding.subjects == ("SK-2", "SK-1", "SZ-2026-001")


@pytest.mark.parametrize(
    ("offered", "seized", "story"),
    [
        # From "2025" nobody can say that a skin was offered out of the evidence store.
        ("2025-03-01", "2025", "it joins"),
        ("2025", "2025-03-01", "it joins"),
        ("2025-03-10", "2025-02", "seized in 2025-02 (border post (SZ-2026-001)) and offered on "
         "2025-03-10 (skin, fresh (OFR-1)), at least 10 days later; if so, it left"),
        ("2025-02", "2025-02-28", "it joins"),
    ],
)  # fmt: skip
def test_no_order_is_read_out_of_a_date_that_nobody_wrote(
    records: Any, offered: str, seized: str, story: str
) -> None:
    (finding,) = find(met_twice(records, offered=offered, seized=seized).world())

    assert story in finding.sentence
    assert ("left where it was kept" in finding.sentence) == ("at least" in story)
    assert any("older photo" in one for one in finding.competing) == ("at least" in story)
