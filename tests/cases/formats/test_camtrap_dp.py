"""Camtrap DP packages of our own: photos, individuals, boxes, flanks; and wrong packages."""

import json
from pathlib import Path

import pytest
from PIL import Image

from cases.formats import Item, PhotoFile
from cases.formats.camtrap_dp import read
from cases.reject import Reject
from cases.statement import Claim, Ref

DEPLOYMENTS = (
    "deploymentID,locationID,locationName,latitude,longitude,coordinateUncertainty,"
    "deploymentStart,deploymentEnd,deploymentTags\n"
)
MEDIA = "mediaID,deploymentID,timestamp,filePath,filePublic,fileMediatype\n"
OBSERVATIONS = (
    "observationID,deploymentID,mediaID,eventID,eventStart,eventEnd,observationLevel,"
    "observationType,scientificName,count,individualID,bboxX,bboxY,bboxWidth,bboxHeight,"
    "observationTags\n"
)
D1 = "d1,s1,Ridge,43.1,131.2,50,2025-01-01T00:00:00+10:00,2025-03-01T00:00:00+10:00,"
WHEN = "2025-01-05T06:00:00+10:00,2025-01-05T06:00:05+10:00"


def package(
    folder: Path,
    *,
    deployments: str = D1,
    media: str = "",
    observations: str = "",
    **descriptor: object,
) -> Path:
    resources = [
        {"name": name, "path": f"{name}.csv"} for name in ("deployments", "media", "observations")
    ]
    told = {"name": "ours", "resources": resources} | descriptor
    (folder / "datapackage.json").write_text(json.dumps(told), "utf-8")
    (folder / "deployments.csv").write_text(DEPLOYMENTS + deployments + "\n", "utf-8")
    (folder / "media.csv").write_text(MEDIA + media + "\n", "utf-8")
    (folder / "observations.csv").write_text(OBSERVATIONS + observations + "\n", "utf-8")
    return folder


def photo(folder: Path, name: str = "a.jpg", size: tuple[int, int] = (200, 100)) -> None:
    Image.new("RGB", size, "grey").save(folder / name)


def values(items: list[Item], property_: str, schema: str = "Photo") -> list[object]:
    return [
        item.value
        for item in items
        if isinstance(item, Claim) and (item.schema, item.property) == (schema, property_)
    ]


