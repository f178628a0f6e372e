"""What a bag says, to whom, and what it leaves to the defence."""

import csv
import json
import shutil
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import ExifTags, Image

from cases.statement import Handling
from workbench.bag.contents import BagContents
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.casework import hand_case_over, open_case
from workbench.services.examining import judge
from workbench.services.explaining import as_jpeg
from workbench.services.exporting import Exported, contents_of, export_case, verify_bag
from workbench.services.people import add_person
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.skins import add_skin
from workbench.store import Reader

SKIN = "SK-0001"


@pytest.fixture(autouse=True)
def plain_figures(monkeypatch):
    """A drawn figure and its controls take seconds: where they are not asked for, a grey picture
    stands in their place. The bag that is written once has them all."""
    grey = as_jpeg(np.full((40, 60, 3), 128, np.uint8)).content
    monkeypatch.setattr(
        "workbench.services.exhibits.figures_of", lambda *_: ((("Matched marks.", grey),), ())
    )


def judged_case(project, clock):
    """A case about the skin, judged "same" by Anna and "different" of another animal."""
    judge(project, "Anna", SKIN, animal(project, "L2"), "same", why="nine spots", clock=clock)
    judge(project, "Anna", SKIN, animal(project, "L1"), "different", why="no spot", clock=clock)
    return open_case(project, "Anna", "Шкура 豹皮 da báo", members=[SKIN], clock=clock).id


def animal(project, number):
    """The id of the animal that has this number in the catalogue."""
    whole = project.store.read(Reader.whole("a test looks"))
    return whole.statements.saying("IndividualAnimal", ["catalogueNumber"], number)[0].subject


@pytest.fixture
def case(matched, clock):
    return judged_case(matched, clock)


@dataclass(frozen=True)
class Written:
    """A case that was exported with every figure, signed, to somebody; nothing of it is changed."""

    project: Project
    case: str
    said: BagContents
    exported: Exported
    bag: Path
    certificate: Path


@pytest.fixture(scope="module")
def written(matched_project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    shutil.copytree(matched_project, folder / "project")
    project, clock = Project.open(folder / "project"), Clock()
    case = judged_case(project, clock)
    said = contents(project, case, folder, clock)
    key, certificate = signing(folder)
    bag = folder / "bag"
    exported = export_case(
        project, "Anna", case, bag, sign_key=key, certificate=certificate,
        recipient="Prosecutor, 王小明", authority="order 18", clock=clock,
    )  # fmt: skip
    yield Written(project, case, said, exported, bag, certificate)
    project.close()


class Clock:
    """Moves one second at each look."""

    def __init__(self):
        self.at = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)

    def __call__(self):
        self.at += timedelta(seconds=1)
        return self.at


def contents(project, case, folder, clock, by="Anna"):
    """What a bag would say to a person."""
    scratch = folder / f"scratch-{by}"
    scratch.mkdir(parents=True)
    return contents_of(project, acting(project, by), case, scratch, clock=clock)


