"""Nothing altered, nothing lost: audit, rebuild, backup and restore on a live project."""

import shutil
import sqlite3

import pytest

from workbench.project import Project
from workbench.services.examining import judge
from workbench.services.importing import import_photos
from workbench.services.keeping import (
    anchor_audit,
    backup,
    rebuild,
    restore,
    verify_audit,
)
from workbench.services.refusal import NotAllowed, Refused
from workbench.store import Reader, StoreRefused


@pytest.fixture
def judged(matched, named, clock):
    """A project in which a skin was matched and judged."""
    judge(matched, "Anna", "SK-0001", named(matched, "L2"), "same", why="spots", clock=clock)
    return matched


def tamper(project, change):
    """Change the database behind the program's back, triggers off."""
    with sqlite3.connect(project.folder / "kedrovka.sqlite") as database:
        for (name,) in database.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            database.execute(f'drop trigger "{name}"')
        database.execute(change)
    database.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update judgement set verdict = 'different'", "judgement JDG-0001"),
        ("update statement set value = 'x' where property = 'individual'", "statement "),
        ("update custody set to_whom = 'nobody'", "custody "),
        ("update comparison set scores = '{}'", "comparison "),
        ("delete from judgement", "judgement JDG-0001"),
        ("update audit set by = 'nobody' where seq = 3", "audit row 3"),
    ],
)
def test_a_tampered_row_is_named(change, told, judged):
    assert verify_audit(judged).intact
    tamper(judged, change)
    checked = verify_audit(judged)
    assert not checked.intact
    assert told in checked.sentences[0]


def test_a_cut_tail_is_found_with_an_anchor(judged, tmp_path):
    anchored = anchor_audit(judged, "Anna", tmp_path / "anchor.txt")
    assert int(anchored.head.split(":")[0]) > 1
    tamper(judged, "delete from audit where seq = (select max(seq) from audit)")
    checked = verify_audit(judged, anchor=tmp_path / "anchor.txt")
    assert any("cut off" in finding for finding in checked.findings)


def test_an_anchor_is_not_written_over_and_nonsense_is_no_anchor(judged, tmp_path):
    anchor_audit(judged, "Anna", tmp_path / "anchor.txt")
    with pytest.raises(Refused, match="there already"):
        anchor_audit(judged, "Anna", tmp_path / "anchor.txt")
    with pytest.raises(Refused, match="no anchor"):
        verify_audit(judged, anchor="twelve")


def test_an_altered_original_is_named(judged):
    digest = next(judged.store.originals.digests())
    path = judged.store.originals.path_of(digest)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"!")
    assert digest[:16] in " ".join(verify_audit(judged).sentences)


def test_what_is_derived_comes_back_identical(judged, clock):
    before = {
        path.relative_to(judged.derived): path.read_bytes()
        for path in (judged.derived / "features").rglob("*.npz")
    }
    rebuilt = rebuild(judged, "Anna", clock=clock)
    after = {
        path.relative_to(judged.derived): path.read_bytes()
        for path in (judged.derived / "features").rglob("*.npz")
    }
    assert rebuilt.differ == ()
    assert (rebuilt.coats, rebuilt.same) == (9, 9)
    assert after == before


def test_a_rebuild_after_all_was_lost_says_what_was_missing(judged, clock):
    shutil.rmtree(judged.derived)
    judged.derived.mkdir()
    rebuilt = rebuild(judged, "Anna", clock=clock)
    assert (rebuilt.same, rebuilt.added, rebuilt.differ) == (0, 9, ())


def test_features_that_were_altered_are_told_by_a_rebuild(judged, clock):
    path = next((judged.derived / "features").rglob("*.npz"))
    path.write_bytes(b"something else")
    assert len(rebuild(judged, "Anna", clock=clock).differ) == 1


def test_a_rebuild_that_broke_off_is_compared_with_what_was_there_before(judged, clock):
    def break_off(step):
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(judged, "Anna", clock=clock, progress=break_off)
    rebuilt = rebuild(judged, "Anna", clock=clock)
    assert (rebuilt.same, rebuilt.added, rebuilt.differ) == (9, 0, ())


def test_a_backup_of_a_live_project_comes_back_with_its_audit(
    judged, tmp_path, clock, catalogue_csv
):
    copied = backup(judged, "Anna", tmp_path / "copy", clock=clock)
    # Work goes on while the copy lies there.
    import_photos(judged, "Anna", catalogue_csv, clock=clock)
    back = restore(tmp_path / "copy", tmp_path / "back")
    assert back.intact
    assert back.rows == copied.rows
    opened = Project.open(tmp_path / "back")
    whole = Reader.whole("a test looks")
    assert len(opened.store.read(whole).examining.judgements()) == 1
    assert len(opened.store.read(whole).matching.catalogue()) == 8
    opened.close()


def test_a_damaged_backup_is_refused_and_leaves_no_half_project(judged, tmp_path, clock):
    backup(judged, "Anna", tmp_path / "copy", clock=clock)
    original = next(path for path in (tmp_path / "copy/originals").rglob("*") if path.is_file())
    original.chmod(0o644)
    original.write_bytes(b"x")
    with pytest.raises(StoreRefused, match="damaged"):
        restore(tmp_path / "copy", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_only_an_administrator_keeps_house(judged, tmp_path):
    with pytest.raises(NotAllowed, match="administrator"):
        backup(judged, "Boris", tmp_path / "copy")
    with pytest.raises(NotAllowed):
        rebuild(judged, "Boris")
    with pytest.raises(NotAllowed):
        anchor_audit(judged, "Boris", tmp_path / "anchor.txt")