def rejects(items: list[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def media(
    key: str = "m1", path: str = "a.jpg", public: str = "true", deployment: str = "d1"
) -> str:
    return f"{key},{deployment},2025-01-05T06:00:00+10:00,{path},{public},image/jpeg"


def seen(
    key: str = "o1",
    medium: str = "m1",
    *,
    box: str = ",,,",
    animal: str = "Lord",
    tags: str = "",
    level: str = "media",
    kind: str = "animal",
    count: str = "1",
    event: str = "e1",
) -> str:
    told = f"{level},{kind},Panthera pardus,{count},{animal},{box},{tags}"
    return f"{key},d1,{medium},{event},{WHEN},{told}"


def test_a_photo_brings_animal_flank_species_and_a_box_in_pixels(tmp_path: Path) -> None:
    photo(tmp_path)
    items = list(read(package(
        tmp_path, media=media(), observations=seen(box="0.1,0.2,0.5,0.4", tags="flank:left | calm")
    )))  # fmt: skip
    assert rejects(items) == []
    assert values(items, "box") == ["20,20,100,40"]
    assert values(items, "flank") == ["left"]
    assert values(items, "species") == ["Panthera pardus"]
    assert values(items, "individual") == [Ref("IndividualAnimal", "ours", "Lord")]
    assert values(items, "encounter") == ["ours:e1"]
    assert values(items, "tags", "Sighting") == ["calm"]


def test_a_box_follows_the_photo_as_a_person_sees_it(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (200, 100)).save(tmp_path / "a.jpg", exif=exif)
    items = list(read(package(tmp_path, media=media(), observations=seen(box="0.1,0.1,0.5,0.5"))))
    assert values(items, "box") == ["10,20,50,100"]


def test_a_photo_comes_right_before_its_claims(tmp_path: Path) -> None:
    photo(tmp_path)
    items = list(read(package(tmp_path, media=media(), observations=seen())))
    start = next(n for n, item in enumerate(items) if isinstance(item, PhotoFile))
    found = items[start]
    assert isinstance(found, PhotoFile)
    assert found.path == tmp_path / "a.jpg"
    after = [
        item for item in items[start + 1 :] if isinstance(item, Claim) and item.schema == "Photo"
    ]
    assert after == [item for item in items if isinstance(item, Claim) and item.schema == "Photo"]
    assert all(item.subject == found.ref for item in after)


def test_two_animals_in_one_photo_are_told_apart(tmp_path: Path) -> None:
    photo(tmp_path)
    two = seen(box="0,0,0.5,1") + "\n" + seen("o2", box="0.5,0,0.5,1", animal="Pamela")
    items = list(read(package(tmp_path, media=media(), observations=two)))
    photos = [item for item in items if isinstance(item, PhotoFile)]
    assert [p.ref.key for p in photos] == ["m1", "m1#2"]
    assert len({p.path for p in photos}) == 1
    animals = {
        i.subject: i.value
        for i in items
        if isinstance(i, Claim) and i.property == "individual" and i.schema == "Photo"
    }
    boxes = {i.subject: i.value for i in items if isinstance(i, Claim) and i.property == "box"}
    assert animals[photos[1].ref] == Ref("IndividualAnimal", "ours", "Pamela")
    assert boxes[photos[1].ref] == "100,0,100,100"


def test_an_event_row_gives_the_count_and_its_photos_do_not_add_to_it(tmp_path: Path) -> None:
    rows = [
        seen("e", "", level="event", count="2", animal=""),
        seen("a", "m1", count="2", animal=""),
        seen("b", "m2", count="1", animal=""),
    ]
    items = list(read(package(
        tmp_path, media=f"{media('m1')}\n{media('m2', 'b.jpg')}", observations="\n".join(rows)
    )))  # fmt: skip
    assert values(items, "count", "Sighting") == ["2"]
    assert values(items, "observation", "Sighting") == ["e", "a", "b"]


def test_without_an_event_row_the_fullest_photo_counts(tmp_path: Path) -> None:
    rows = [seen("a", "m1", count="1", animal=""), seen("b", "m2", count="3", animal="")]
    items = list(read(package(
        tmp_path, media=f"{media('m1')}\n{media('m2', 'b.jpg')}", observations="\n".join(rows)
    )))  # fmt: skip
    assert values(items, "count", "Sighting") == ["3"]


def test_without_an_event_a_stations_day_is_one_encounter(tmp_path: Path) -> None:
    items = list(read(package(tmp_path, media=media(), observations=seen(event=""))))
    assert values(items, "encounter") == ["ours:d1 2025-01-05"]


@pytest.mark.parametrize("word", ["unknown", "Unknown", "未知", "неизвестно", "NA", ""])
def test_unknown_is_no_individual(tmp_path: Path, word: str) -> None:
    items = list(read(package(tmp_path, media=media(), observations=seen(animal=word))))
    assert values(items, "individual") == []
    assert values(items, "individual", "Sighting") == []


@pytest.mark.parametrize(
    "path",
    ["../secret.jpg", "/etc/passwd", "C:\\\\secret.jpg", "a/../../secret.jpg", "..\\\\x.jpg"],
)
def test_a_path_that_leads_out_of_the_package_is_refused(tmp_path: Path, path: str) -> None:
    inner = tmp_path / "package"
    inner.mkdir()
    photo(tmp_path, "secret.jpg")
    items = list(
        read(package(inner, media=media(path=path.replace("\\\\", "\\")), observations=seen()))
    )
    assert [r.reason for r in rejects(items)] == ["the path leads out of the package"]
    assert [item.path for item in items if isinstance(item, PhotoFile)] == [None]


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "package"
    inner.mkdir()
    photo(tmp_path, "secret.jpg")
    (inner / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    items = list(read(package(inner, media=media(), observations=seen())))
    assert [r.column for r in rejects(items)] == ["filePath"]


def test_a_table_that_leads_out_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path, resources=[{"name": "deployments", "path": "../d.csv"}])
    found = rejects(list(read(folder)))
    assert "the path leads out of the package" in {r.reason for r in found}


def test_individuals_are_read_from_the_packages_own_table(tmp_path: Path) -> None:
    resources = [{"name": n, "path": f"{n}.csv"} for n in ("deployments", "media", "observations")]
    resources.append({"name": "individuals", "data": [
        {"individualID": "K1", "individualName": "Kedrovka", "sex": "female", "birthDate": "2017"},
        {"individualID": "K2", "individualName": "Killy", "motherID": "K1",
         "birthDate": "31.02.2020"},
        {"individualName": "nobody"}, "rubbish",
    ]})  # type: ignore[dict-item]  # fmt: skip
    items = list(read(package(tmp_path, resources=resources), individuals="catalogue"))
    assert values(items, "name", "IndividualAnimal") == ["Kedrovka", "Killy"]
    assert values(items, "mother", "IndividualAnimal") == [
        Ref("IndividualAnimal", "catalogue", "K1")
    ]
    assert values(items, "birthDate", "IndividualAnimal") == ["2017"]
    assert [r.column for r in rejects(items)] == ["birthDate", "individualID", "individuals"]


def test_a_gap_within_a_deployment_keeps_its_time_and_reason(tmp_path: Path) -> None:
    tags = "gap:2025-01-03/2025-01-20:snowed in | country:Russia | zone:Asia/Vladivostok | ridge"
    items = list(read(package(tmp_path, deployments=D1 + tags)))
    gap = next(i for i in items if isinstance(i, Claim) and i.property == "gap")
    assert (gap.value, str(gap.event_time)) == ("snowed in", "2025-01-03/2025-01-20")
    assert values(items, "country", "Station") == ["RU"]
    assert values(items, "zone", "Station") == ["Asia/Vladivostok"]
    assert values(items, "tags", "Deployment") == ["ridge"]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        (("43.1,131.2", "131.2,43.1"), "latitude", "latitude lies between -90 and 90"),
        (("43.1,", ","), "latitude", "latitude is required"),
        (("43.1,", "north,"), "latitude", "this is no number"),
        (("2025-03-01", "2024-03-01"), "deploymentEnd", "the deployment ends before it starts"),
        (("2025-03-01", "2025-02-31"), "deploymentEnd", "February 2025 has 28 days"),
    ],
)
def test_a_deployment_without_place_or_time_is_refused_with_what_hangs_on_it(
    tmp_path: Path, change: tuple[str, str], column: str, reason: str
) -> None:
    items = list(read(package(
        tmp_path, deployments=D1.replace(*change), media=media(), observations=seen()
    )))  # fmt: skip
    found = rejects(items)
    assert (found[0].file, found[0].row, found[0].column) == ("deployments.csv", 2, column)
    assert reason in found[0].reason
    assert {r.reason for r in found[1:]} == {"there is no such deployment"}
    assert not [item for item in items if isinstance(item, Claim)]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (seen(medium="m9"), "mediaID", "there is no such photo"),
        (seen(medium=""), "mediaID", "a row about a photo names none"),
        (seen(kind="ghost"), "observationType", "observationType has no value 'ghost'"),
        (seen(count="many"), "count", "this is no number"),
        (seen(box="0.9,0.1,0.5,0.1"), "bboxWidth", "the box leaves the photo"),
        (seen(box="1.5,0.1,0.5,0.1"), "bboxX", "bboxX lies between 0 and 1"),
        (seen() + "\n" + seen(), "observationID", "it stands twice in the table"),
    ],
)
def test_a_wrong_observation_is_refused_and_the_photo_stays(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    items = list(read(package(tmp_path, media=media(), observations=row)))
    assert [(r.column, reason in r.reason) for r in rejects(items)] == [(column, True)]
    assert sum(isinstance(item, PhotoFile) for item in items) == 1


def test_a_package_without_a_required_column_says_which(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (folder / "media.csv").write_text("mediaID,deploymentID\nm1,d1\n", "utf-8")
    found = rejects(list(read(folder)))
    assert [r.column for r in found if r.file == "media.csv"] == [
        "timestamp", "filePath", "filePublic", "fileMediatype",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "there is no datapackage.json"),
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('{"resources": ' + "9" * 5000 + "}", "it is not JSON"),
        ("[]", "it describes no tables"),
        ('{"resources": []}', "the package has no table deployments"),
        (
            '{"resources": [{"name": "deployments", "path": "https://x/d.csv"}]}',
            "nothing is fetched",
        ),
    ],
)
def test_a_folder_that_is_no_package_is_said_to_be_none(
    tmp_path: Path, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content, "utf-8")
    assert reason in rejects(list(read(tmp_path)))[0].reason


def test_two_packages_of_one_catalogue_share_their_animals(tmp_path: Path) -> None:
    north, south = tmp_path / "n", tmp_path / "s"
    for folder, name in ((north, "north"), (south, "south")):
        folder.mkdir()
        package(folder, name=name, media=media(), observations=seen())
    both = [values(list(read(f, individuals="park")), "individual")[0] for f in (north, south)]
    alone = [values(list(read(f)), "individual")[0] for f in (north, south)]
    assert both[0] == both[1]
    assert alone[0] != alone[1]


def test_an_animal_that_only_observations_name_is_known_by_its_number(tmp_path: Path) -> None:
    rows = seen() + "\n" + seen("o2", event="e2") + "\n" + seen("o3", animal="", event="e3")
    items = list(read(package(tmp_path, media=media(), observations=rows)))
    assert values(items, "catalogueNumber", "IndividualAnimal") == ["Lord"]
    assert values(items, "species", "IndividualAnimal") == ["Panthera pardus"]
