"""An import survives whatever happens to it: nothing lost, nothing doubled, a sentence for each."""

import errno
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from workbench.services.importing import import_camtrap_dp, import_photos, import_records
from workbench.services.keeping import verify_audit
from workbench.services.refusal import NotAllowed, Refused, as_refusal
from workbench.store import Reader, StoreRefused


def everything(project):
    """What a project holds: statements without their times, originals, rejects, coats."""
    whole = project.store.read(Reader.whole("a test looks"))
    statements = whole.statements.all()
    digests = sorted({one.value for one in statements if one.property == "digest"})
    return (
        sorted((s.id, s.subject, s.property, s.value) for s in statements),
        list(project.store.originals.digests()),
        [coat.id for coat in whole.matching.coats(digests)],
        sorted((row.photo, row.individual) for row in whole.matching.catalogue()),
    )


DYING = """
import os, sys
from functools import partial
from pathlib import Path
from workbench.project import Project
from workbench.services import importing, intake, reading_ahead
from workbench.services.batches import cut
from workbench.store.intake import ImportRows

folder, source, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
reading_ahead.cut = partial(cut, photos=2)
die = lambda *_, **__: os.kill(os.getpid(), 9)
seen = []
if moment == "before a batch is acknowledged":
    kept = ImportRows.batch
    def batch(self, *given, **more):
        seen.append(kept(self, *given, **more))
        len(seen) == 2 and die()
    ImportRows.batch = batch
if moment == "before its place in the catalogue":
    kept_catalogue = intake.build_catalogue_coats
    def build(*given, **more):
        seen.append(1)
        len(seen) == 2 and die()
        return kept_catalogue(*given, **more)
    intake.build_catalogue_coats = build
def progress(step):
    moment == "between two batches" and step.what == "photos read" and step.done == 4 and die()
    moment == "while describing" and step.what == "coats described" and step.done == 3 and die()
project = Project.open(folder)
importing.import_photos(project, "Anna", source, progress=progress)
"""


@pytest.mark.parametrize(
    "moment",
    [
        "before a batch is acknowledged",
        "before its place in the catalogue",
        "between two batches",
        "while describing",
    ],
)
def test_killed_and_taken_up_again_loses_nothing_and_doubles_nothing(
    moment, project, full_project, catalogue_csv, clock
):
    from workbench.project import Project

    died = subprocess.run(
        [sys.executable, "-c", DYING, str(project.folder), str(catalogue_csv), moment],
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "OMP_NUM_THREADS": "1"},
        check=False,
    )
    assert died.returncode == -9

    taken_up = import_photos(project, "Anna", catalogue_csv, clock=clock)

    assert not taken_up.rejects
    never_killed = Project.open(full_project)
    assert everything(project) == everything(never_killed)
    never_killed.close()
    assert verify_audit(project).intact
    assert import_photos(project, "Anna", catalogue_csv, clock=clock).new == 0


def test_the_same_import_again_changes_nothing_and_says_so(catalogue, catalogue_csv, clock):
    before, head = everything(catalogue), verify_audit(catalogue).head
    again = import_photos(catalogue, "Anna", catalogue_csv, clock=clock)
    assert "nothing new" in again.sentence
    assert everything(catalogue) == before
    assert verify_audit(catalogue).head == head


def test_a_stop_keeps_what_was_done_and_the_next_run_goes_on(
    project, catalogue_csv, clock, monkeypatch
):
    from functools import partial

    from workbench.services import reading_ahead
    from workbench.services.batches import cut

    monkeypatch.setattr(reading_ahead, "cut", partial(cut, photos=2))
    asked = iter([False, False, True])
    stopped = import_photos(
        project, "Anna", catalogue_csv, clock=clock, stop=lambda: next(asked, True)
    )
    assert stopped.stopped
    assert stopped.photos == 4
    assert "the same command goes on" in stopped.sentence
    rest = import_photos(project, "Anna", catalogue_csv, clock=clock)
    assert (rest.photos, rest.photos_known, rest.described) == (4, 4, 8)


def test_two_imports_at_once_are_refused_with_the_name_of_the_first(project, catalogue_csv, clock):
    with (
        project.importing("Boris", "photos winter-3", clock()),
        pytest.raises(StoreRefused, match=r"Boris .*photos winter-3"),
    ):
        import_photos(project, "Anna", catalogue_csv, clock=clock)
    assert import_photos(project, "Anna", catalogue_csv, features=False, clock=clock).photos == 8


def test_a_full_disk_stops_the_import_with_a_sentence_and_nothing_by_halves(
    project, catalogue_csv, clock, monkeypatch
):
    import os

    flush = os.fsync
    flushed = []

    def full(handle):
        flushed.append(handle)
        if len(flushed) > 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(Exception) as refused:
            import_photos(project, "Anna", catalogue_csv, clock=clock)
    told = as_refusal(refused.value)
    assert told is not None
    assert "disk is full" in told.reason
    assert verify_audit(project).intact

    assert import_photos(project, "Anna", catalogue_csv, clock=clock).rejects == ()
    assert verify_audit(project).intact
    assert len(everything(project)[3]) == 8


def test_a_database_that_cannot_be_written_is_told_in_a_sentence(project, catalogue_csv, clock):
    from sqlalchemy import event

    @event.listens_for(project.store.engine, "connect")
    def no_writing(connection, _record):
        connection.execute("PRAGMA query_only = ON")

    project.store.engine.dispose()
    with pytest.raises(Exception) as refused:
        import_photos(project, "Anna", catalogue_csv, clock=clock)
    told = as_refusal(refused.value)
    assert told is not None
    assert "can be read but not written" in told.reason