def signing(folder):
    """A key of a laboratory and its certificate, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Laboratory")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return folder / "key.pem", folder / "cert.pem"


def test_the_report_names_skin_animal_judgement_and_limits(written):
    said = written.said
    assert said.case.title == "Шкура 豹皮 da báo"
    assert any("same (informed)" in line for line in said.case.summary)
    assert any("not validated" in limit for limit in said.method.limits)
    assert not said.method.validated
    names = [name for name, digest, _ in said.method.networks if len(digest) == 64]
    assert len(names) == 2
    animals = {one.animal.split()[0]: one for one in said.comparisons}
    opinion = animals[animal(written.project, "L2")].opinions[0]
    assert (opinion.verdict, opinion.condition, opinion.why) == ("same", "informed", "nine spots")
    assert opinion.examiner == "Anna (STAFF-0001)"
    assert all(one.wording and one.pictures[0][1][:2] == b"\xff\xd8" for one in said.comparisons)


def test_a_court_hears_people_by_their_names_and_not_by_numbers_alone(written):
    said = written.said
    assert said.case.prepared_by == "Anna (STAFF-0001)"
    assert any(line.startswith("Anna (STAFF-0001) judged") for line in said.case.summary)
    told = [row.description for row in said.unused if row.id.startswith("JDG-")]
    assert told
    assert all(line.endswith("by Anna (STAFF-0001)") for line in told)


def test_the_method_says_how_often_its_examiners_were_wrong(written):
    [sentence] = written.said.method.examiners
    assert sentence == "Anna (STAFF-0001): not measured on known truths."


def test_each_comparison_is_explained_by_figures_parts_and_controls(written):
    second = animal(written.project, "L2")
    same = next(one for one in written.said.comparisons if one.animal.startswith(second))
    begun = [caption.split(".")[0].split(",")[0] for caption, _ in same.pictures]
    assert begun == [
        "Matched marks",
        "The same marks on the flattened flanks",
        "The skin left; right",
        "Control",
        "Control",
    ]
    assert [name for name, _ in same.controls] == ["Background only", "Mirrored skin"]
    assert float(same.made_of.bounded) == pytest.approx(same.log10_lr, abs=0.005)


def test_exhibits_are_the_skins_photos_and_the_photos_they_were_compared_with(written):
    said = written.said
    labels = [exhibit.label for exhibit in said.exhibits]
    assert labels[0].startswith("skin SK-0001, photo 1, flank left")
    assert any(label.startswith("catalogue photo of L2") for label in labels[1:])
    assert said.exhibits[0].transfers[0].digest == said.exhibits[0].sha256
    assert said.exhibits[0].form == "original"


def test_what_does_not_support_the_identification_is_scheduled_for_the_defence(written):
    [unused] = written.said.unused
    assert animal(written.project, "L1") in unused.description
    assert "does not support" in unused.assists
    assert [row.id for row in written.said.used] == [SKIN, "JDG-0001"]


def test_the_audit_extract_is_of_this_case(written):
    said = written.said
    actions = [row.action for row in said.audit]
    assert {"add skin", "match", "judge", "open case"} <= set(actions)
    assert "import photos" not in actions
    assert [row.sequence for row in said.audit] == sorted(row.sequence for row in said.audit)


def test_statements_graph_and_tables_of_the_bag_agree(written):
    data = written.bag / "data"
    with (data / "statements/statements.csv").open(encoding="utf-8-sig", newline="") as file:
        table = {row["id"] for row in csv.DictReader(file)}
    lines = (data / "statements/statements.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == table
    graph = ET.parse(data / "graph/graph.graphml")  # noqa: S314 - our own file is read
    nodes = {node.get("id") for node in graph.iter("{http://graphml.graphdrawing.org/xmlns}node")}
    assert SKIN in nodes
    for line in (data / "graph/entities.ftm.json").read_text("utf-8").splitlines():
        assert {"id", "schema", "properties"} <= set(json.loads(line))
    assert (data / "graph/left-out.txt").read_text("utf-8").strip()


def test_a_signed_bag_names_its_signer(written):
    assert written.exported.signed
    checked = verify_bag(written.bag, trusted=written.certificate)
    assert checked.intact
    assert "Laboratory" in str(checked.signed_by)


def test_the_export_is_on_record_with_the_digest_of_the_bag(written):
    whole = written.project.store.read(Reader.whole("a test looks"))
    [release] = whole.cases.releases(written.case)
    assert (release.recipient, release.digest) == ("Prosecutor, 王小明", written.exported.digest)
    assert whole.audit.rows(last=1)[0].action == "export"


def test_a_superseded_answer_is_unused_material(matched, case, tmp_path, named, clock):
    judge(matched, "Anna", SKIN, named(matched, "L2"), "cannot-tell", why="blur", clock=clock)
    said = contents(matched, case, tmp_path, clock)
    assert "JDG-0001" in [row.id for row in said.unused]
    assert "JDG-0001" not in [row.id for row in said.used]


def test_the_strictest_handling_of_anything_in_it_stands_on_the_bag(matched, tmp_path, clock):
    handling = Handling(2, frozenset({"WILDLIFE-7"}))
    known = open_case(
        matched, "Anna", "closely held", members=[SKIN], handling=Handling(2), clock=clock
    )
    said = contents(matched, known.id, tmp_path, clock)
    assert said.case.handling == "CONFIDENTIAL"
    from workbench.services.bagging import in_words

    assert in_words(handling) == "CONFIDENTIAL / WILDLIFE-7"


def test_an_answer_that_the_reader_may_not_know_is_not_in_their_bag(
    matched, case, tmp_path, named, clock
):
    add_person(matched, "Anna", "Galina", roles=["investigator"], clearance=3, clock=clock)
    said = contents(matched, case, tmp_path, clock, by="Galina")
    assert [one for item in said.comparisons for one in item.opinions] == []
    assert said.used == () or "JDG-0001" not in [row.id for row in said.used]
    assert not any(row.property == "individual" for row in said.statements)


@pytest.mark.parametrize("what", ["a full folder", "an unknown case", "half a signature"])
def test_what_cannot_be_exported_leaves_nothing_behind(what, matched, case, tmp_path, clock):
    goal = tmp_path / "bag"
    given = {"sign_key": tmp_path / "key.pem"} if what == "half a signature" else {}
    if what == "a full folder":
        goal.mkdir()
        (goal / "letter.txt").write_text("mine", "utf-8")
    known = "CASE-1999-001" if what == "an unknown case" else case
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(Refused):
        export_case(matched, "Anna", known, goal, clock=clock, **given)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    whole = matched.store.read(Reader.whole("a test looks"))
    assert whole.audit.rows(last=1)[0].action != "export"


def test_an_original_that_was_changed_stops_the_export(matched, case, tmp_path, clock):
    digest = contents(matched, case, tmp_path, clock).exhibits[0].sha256
    path = matched.store.originals.path_of(digest)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"!")
    with pytest.raises(Exception, match="changed"):
        export_case(matched, "Anna", case, tmp_path / "bag", clock=clock)
    assert not (tmp_path / "bag").exists()


def test_a_prosecutor_exports_only_what_was_handed_over(matched, case, tmp_path, clock):
    with pytest.raises(Refused, match="no case"):
        export_case(matched, "Vera", case, tmp_path / "bag", clock=clock)
    hand_case_over(
        matched, "Anna", case, "Vera", purpose="charge", authority="order 18", clock=clock
    )
    export_case(matched, "Vera", case, tmp_path / "bag", clock=clock)
    assert verify_bag(tmp_path / "bag").intact
    mine, whole = (contents(matched, case, tmp_path, clock, by=by) for by in ("Vera", "Anna"))
    # The skin's photo and one photo of each of the two judged animals, of four in the catalogue.
    assert len(mine.exhibits) == 3
    assert {one.sha256 for one in mine.exhibits} <= {one.sha256 for one in whole.exhibits}
    assert len(mine.comparisons) == 2
    assert all(one.pictures for one in mine.comparisons)
    assert [row.id for row in mine.unused] == [row.id for row in whole.unused]


def test_a_case_handed_over_opens_no_other_photo_animal_or_place(
    matched, case, tmp_path, named, clock
):
    hand_case_over(
        matched, "Anna", case, "Vera", purpose="charge", authority="order 18", clock=clock
    )
    judged = {named(matched, number) for number in ("L1", "L2")}
    whole = matched.store.read(Reader.whole("a test looks"))
    compared = {
        whole.matching.coat(one.gallery_coat).photo
        for one in whole.matching.comparisons(SKIN)
        if one.individual in judged
    }
    skins_own = {
        one.photo for one in map(whole.matching.coat, whole.matching.searches(SKIN)[0].coats)
    }
    files = {one.value for one in whole.statements.saying("Photo", ["digest"])}
    with matched.store.read(acting(matched, "Vera")) as q:
        assert {digest for digest in files if q.original(digest)} == compared | skins_own
        assert set(q.entities.of_kind("IndividualAnimal")) == judged
        assert q.entities.of_kind("Station") == q.entities.of_kind("Deployment") == []
        for photo in q.entities.of_kind("Photo"):
            said = {one.property for one in q.statements.statements_of([photo])}
            assert not said & {"deployment", "encounter", "latitude", "longitude", "place"}
    before = acting(matched, "Vera")
    nobody = replace(before, cases=frozenset())
    with matched.store.read(nobody) as q:
        assert [digest for digest in files if q.original(digest)] == []


def test_a_bag_whose_exhibits_name_a_place_is_confidential_and_says_so(
    matched, skin_photo, tmp_path, clock
):
    taken = Image.Exif()
    taken.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (42.0, 42.0, 36.5)})
    with Image.open(skin_photo) as image:
        image.save(tmp_path / "placed.jpg", exif=taken)
    original = (tmp_path / "placed.jpg").read_bytes()
    skin = add_skin(
        matched, "Anna", [tmp_path / "placed.jpg"], species="Panthera pardus", clock=clock
    ).skin
    open_, placed = (
        open_case(matched, "Anna", "a case", members=[one], clock=clock).id for one in (SKIN, skin)
    )
    assert contents(matched, open_, tmp_path / "plain", clock).case.handling == "OPEN"
    said = contents(matched, placed, tmp_path, clock)
    assert said.case.handling == "CONFIDENTIAL"
    assert "say where they were taken" in said.case.summary[-1]
    export_case(matched, "Anna", placed, tmp_path / "bag", clock=clock)
    [exhibit] = said.exhibits
    assert exhibit.label.endswith("the file says where it was taken")
    [kept] = (tmp_path / "bag/data/exhibits" / exhibit.id).iterdir()
    assert kept.read_bytes() == original
    assert "Handling: CONFIDENTIAL" in (tmp_path / "bag/bag-info.txt").read_text("utf-8")
    readme = (tmp_path / "bag/data/README.txt").read_text("utf-8")
    assert f"where they were taken: {exhibit.id}" in readme


def test_an_administrator_alone_exports_nothing(matched, case, tmp_path, clock):
    add_person(matched, "Anna", "Egor", roles=["administrator"], clearance=3, clock=clock)
    with pytest.raises(NotAllowed):
        export_case(matched, "Egor", case, tmp_path / "bag", clock=clock)


def test_a_folder_that_is_no_bag_is_refused(tmp_path):
    with pytest.raises(Refused):
        verify_bag(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert not verify_bag(tmp_path / "empty").intact
