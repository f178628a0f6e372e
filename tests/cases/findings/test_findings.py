"""What stands out, each with what else would explain it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from cases.findings import FINDINGS, Finding, find_all
from cases.findings.broker import find as broker
from cases.findings.key_players import find as key_players
from cases.findings.namesake import find as namesakes
from cases.findings.paths import find as paths
from cases.findings.population import find as population
from cases.findings.route import find as routes
from cases.findings.skin_origin import find as skin_origin
from cases.findings.successor import find as successor
from cases.findings.timeline import find as timelines
from cases.graph.centrality import betweenness
from cases.graph.succession import gain_without
from cases.graph.trade import Network, adjacency, trade_network
from cases.graph.uncertain import drawn_networks, draws_for, rank_intervals
from cases.resolution import Verdict, decide


def test_the_holder_of_the_phone_in_both_seizures_is_the_broker(two_groups: Any) -> None:
    (finding,) = broker(two_groups.world())

    assert finding.subjects == ("PER-5",)
    assert finding.value == 1.0
    assert finding.interval is not None
    assert finding.interval[0] == 1.0
    assert "2 links of their own" in finding.sentence
    assert "not a person's guilt" in finding.caveat


def test_officers_are_no_part_of_the_network(two_groups: Any) -> None:
    network = trade_network(two_groups.world().entities)

    assert "PER-6" not in network.nodes
    assert network.merged == {"PHN-1": "PER-5"}


def test_a_phone_with_two_holders_belongs_to_nobody_alone(two_groups: Any) -> None:
    two_groups.say("PER-1", "Person", phone="PHN-1")

    network = trade_network(two_groups.world().entities)

    assert "PHN-1" in network.nodes


def test_a_weakly_graded_link_widens_the_interval_of_the_rank(two_groups: Any) -> None:
    for n in range(7, 10):
        two_groups.say(f"PER-{n}", "Person", name=f"Person {n}")
    two_groups.say("JRN-1", "Journey", traveller=["PER-1", "PER-7"], grade="A1")
    two_groups.say("JRN-2", "Journey", traveller=["PER-3", "PER-8", "PER-9"], grade="A1")
    strong = two_groups.world()
    network = trade_network(strong.entities, strong.sources)

    ranked = rank_intervals(network, betweenness, drawn_networks(network, np.random.default_rng(1)))
    again = rank_intervals(network, betweenness, drawn_networks(network, np.random.default_rng(1)))

    assert ranked == again
    top = ranked[0]
    assert top.node == "PER-5"
    assert top.low <= top.rank <= top.high
    assert 0.1 < top.first < 1.0
    assert top.top > 0.9
    assert top.high > 1
    assert sum(one.first for one in ranked) == pytest.approx(1.0)


def test_without_the_broker_the_one_who_travelled_with_both_takes_over(two_groups: Any) -> None:
    two_groups.say("PER-7", "Person", name="Олег Дымов")
    two_groups.say("JRN-1", "Journey", driver="PER-7", traveller="PER-1")
    two_groups.say("JRN-2", "Journey", driver="PER-7", traveller="PER-3", grade="D4")
    # A rumour makes nobody a go-between: the phone in the market is told by a second source.
    two_groups.say("SZ-2026-002", "Seizure", phone="PHN-1", by="SRC-3", grade="A1")

    finding, *_ = successor(two_groups.world())

    assert finding.subjects[0] == "PER-7"
    assert finding.subjects[1] == "PER-5"
    assert "Олег Дымов" in finding.sentence


def test_without_a_second_way_the_groups_fall_apart(two_groups: Any) -> None:
    finding, *_ = successor(two_groups.world())

    assert "no longer reach each other rise from 0% to" in finding.sentence


def test_key_players_are_held_against_people_taken_at_random(two_groups: Any) -> None:
    for n in range(7, 12):
        two_groups.say("SZ-2026-001", "Seizure", suspect=f"PER-{n}")
        two_groups.say(f"PER-{n}", "Person", name=f"Person {n}")

    finding, _ = key_players(two_groups.world())

    assert "PER-5" in finding.subjects
    assert finding.value is not None
    assert finding.interval is not None
    assert finding.value >= finding.interval[1]


def test_the_way_between_two_seizures_names_its_weakest_statement(two_groups: Any) -> None:
    (finding,) = paths(two_groups.world())
    weak = next(s for s in two_groups.statements if s.target == "PHN-1" and s.source_id == "SRC-2")

    assert finding.subjects == ("SZ-2026-001", "PHN-1", "SZ-2026-002")
    assert f"statement {weak.id[:12]}" in finding.sentence
    assert finding.value == pytest.approx(0.9 * 0.75)


def test_the_stronger_of_two_ways_is_taken(two_groups: Any) -> None:
    two_groups.say("VEH-1", "Vehicle", registrationNumber="A123BC")
    two_groups.say("SZ-2026-001", "Seizure", vehicle="VEH-1", grade="A1")
    two_groups.say("SZ-2026-002", "Seizure", vehicle="VEH-1", grade="A1")

    assert "VEH-1" in paths(two_groups.world())[0].subjects


def route(records: Any) -> Any:
    records.say("SZ-2026-001", "Seizure", name="airport", country="CN", date="2026-02-10")
    for n, (role, country, status) in enumerate(
        [
            ("origin", "RU", "confirmed"),
            ("via", "KP", "unconfirmed"),
            ("destination", "VN", "confirmed"),
        ]
    ):
        records.say(f"LEG-{n}", "RouteLeg", seizure="SZ-2026-001", role=role, order=str(n),
                    country=country, placeName=country, legStatus=status)  # fmt: skip
    return records


def test_a_route_says_who_missed_and_who_had_no_opportunity(records: Any) -> None:
    overall, single = routes(route(records).world())

    assert dict(single.facts) == {
        "Russia": "missed: it passed RU and was seized later",
        "China": "seized: seized there",
        "North Korea": "no opportunity: that it passed KP is unconfirmed",
        "Vietnam": "no opportunity: VN lies after the seizure",
    }
    assert "missed in Russia (it passed RU and was seized later); seized in China;" in (
        single.sentence
    )
    assert overall.sentence.startswith("On the stated routes of 1 seizures: China seized 1")
    assert overall.value == 1.0


def leopardess(records: Any, seized: str = "2026-03-01") -> Any:
    records.say("STN-1", "Station", name="Upper Amba", latitude="43.2", longitude="131.3")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2026-12-31")
    records.say("IND-2", "IndividualAnimal", name="Berta", sex="female")
    for day in range(0, 360, 20):
        on = date(2025, 1, 1) + timedelta(days=day)
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{on}T21:00:00+10:00",
                    individual="IND-2", deployment="DEP-1")  # fmt: skip
    records.say("SK-2", "Specimen", individual="IND-2", seizure="SZ-2026-002")
    records.say("SZ-2026-002", "Seizure", name="market", date=seized, country="CN")
    return records


def test_a_skin_was_lost_between_the_last_photo_and_the_seizure(records: Any) -> None:
    (finding,) = skin_origin(leopardess(records).world())

    assert finding.subjects == ("SK-2", "IND-2")
    assert "last photographed on 2025-12-07 in a grid cell around 43.125" in finding.sentence
    assert finding.value == (date(2026, 3, 1) - date(2025, 12, 7)).days
    assert "met with 90 % probability" in finding.sentence


def test_a_photo_after_the_seizure_contradicts_the_judgement(records: Any) -> None:
    (finding,) = skin_origin(leopardess(records, seized="2025-06-01").world())

    assert "one of the two cannot be right" in finding.sentence
    assert finding.value is None


def test_a_skin_judged_nobody_has_no_origin(records: Any) -> None:
    records.say("SK-1", "Specimen", notIndividual="IND-1", seizure="SZ-2026-001")

    assert skin_origin(records.world()) == []


def test_the_population_is_told_with_its_effort(records: Any) -> None:
    (finding,) = population(leopardess(records).world())

    assert finding.facts[0][0] == "2025"
    assert "at least 1" in finding.facts[0][1]
    assert "365 effective camera-nights" in finding.facts[0][1]
    assert finding.interval is None


def namesake_world(records: Any) -> Any:
    records.say("PER-5", "Person", name=["王建国", "Wang Jianguo"], birthDate="1975-03-01")
    records.say("PER-8", "Person", name=["汪建国", "Wang Jianguo"], birthDate="1990-11-20")
    return records


def test_a_namesake_is_named_and_kept_apart(records: Any) -> None:
    (finding,) = namesakes(namesake_world(records).world())

    assert finding.subjects == ("PER-5", "PER-8")
    assert "not to be merged unseen" in finding.sentence
    assert "1990-11-20" in finding.sentence


def test_a_pair_judged_different_says_so(records: Any) -> None:
    apart = decide("PER-5", "PER-8", Verdict.DIFFERENT, by="ann",
                   at=datetime(2026, 5, 1, tzinfo=UTC), why="two faces")  # fmt: skip

    (finding,) = namesakes(namesake_world(records).world(decisions=[apart]))

    assert "judged different and kept apart" in finding.sentence


def test_a_merge_against_a_different_is_reported(records: Any) -> None:
    at = datetime(2026, 5, 1, tzinfo=UTC)
    decisions = [
        decide("PER-5", "PER-8", Verdict.DIFFERENT, by="ann", at=at, why="two faces"),
        decide("PER-5", "PER-9", Verdict.SAME, by="ann", at=at, why="one phone"),
        decide("PER-8", "PER-9", Verdict.SAME, by="bob", at=at, why="one name"),
    ]
    records.say("PER-9", "Person", name="Wang Jianguo")

    found = namesakes(namesake_world(records).world(decisions=decisions))

    assert "one of the decisions is wrong" in found[0].sentence


def test_every_finding_names_other_explanations_evidence_and_what_would_settle_it(
    two_groups: Any,
) -> None:
    leopardess(route(namesake_world(two_groups)))

    found = find_all(two_groups.world())

    assert {one.kind for one in found} >= {
        "broker", "successor", "namesake", "path", "route", "skin_origin", "population",
    }  # fmt: skip
    known = {s.id for s in two_groups.statements}
    for one in found:
        assert one.competing
        assert one.would_change
        assert one.caveat
        assert set(one.statements) <= known
        assert one.statements


def test_the_same_world_gives_the_same_findings(two_groups: Any) -> None:
    assert find_all(two_groups.world()) == find_all(two_groups.world())


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_an_empty_world_has_nothing_to_find(records: Any, name: str) -> None:
    assert FINDINGS[name](records.world()) == []


def test_a_finding_without_another_explanation_is_refused() -> None:
    with pytest.raises(ValueError, match="names what else"):
        Finding("broker", "he did it", (), None, None, (), "", (), "")


def test_who_takes_over_is_who_gains_not_who_leads_anyway() -> None:
    """Two stars joined by a broker (0) and by a longer way (1, 2): the centres lead before, too."""
    edges = [(3, leaf) for leaf in (5, 6, 7)] + [(4, leaf) for leaf in (8, 9, 10)]
    edges += [(3, 0), (0, 4), (3, 1), (1, 2), (2, 4)]
    matrix = adjacency(11, np.array(edges))

    gained = gain_without(matrix, 0)

    assert set(np.argsort(gained)[-2:].tolist()) == {1, 2}
    assert gained[0] == -np.inf
    assert gained[3] < gained[1]


def test_a_car_with_one_known_keeper_is_its_keeper(two_groups: Any) -> None:
    two_groups.say("VEH-1", "Vehicle", registrationNumber="A123BC", keeper="PER-1")

    assert trade_network(two_groups.world().entities).merged["VEH-1"] == "PER-1"


def test_things_that_many_share_are_left_out_and_listed(records: Any) -> None:
    records.say("PHN-9", "Phone", number="+74230000000")
    for n in range(10):
        records.say(f"PER-{n}", "Person", name=f"Person {n}", phone="PHN-9", knows="PER-0")

    network = trade_network(records.world().entities, cap=5)

    assert [hub.id for hub in network.hubs] == ["PHN-9"]
    assert "PHN-9" not in network.nodes


def test_routes_of_seizures_with_a_skin_come_first(records: Any) -> None:
    for n in range(60):
        seizure = f"SZ-2026-{n:03}"
        records.say(seizure, "Seizure", country="CN", date=f"2026-01-{n % 28 + 1:02}")
        records.say(f"LEG-{n}", "RouteLeg", seizure=seizure, role="origin", country="RU",
                    legStatus="confirmed" if n == 58 else "unconfirmed")  # fmt: skip
    records.say("SK-1", "Specimen", seizure="SZ-2026-059")

    _, first, second, *rest = routes(records.world())

    assert first.subjects == ("SZ-2026-059",)
    assert second.subjects == ("SZ-2026-058",)
    assert len(rest) == 48


def test_a_large_network_is_drawn_less_often(two_groups: Any) -> None:
    small = trade_network(two_groups.world().entities)
    sizes = [200, 5_000, 20_000, 100_000]
    large = [Network(tuple(f"N{n}" for n in range(size)), (), (), {}, ()) for size in sizes]

    assert draws_for(small, 200) == 200
    assert [draws_for(one, 200) for one in large] == [200, 60, 25, 10]


def test_two_years_known_by_their_number_leave_no_quiet_time_between_them(records: Any) -> None:
    records.say("SHP-1", "Shipment", date="1980")
    records.say("SHP-2", "Shipment", date="1981")
    records.say("SZ-1981-001", "Seizure", date="1981-05-03")

    (found,) = timelines(records.world())

    assert "quiet" not in found.sentence
    assert "(2 shipments, 1 seizure): 1 to the day, 2 to the year" in found.sentence


def test_a_quiet_time_begins_when_all_before_it_is_over(records: Any) -> None:
    records.say("SZ-1", "Seizure", date="2018-12-30")
    records.say("SZ-2", "Seizure", date="2019-02")
    records.say("SZ-3", "Seizure", date="2019-06-01")

    (found,) = timelines(records.world())

    # 92 days from the end of February, less the hours by which clocks of the world differ.
    assert "the longest quiet time is 90 days, from 2019-02 to 2019-06-01" in found.sentence


def test_one_event_told_twice_is_no_way_between_two_seizures(records: Any) -> None:
    records.say("SZ-1", "Seizure", date="2019-02-01", possibleDouble="SZ-2")
    records.say("SZ-2", "Seizure", date="2019-02-01")

    assert paths(records.world()) == []
