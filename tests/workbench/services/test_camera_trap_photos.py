"""A package of one's own: animals with names, flanks, boxes and photo files."""

import csv
import json

import pytest

from workbench.services.importing import import_camtrap_dp
from workbench.services.keeping import verify_audit
from workbench.services.matching import match_photos
from workbench.services.refusal import Refused
from workbench.store import Reader

LEOPARD = "Panthera pardus"
DEPLOYMENTS = ["deploymentID", "latitude", "longitude", "deploymentStart", "deploymentEnd"]
MEDIA = ["mediaID", "deploymentID", "timestamp", "filePath", "filePublic", "fileMediatype"]
OBSERVATIONS = [
    "observationID", "deploymentID", "mediaID", "eventID", "eventStart", "eventEnd",
    "observationLevel", "observationType", "scientificName", "count", "individualID",
    "bboxX", "bboxY", "bboxWidth", "bboxHeight", "observationTags",
]  # fmt: skip


def write_table(path, header, rows):
    """A table of the package."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header, restval="")
        table.writeheader()
        table.writerows(rows)


def media(number, path):
    """A row of media.csv."""
    return {
        "mediaID": f"M{number}",
        "deploymentID": "D1",
        "timestamp": f"2025-01-0{number}T05:00:00+10:00",
        "filePath": path,
        "filePublic": "true",
        "fileMediatype": "image/jpeg",
    }


def seen(number, individual, box=(0.1, 0.1, 0.8, 0.8), **more):
    """A row of observations.csv."""
    return {
        "observationID": f"O{number}{individual}",
        "deploymentID": "D1",
        "mediaID": f"M{number}",
        "eventID": f"E{number}",
        "eventStart": f"2025-01-0{number}T05:00:00+10:00",
        "eventEnd": f"2025-01-0{number}T05:01:00+10:00",
        "observationLevel": "media",
        "observationType": "animal",
        "scientificName": LEOPARD,
        "count": "1",
        "individualID": individual,
        "bboxX": box[0],
        "bboxY": box[1],
        "bboxWidth": box[2],
        "bboxHeight": box[3],
        "observationTags": "flank:left",
    } | more


@pytest.fixture
def package(tmp_path, draw):
    """Two animals, a photo with both, a blank frame, a broken file, a missing one."""
    folder = tmp_path / "winter"
    draw(folder / "media/1.jpg", 1, 0)
    draw(folder / "media/2.jpg", 2, 0)
    draw(folder / "media/3.jpg", 3, 0)
    draw(folder / "media/4.jpg", 4, 0)
    (folder / "media/5.jpg").write_bytes(b"cut off")
    resources = [
        {"name": name, "path": f"{name}.csv"} for name in ("deployments", "media", "observations")
    ]
    descriptor = {
        "name": "winter",
        "title": "Simulated winter",
        "profile": "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2/profile.json",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    write_table(
        folder / "deployments.csv",
        DEPLOYMENTS,
        [
            {
                "deploymentID": "D1",
                "latitude": "43.1",
                "longitude": "131.5",
                "deploymentStart": "2025-01-01T00:00:00+10:00",
                "deploymentEnd": "2025-03-01T00:00:00+10:00",
            }
        ],
    )
    write_table(
        folder / "media.csv",
        MEDIA,
        [media(n, f"media/{n}.jpg") for n in range(1, 7)],
    )
    write_table(
        folder / "observations.csv",
        OBSERVATIONS,
        [
            seen(1, "L1"),
            seen(2, "L2"),
            seen(3, "L1", box=(0.0, 0.0, 0.5, 1.0)),
            seen(3, "L2", box=(0.5, 0.0, 0.5, 1.0)),
            seen(4, "", observationType="blank", scientificName="", count="", observationTags=""),
            seen(5, "L1"),
            seen(6, "L2"),
        ],
    )
    return folder


@pytest.fixture
def imported(project, package, clock):
    """The package imported, and its report."""
    return project, import_camtrap_dp(project, "Anna", package, features=False, clock=clock)


def test_photo_files_animals_flanks_and_boxes_come_in(imported):
    project, report = imported
    assert report.photos == 4
    whole = project.store.read(Reader.whole("a test looks"))
    rows = whole.matching.catalogue()
    # 6.jpg is named by the package and not in it: a record without a picture, and no error.
    assert len([row for row in rows if row.digest]) == 4
    assert {row.flank for row in rows} == {"left"}
    assert all(row.simulated for row in rows)
    coats = whole.matching.coats({row.digest for row in rows if row.digest})
    assert {coat.fixed_by["region"] for coat in coats} != {"machine:grabcut"}
    assert {coat.region["width"] for coat in coats} == {240.0, 384.0}


def test_two_animals_in_one_photo_are_two_coats_each_with_its_own_box(imported):
    from workbench.services.acting import acting
    from workbench.services.gallery import catalogued

    project, _ = imported
    whole = project.store.read(Reader.whole("a test looks"))
    both = [
        row.digest
        for row in whole.matching.catalogue()
        if row.box is not None and row.box[2] == 240.0
    ]
    assert len(both) == 2
    assert len(set(both)) == 1
    entries = [
        entry
        for entry in catalogued(project, acting(project, "Anna"), LEOPARD)
        if entry.coat.photo == both[0]
    ]
    assert {entry.coat.region.x for entry in entries} == {0.0, 240.0}
    assert len({entry.individual for entry in entries}) == 2


def test_a_blank_frame_is_kept_and_has_no_coat(imported):
    project, _ = imported
    whole = project.store.read(Reader.whole("a test looks"))
    digests = {one.value for one in whole.statements.saying("Photo", ["digest"])}
    with_coat = {coat.photo for coat in whole.matching.coats(digests)}
    assert len(digests) == 4
    assert len(with_coat) == 3


def test_a_broken_file_is_a_reject_and_the_record_of_the_passage_stands(imported):
    project, report = imported
    [reject] = [one for one in report.rejects if "5.jpg" in one.file]
    assert reject.reason
    whole = project.store.read(Reader.whole("a test looks"))
    rows = {one.locator.row for one in whole.statements.saying("Sighting", ["observation"])}
    assert len(rows) == 7


def test_a_second_import_of_the_package_is_a_no_op(imported, package, clock):
    project, _ = imported
    again = import_camtrap_dp(project, "Anna", package, features=False, clock=clock)
    assert "nothing new" in again.sentence
    assert verify_audit(project).intact


def test_two_packages_of_one_catalogue_name_the_same_animals(project, package, tmp_path, clock):
    for name in ("first", "second"):
        import_camtrap_dp(
            project,
            "Anna",
            package,
            namespace=name,
            catalogue="Land of the Leopard",
            features=False,
            clock=clock,
        )
    whole = project.store.read(Reader.whole("a test looks"))
    assert len(whole.entities.of_kind("IndividualAnimal")) == 2
    assert len(whole.entities.of_kind("Deployment")) == 2


def test_a_skin_is_found_among_camera_trap_photos(project, package, skin_photo, clock):
    import_camtrap_dp(project, "Anna", package, clock=clock)
    match = match_photos(
        project,
        "Anna",
        [skin_photo],
        genuine="drawn as grown",
        species=LEOPARD,
        flank="left",
        clock=clock,
    )
    whole = project.store.read(Reader.whole("a test looks"))
    assert whole.entities.refs_of([match.individual])[match.individual].key == "L2"
    assert match.answer["simulated"]
    assert any("Simulated" in line for line in match.sentences())


def test_a_folder_without_a_package_is_refused(project, tmp_path):
    with pytest.raises(Refused, match=r"holds no datapackage.json"):
        import_camtrap_dp(project, "Anna", tmp_path)