def bomb() -> bytes:
    """A PNG that says it is 40,000 x 40,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return len(content).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = (40_000).to_bytes(4, "big") * 2
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + bytes([8, 2, 0, 0, 0]))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_bad_photos_come_back_as_rejects_and_the_good_beside_them_come_in(
    project, draw, tmp_path, clock
):
    folder = tmp_path / "L1"
    good = draw(folder / "good.jpg", 1, 0)
    (folder / "cut.jpg").write_bytes(good.read_bytes()[:2000])
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "text.jpg").write_text("this is no picture", "utf-8")
    (folder / "bomb.png").write_bytes(bomb())
    with Image.open(good) as photo:
        photo.convert("CMYK").save(folder / "cmyk.jpg")
        photo.convert("L").convert("I;16").save(folder / "deep.png")
        photo.save(folder / "moving.gif", save_all=True, append_images=[photo.rotate(9)])
        photo.rotate(90, expand=True).save(folder / "turned.jpg", exif=exif_turned())

    report = import_photos(project, "Anna", folder, features=False, clock=clock)

    refused = {Path(reject.file).name: reject for reject in report.rejects}
    assert set(refused) == {"cut.jpg", "empty.jpg", "text.jpg", "bomb.png"}
    assert all(reject.reason and reject.remedy for reject in refused.values())
    assert report.photos == 5
    kept = {row[3] for row in everything(project)[0] if row[2] == "fileName"}
    assert {Path(name).name for name in kept} == {
        "good.jpg", "cmyk.jpg", "deep.png", "moving.gif", "turned.jpg",
    }  # fmt: skip


def exif_turned() -> Image.Exif:
    """An EXIF block that says: turn me."""
    exif = Image.Exif()
    exif[0x0112] = 8
    return exif


def test_a_photo_that_was_refused_is_taken_once_it_is_mended(project, draw, tmp_path, clock):
    (tmp_path / "photos.csv").write_text("file,individual_id\na.jpg,L1\nb.jpg,L2\n", "utf-8")
    draw(tmp_path / "a.jpg", 1, 0)
    (tmp_path / "b.jpg").write_bytes(b"cut off")
    first = import_photos(project, "Anna", tmp_path / "photos.csv", features=False, clock=clock)
    assert (first.photos, len(first.rejects)) == (1, 1)
    draw(tmp_path / "b.jpg", 2, 0)
    second = import_photos(project, "Anna", tmp_path / "photos.csv", features=False, clock=clock)
    assert (second.photos, second.photos_known, second.rejects) == (1, 1, ())


def test_a_path_that_leads_out_of_the_folder_is_refused(project, draw, tmp_path, clock):
    draw(tmp_path / "secret.jpg", 1, 0)
    inside = tmp_path / "package"
    inside.mkdir()
    (inside / "photos.csv").write_text(
        "file,individual_id\n../secret.jpg,L1\n/etc/passwd,L2\n", "utf-8"
    )
    report = import_photos(project, "Anna", inside / "photos.csv", features=False, clock=clock)
    assert report.photos == 0
    assert len(report.rejects) == 2


def test_a_box_outside_its_photo_is_refused_and_the_photo_kept(project, draw, tmp_path, clock):
    draw(tmp_path / "a.jpg", 1, 0)
    (tmp_path / "photos.csv").write_text(
        "file,individual_id,bbox_x,bbox_y,bbox_w,bbox_h\na.jpg,L1,4000,4000,50,50\n", "utf-8"
    )
    report = import_photos(project, "Anna", tmp_path / "photos.csv", features=False, clock=clock)
    assert report.photos == 1
    assert [reject.row for reject in report.rejects] == [2]


def test_the_box_of_the_table_wins_over_the_machine(project, draw, tmp_path, clock):
    draw(tmp_path / "a.jpg", 1, 0)
    (tmp_path / "photos.csv").write_text(
        "file,individual_id,bbox_x,bbox_y,bbox_w,bbox_h\na.jpg,L1,40,50,300,200\n", "utf-8"
    )
    import_photos(project, "Anna", tmp_path / "photos.csv", features=False, clock=clock)
    whole = project.store.read(Reader.whole("a test looks"))
    [photo] = whole.matching.catalogue()
    [coat] = whole.matching.coats([photo.digest])
    assert coat.region["x"] == 40
    assert coat.region["width"] == 300
    assert coat.fixed_by["region"] == "table"


@pytest.mark.parametrize(
    ("verb", "word"),
    [
        (lambda p, path: import_photos(p, "Anna", path), "there is no"),
        (lambda p, path: import_camtrap_dp(p, "Anna", path), "datapackage.json"),
        (lambda p, path: import_records(p, "Anna", path, "eia"), "there is no"),
    ],
)
def test_a_source_that_is_not_there_is_told_in_a_sentence(verb, word, project, tmp_path):
    with pytest.raises(Refused, match=word):
        verb(project, tmp_path / "nowhere")


def test_a_mapping_that_is_not_known_is_answered_with_those_that_are(project, tmp_path):
    table = tmp_path / "seizures.csv"
    table.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(Refused) as refused:
        import_records(project, "Anna", table, "no-such-mapping")
    assert "name a TOML file, or one of" in refused.value.remedy


def test_who_may_not_import_is_told_who_may(project, catalogue_csv):
    with pytest.raises(NotAllowed) as refused:
        import_photos(project, "Vera", catalogue_csv)
    assert "Vera is prosecutor" in refused.value.reason
    assert "Anna" in refused.value.remedy


def test_a_project_of_several_people_does_not_guess_who_asks(project, catalogue_csv):
    with pytest.raises(Refused, match="several people"):
        import_photos(project, "", catalogue_csv)
