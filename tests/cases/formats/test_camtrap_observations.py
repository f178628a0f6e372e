"""Rows of a camera-trap table: what one passage is, how many animals it shows, which box is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.camtrap_observations import (
    Observation,
    Package,
    counted,
    photo_claims,
    read_observation,
    sighting_claims,
)
from cases.formats.camtrap_rows import Record
from cases.statement import Claim, Ref

PACKAGE = Package("camp", "catalogue")
PHOTO = Ref("Photo", "camp", "m1")


def row(number: int = 2, **values: str) -> Record:
    """A complete row of the observations table, with some cells changed."""
    given = {
        "observationID": f"o{number}", "deploymentID": "d1", "mediaID": "m1", "eventID": "e1",
        "eventStart": "2025-01-05T06:00:00+10:00", "eventEnd": "2025-01-05T06:00:05+10:00",
        "observationLevel": "media", "observationType": "animal",
        "scientificName": "Panthera pardus orientalis", "count": "1",
    }  # fmt: skip
    return Record("observations.csv", number, given | values)


def observed(number: int = 2, **values: str) -> Observation:
    seen, rejects = read_observation(row(number, **values))
    assert seen is not None
    assert rejects == []
    return seen


def said(claims: list[Claim], name: str) -> list[object]:
    return [claim.value for claim in claims if claim.property == name]


@pytest.mark.parametrize(
    "nobody",
    ["unknown", "Unknown", "UNID", "?", "неизвестно", "НЕИЗВ.", "未知", "Không rõ", "NA", ""],
)
def test_a_word_for_nobody_names_no_animal_in_any_language(nobody: str) -> None:
    assert observed(individualID=nobody).individual == ""


@pytest.mark.parametrize("somebody", ["Leo 17M", "Лорд", "unknown male 3", "0", "虎-12"])
def test_a_name_that_only_looks_like_nobody_is_a_name(somebody: str) -> None:
    assert observed(individualID=somebody).individual == somebody


@pytest.mark.parametrize(
    ("tags", "flank"),
    [
        ("flank:left", "left"), ("Flank:RIGHT", "right"), ("collar | flank:both", "both"),
        ("flank: left ", "left"), ("flank:top", ""), ("left", ""), ("", ""), ("flank", ""),
    ],
)  # fmt: skip
def test_the_flank_is_read_only_where_it_is_said(tags: str, flank: str) -> None:
    assert observed(observationTags=tags).flank == flank


@pytest.mark.parametrize(
    ("x", "y", "w", "h"),
    [
        ("0.5", "0.1", "0.6", "0.2"), ("0.1", "0.9", "0.2", "0.3"), ("0.1", "0.1", "0", "0.2"),
        ("0.1", "0.1", "0.2", "0"), ("-0.1", "0.1", "0.2", "0.2"), ("120", "80", "400", "300"),
        ("a", "0.1", "0.2", "0.2"), ("inf", "0", "1", "1"),
    ],
)  # fmt: skip
def test_a_box_beyond_the_photo_is_refused_and_the_sighting_stays(
    x: str, y: str, w: str, h: str
) -> None:
    """Boxes in pixels (120, 80, 400, 300) are the commonest mistake of exporters."""
    seen, rejects = read_observation(row(bboxX=x, bboxY=y, bboxWidth=w, bboxHeight=h))
    assert seen is not None
    assert seen.relative_box is None
    assert rejects
    assert all(reject.column.startswith("bbox") and reject.row == 2 for reject in rejects)


def test_a_box_that_lacks_a_side_is_none_and_no_fault() -> None:
    assert observed(bboxX="0.1", bboxY="0.1", bboxWidth="0.2").relative_box is None


def test_a_whole_photo_is_a_box() -> None:
    seen = observed(bboxX="0", bboxY="0", bboxWidth="1", bboxHeight="1")
    assert seen.relative_box == (0, 0, 1, 1)


@pytest.mark.parametrize(
    ("column", "value", "kept"),
    [
        ("observationLevel", "video", False), ("observationType", "tiger", False),
        ("sex", "boy", True), ("lifeStage", "cub", True), ("classificationMethod", "AI", True),
    ],
)  # fmt: skip
def test_a_word_the_standard_does_not_have_costs_the_row_only_where_it_is_required(
    column: str, value: str, kept: bool
) -> None:
    seen, rejects = read_observation(row(**{column: value}))
    assert (seen is not None) == kept
    assert [reject.column for reject in rejects] == [column]
    assert repr(value) in rejects[0].reason
    assert rejects[0].remedy.startswith("write one of ")


def test_a_row_about_a_photo_that_names_none_is_refused() -> None:
    seen, (reject,) = read_observation(row(mediaID=""))
    assert seen is None
    assert (reject.column, reject.remedy) == ("mediaID", "fill it in")


@pytest.mark.parametrize("column", ["eventStart", "eventEnd"])
def test_a_row_without_a_readable_time_is_refused(column: str) -> None:
    seen, rejects = read_observation(row(**{column: "2025-02-30T06:00:00Z"}))
    assert seen is None
    assert [reject.column for reject in rejects] == [column]
    assert "February 2025 has 28 days" in rejects[0].reason


@pytest.mark.parametrize("count", ["-1", "many", "1e9", "1000001"])
def test_a_count_that_cannot_be_is_refused_and_the_row_stays(count: str) -> None:
    seen, rejects = read_observation(row(count=count))
    assert seen is not None
    assert seen.count is None
    assert [(reject.column, reject.value) for reject in rejects] == [("count", count)]


# Media and counts of one sighting's rows (m: of a photo, e: of the event) -> animals, by hand.
COUNTS = [
    ([("m", "m1", "1"), ("m", "m2", "1")], 1),  # one animal in two frames
    ([("m", "m1", "1"), ("m", "m1", "1")], 2),  # two rows of one frame: two animals
    ([("m", "m1", "2"), ("m", "m1", "1"), ("m", "m2", "2")], 3),
    ([("m", "m1", "4"), ("e", "", "2")], 2),  # the event row was counted by a person
    ([("e", "", "1"), ("e", "", "2"), ("m", "m1", "9")], 3),  # a female and two cubs
    ([("e", "", ""), ("m", "m1", "2")], 2),
    ([("m", "m1", ""), ("m", "m2", "")], None),
    ([("m", "m1", "0"), ("m", "m2", "0")], 0),
]


@pytest.mark.parametrize(("rows", "animals"), COUNTS)
def test_animals_are_counted_once_however_often_they_are_photographed(
    rows: list[tuple[str, str, str]], animals: int | None
) -> None:
    group = [
        observed(
            n, mediaID=media, count=count, observationLevel="media" if what == "m" else "event"
        )
        for n, (what, media, count) in enumerate(rows, 2)
    ]
    assert counted(group) == animals


def test_photos_of_one_event_are_one_sighting_and_an_unnamed_one_is_told_apart() -> None:
    rows = [
        observed(2, mediaID="m1", individualID="Leo 17M"),
        observed(3, mediaID="m2", individualID="Leo 17M"),
        observed(4, mediaID="m3"),
    ]
    claims = list(sighting_claims(PACKAGE, rows))
    photos: dict[object, set[str]] = {}
    for claim in claims:
        if isinstance(claim.value, Ref) and claim.property == "photo":
            photos.setdefault(claim.subject, set()).add(claim.value.key)
    assert sorted(map(sorted, photos.values())) == [["m1", "m2"], ["m3"]]
    assert said(claims, "individual") == [Ref("IndividualAnimal", "catalogue", "Leo 17M")]


def test_a_sighting_lasts_from_its_first_frame_to_its_last_however_they_are_sorted() -> None:
    late = observed(2, eventStart="2025-01-05T06:10:00+10:00", eventEnd="2025-01-05T06:12:00+10:00")
    # The same morning, told in the offset of another server.
    early = observed(3, eventStart="2025-01-04T20:01:00Z", eventEnd="2025-01-04T20:02:00Z")
    claims = list(sighting_claims(PACKAGE, [late, early]))
    assert said(claims, "date") == ["2025-01-04T20:01:00Z/2025-01-04T20:12:00Z"]


def test_frames_without_an_event_share_a_day_of_their_station_and_never_two_days() -> None:
    evening = observed(
        2, eventID="", eventStart="2025-01-05T23:59:00", eventEnd="2025-01-05T23:59:10"
    )
    night = observed(
        3, eventID="", eventStart="2025-01-06T00:01:00", eventEnd="2025-01-06T00:01:10"
    )
    again = observed(
        4, eventID="", eventStart="2025-01-06T05:00:00", eventEnd="2025-01-06T05:00:10"
    )
    assert night.encounter == again.encounter
    assert evening.encounter != night.encounter
    assert observed(5, eventID="", deploymentID="d2").encounter != observed(6, eventID="").encounter


def test_what_several_rows_say_alike_is_said_once_with_every_row_named() -> None:
    rows = [observed(n, mediaID=f"m{n}", sex="male", observationTags="collar") for n in (2, 3, 4)]
    claims = list(sighting_claims(PACKAGE, rows))
    assert said(claims, "sex") == ["male"]
    assert said(claims, "tags") == ["collar"]
    assert said(claims, "observation") == ["o2", "o3", "o4"]
    assert said(claims, "count") == ["1"]


def test_a_box_is_told_in_parts_always_and_in_pixels_only_where_the_photo_is_at_hand() -> None:
    seen = observed(bboxX="0.25", bboxY="0.5", bboxWidth="0.5", bboxHeight="0.25",
                    classificationMethod="machine")  # fmt: skip
    absent = list(photo_claims(PACKAGE, PHOTO, seen, ""))
    assert said(absent, "relativeBox") == ["0.25,0.5,0.5,0.25"]
    assert said(absent, "box") == []
    present = list(photo_claims(PACKAGE, PHOTO, seen, "50,50,150,75"))
    assert said(present, "box") == ["50,50,150,75"]
    assert said(present, "boxSource") == ["machine"]


def test_a_photo_nobody_described_says_nothing() -> None:
    assert list(photo_claims(PACKAGE, PHOTO, None, "1,2,3,4")) == []


def test_every_claim_of_a_photo_names_its_row_and_column() -> None:
    seen = observed(7, individualID="Leo 17M", observationTags="flank:left")
    claims = list(photo_claims(PACKAGE, PHOTO, seen, ""))
    assert {claim.locator.row for claim in claims} == {7}
    assert {claim.property: claim.locator.column for claim in claims} == {
        "sighting": "eventID", "encounter": "eventID", "observationType": "observationType",
        "individual": "individualID", "flank": "observationTags", "species": "scientificName",
    }  # fmt: skip


names = st.sampled_from(["", "Leo 17M", "Лорд"])


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["e1", "e2"]), names, st.integers(0, 3)),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_every_row_is_in_exactly_one_sighting(rows: list[tuple[str, str, str, int]]) -> None:
    seen = [
        observed(n, deploymentID=camera, eventID=event, individualID=name, count=str(count))
        for n, (camera, event, name, count) in enumerate(rows, 2)
    ]
    claims = list(sighting_claims(PACKAGE, seen))
    told = [(claim.subject, claim.value) for claim in claims if claim.property == "observation"]
    assert sorted(str(value) for _, value in told) == sorted(f"o{n + 2}" for n in range(len(rows)))
    assert len({subject for subject, _ in told}) == len({row[:3] for row in rows})


@pytest.mark.parametrize("count", ["2.5", "1_000", "１２", "0x2", "inf", "two"])
def test_an_animal_is_counted_whole_and_in_plain_digits(count: str) -> None:
    seen, rejects = read_observation(row(count=count))
    assert seen is not None
    assert seen.count is None
    assert [(reject.column, reject.value) for reject in rejects] == [("count", count)]


def test_a_stroke_in_a_name_joins_no_two_passages() -> None:
    one = observed(2, deploymentID="HS", eventID="1/2")
    other = observed(3, deploymentID="HS/1", eventID="2")
    assert one.sighting_key != other.sighting_key
    assert (
        observed(deploymentID="a%2F", eventID="b").sighting_key
        != observed(deploymentID="a/", eventID="b").sighting_key
    )
    # Names without a stroke keep the key under which they are on record.
    assert observed(deploymentID="HS-01", eventID="e 7").sighting_key.startswith("HS-01/e 7/")
