"""What a watch calls a place: the station to whoever may know, its cell to everybody else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.watches import KERNELS, State, further, watch_all
from cases.watches.called import all_called, called, station_called
from cases.watches.overdue import find as overdue
from cases.watches.told import Place
from cases.watches.windows import windows

START = date(2025, 1, 1)
LATE = datetime(2026, 3, 1, tzinfo=UTC)


def met(records: Any, *, name: str = "Upper Amba", latitude: str = "43.2171") -> Any:
    """Lord at one station every ten days until 18 October 2025; its camera goes on."""
    if name:
        records.say("STN-1", "Station", name=name)
    records.say("STN-1", "Station", latitude=latitude, longitude="131.3171")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2027-01-01")
    records.say("IND-1", "IndividualAnimal", name="Lord", species="Panthera pardus")
    for day in range(0, 291, 10):
        when = (START + timedelta(days=day)).isoformat()
        records.say(f"PHO-{day}", "Photo", capturedAt=f"{when}T21:00:00+10:00",
                    individual="IND-1", deployment="DEP-1", flank="left")  # fmt: skip
    return records


def near(records: Any) -> Any:
    """The same with shots two hundred metres off and a skin seized at the border."""
    records.say("INC-1", "Incident", type="shots", date="2025-10-25", latitude="43.219",
                longitude="131.317")  # fmt: skip
    records.say("SZ-2025-001", "Seizure", date="2025-12-20", species="leopard", latitude="42.7",
                longitude="130.8")  # fmt: skip
    return records


def test_a_station_is_called_by_its_name_and_knows_its_cell(records: Any) -> None:
    place = station_called(met(records).world(LATE), "STN-1")

    assert isinstance(place, Place)
    assert (str(place), place.cell) == ("Upper Amba", (43.125, 131.375))


@pytest.mark.parametrize(
    ("latitude", "said"),
    [("43.2171", "a grid cell around 43.125, 131.375"), ("", "a place that is not told")],
)
def test_a_station_whose_name_is_not_known_is_its_cell(
    records: Any, latitude: str, said: str
) -> None:
    world = met(records, name="", latitude=latitude).world(LATE)

    assert station_called(world, "STN-1") == said


def test_things_are_called_by_name_and_id_in_the_order_given(records: Any) -> None:
    world = met(records).world(LATE)

    assert [str(one) for one in all_called(world, ("IND-9", "IND-1"))] == ["IND-9", "Lord (IND-1)"]
    assert called(world, "IND-1").id == "IND-1"


def test_a_watch_told_coarsely_names_no_station_and_no_distance(records: Any) -> None:
    """Everything that each kind of watch says, and all that was said before."""
    found = watch_all(near(met(records)).world(LATE))

    assert {watch.kind for watch in found} == {"overdue", "missing_seized", "seizure_window"}
    for watch in found:
        coarse = watch.coarsely()
        texts = (coarse.sentence, *coarse.missing, *(one.sentence for one in coarse.history))
        said = " ".join(texts) + "".join(repr(dict(one.parts)) for one in texts)
        assert "Upper Amba" not in said
        assert "km away" not in said
        assert "within 3 km" not in said
        assert (coarse.key, coarse.chance, coarse.state) == (watch.key, watch.chance, watch.state)


def test_told_to_whoever_may_know_they_are_all_there(records: Any) -> None:
    said = " ".join(watch.sentence for watch in watch_all(near(met(records)).world(LATE)))

    assert "(Upper Amba)" in said
    assert "71 km away" in said or "70 km away" in said
    assert "within 3 km" in said


def test_where_places_are_known_by_cells_every_reach_is_longer_by_their_doubt() -> None:
    longer = further(KERNELS, 20.0)

    assert {kind: reach.km - KERNELS[kind].km for kind, reach in longer.items()} == dict.fromkeys(
        KERNELS, 20.0
    )
    assert all(longer[kind].days == KERNELS[kind].days for kind in KERNELS)


def test_a_silent_animal_has_a_window_from_its_last_photo_to_today(records: Any) -> None:
    (window,) = windows(met(records).world(LATE))

    assert (window.subject, window.animal) == ("IND-1", "IND-1")
    assert (window.since, window.until) == (date(2025, 10, 18), LATE.date())
    assert window.stations == ("STN-1",)


def test_an_animal_that_is_expected_only_has_no_window(records: Any) -> None:
    assert windows(met(records).world(datetime(2025, 10, 25, tzinfo=UTC))) == ()


def test_a_skin_judged_to_be_the_animal_has_the_window_up_to_its_seizure(records: Any) -> None:
    near(met(records)).say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-001")

    (window,) = windows(records.world(LATE))

    assert (window.subject, window.until) == ("SK-1", date(2025, 12, 20))


@pytest.mark.parametrize(
    ("said", "state", "codes"),
    [
        ({"deathDate": "2025-11-01"}, State.DEAD, ("recorded_dead",)),
        ({"moved": "2025-11-01"}, State.MOVED, ("moved_away",)),
    ],
)
def test_who_is_not_waited_for_is_told_so_in_one_sentence(
    records: Any, said: dict[str, str], state: State, codes: tuple[str, ...]
) -> None:
    met(records).say("IND-1", "IndividualAnimal", **said)

    (watch,) = overdue(records.world(LATE))

    assert (watch.state, watch.sentence.codes, watch.competing) == (state, codes, ())


def test_a_long_silence_is_told_sentence_by_sentence(records: Any) -> None:
    (watch,) = overdue(met(records).world(LATE))

    assert watch.sentence.codes == ("silent", "silence_by_chance", "alarm_missing", "loss_or_more")
    assert [one.sentence.code for one in watch.history] == [
        "became_due",
        "became_overdue",
        "became_missing",
    ]
