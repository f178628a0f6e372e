"""A bag that anyone can check, whole or not at all, and that holds what came in."""

import csv
import errno
import hashlib
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from workbench.bag import packing
from workbench.bag.contents import Attachment, ScheduleRow
from workbench.bag.packing import write_bag
from workbench.bag.paths import BagRefused


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


def files(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def bag(make_case, tmp_path):
    return write_bag(make_case(), tmp_path / "bag")


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_confirms_a_bag(bag, manifest):
    done = subprocess.run(["sha256sum", "-c", "--strict", manifest], cwd=bag, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_a_real_case_holds_no_number_that_rendered_coats_taught(make_case, tmp_path):
    case = make_case()
    taught = replace(case.comparisons[0], for_demonstration=True)
    real = replace(case, case=replace(case.case, simulated=False), comparisons=(taught,))
    with pytest.raises(BagRefused, match="SK-0002: weighed with a calibration fitted on simulated"):
        write_bag(real, tmp_path / "bag")
    assert not (tmp_path / "bag").exists()
    assert write_bag(replace(case, comparisons=(taught,)), tmp_path / "shown").is_dir()


def test_the_library_of_congress_finds_a_valid_bag(bag):
    """Oracle: the reference implementation of BagIt."""
    opened = bagit.Bag(str(bag))
    opened.validate()
    assert opened.info["External-Identifier"] == "CASE-0002"
    assert opened.info["Handling"] == "CONFIDENTIAL / LORD"
    assert opened.info["Simulated"] == "yes"


def test_originals_are_the_bytes_that_came_in(make_case, tmp_path):
    contents = make_case()
    bag = write_bag(contents, tmp_path / "bag")
    table = {row["id"]: row for row in rows(bag / "data/exhibits/exhibits.csv")}
    for exhibit in contents.exhibits:
        packed = (bag / table[exhibit.id]["path"]).read_bytes()
        assert packed == exhibit.file.read_bytes()
        assert hashlib.sha256(packed).hexdigest() == table[exhibit.id]["sha256"]


def test_names_keep_their_script_and_lose_what_leads_astray(bag):
    packed = sorted(p.name for p in (bag / "data/exhibits").rglob("*.jpg"))
    assert packed == ["毛皮_.._右侧.jpg", "шкура, левый бок.jpg"] or packed == [
        "шкура, левый бок.jpg",
        "毛皮_.._右侧.jpg",
    ]


def test_every_transfer_is_in_the_custody_table(make_case, bag):
    written = rows(bag / "data/custody/custody.csv")
    assert [row["exhibit"] for row in written] == ["EX-0007", "EX-0007"]
    assert written[1]["receiver"] == "Laboratory, 张伟"
    lines = (bag / "data/custody/custody.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["seal"] for line in lines] == ["A-118 204", "A-118 219"]


def test_statements_stand_in_both_forms_and_formulas_do_not_run(bag):
    written = rows(bag / "data/statements/statements.csv")
    lines = (bag / "data/statements/statements.jsonl").read_text("utf-8").splitlines()
    exact = [json.loads(line) for line in lines]
    assert (
        [row["id"] for row in written] == [row["id"] for row in exact] == ["ST-1", "ST-2", "ST-3"]
    )
    assert written[1]["value"] == "'+79145550123"
    assert exact[1]["value"] == "+79145550123"
    assert written[0]["original_value"] == "Ермаков Степан"


def test_sensitive_material_is_listed_by_number_alone(bag):
    unused = {row["id"]: row for row in rows(bag / "data/schedules/unused.csv")}
    assert unused["ST-3"]["description"] == "sensitive, listed by number only"
    assert unused["ST-3"]["assists"] == "names another buyer"
    everything = b"".join(p.read_bytes() for p in bag.rglob("*.csv"))
    assert b"informant" not in everything


def test_method_and_readme_say_what_a_stranger_needs(bag):
    method = json.loads((bag / "data/method/method.json").read_text("utf-8"))
    assert method["method"]["networks"][0][1] == "cd" * 32
    assert method["comparisons"][0]["fingerprint"] == "ab" * 32
    assert "pictures" not in method["comparisons"][0]
    readme = (bag / "data/README.txt").read_text("utf-8")
    for words in ("SIMULATED", "CONFIDENTIAL / LORD", "sha256sum -c", "Centrality is not guilt"):
        assert words in readme


def test_the_same_case_gives_the_same_bag_byte_for_byte(make_case, tmp_path):
    contents = make_case()
    one, other = (write_bag(contents, tmp_path / name) for name in ("one", "other"))
    assert files(one) == files(other)
    for name in files(one):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_an_empty_case_still_makes_a_whole_bag(make_case, tmp_path):
    none = dict.fromkeys(
        ("exhibits", "comparisons", "statements", "findings", "audit", "used", "unused"), ()
    )
    bag = write_bag(make_case(**none, nodes=(), edges=(), attachments=()), tmp_path / "bag")
    bagit.Bag(str(bag)).validate()
    assert rows(bag / "data/statements/statements.csv") == []


def test_a_changed_original_stops_the_export_and_leaves_nothing(make_case, tmp_path):
    contents = make_case()
    contents.exhibits[0].file.write_bytes(b"other bytes")
    with pytest.raises(BagRefused, match="EX-0007 was changed since it came in"):
        write_bag(contents, tmp_path / "out" / "bag")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_original_is_named(make_case, tmp_path):
    contents = make_case()
    contents.exhibits[1].file.unlink()
    with pytest.raises(BagRefused, match=r"original of EX-0008 is not at .*backup"):
        write_bag(contents, tmp_path / "bag")
    assert not (tmp_path / "bag").exists()


def test_a_folder_with_something_in_it_is_left_alone(make_case, tmp_path):
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "mine.txt").write_text("mine")
    with pytest.raises(BagRefused, match="not empty"):
        write_bag(make_case(), tmp_path / "bag")
    assert files(tmp_path / "bag") == {"mine.txt"}


def test_an_empty_folder_is_filled(make_case, tmp_path):
    (tmp_path / "bag").mkdir()
    assert (write_bag(make_case(), tmp_path / "bag") / "bagit.txt").is_file()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full: make room"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_a_disk_that_refuses_is_told_and_nothing_is_left(
    make_case, tmp_path, monkeypatch, number, words
):
    calls = []

    def refusing(handle):
        calls.append(handle)
        if len(calls) == 5:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(packing.os, "fsync", refusing)
    with pytest.raises(BagRefused, match=words):
        write_bag(make_case(), tmp_path / "out" / "bag")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_bag_below_a_file_is_refused(make_case, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BagRefused, match="cannot be written"):
        write_bag(make_case(), tmp_path / "file" / "bag")


@pytest.mark.parametrize(
    ("name", "folder", "words"),
    [
        ("../evil.txt", "graph", "no plain file name"),
        ("a.txt", "../..", "no folder"),
        ("a.txt", "secrets", "no folder 'secrets'"),
        ("report.pdf", "report", "rename an attachment"),
    ],
)
def test_an_attachment_cannot_leave_its_place_or_take_anothers(
    make_case, tmp_path, name, folder, words
):
    contents = make_case(attachments=(Attachment(name, folder, b"x"),))
    with pytest.raises(BagRefused, match=words):
        write_bag(contents, tmp_path / "bag")
    assert not (tmp_path / "evil.txt").exists()


def test_an_attachment_may_be_a_file(make_case, tmp_path):
    path = tmp_path / "entities.ftm.json"
    path.write_bytes(b"{}\n")
    contents = make_case(attachments=(Attachment("entities.ftm.json", "graph", path),))
    bag = write_bag(contents, tmp_path / "bag")
    assert (bag / "data/graph/entities.ftm.json").read_bytes() == b"{}\n"


def test_two_exhibits_of_one_id_are_refused(make_case, tmp_path):
    contents = make_case()
    twice = replace(contents, exhibits=(contents.exhibits[0], contents.exhibits[0]))
    with pytest.raises(BagRefused, match="two exhibits are called EX-0007"):
        write_bag(twice, tmp_path / "bag")


def test_a_relative_folder_is_written_where_one_stands(make_case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert write_bag(make_case(), Path("bag")) == Path("bag")
    assert (tmp_path / "bag" / "bagit.txt").is_file()


def test_bag_info_folds_long_lines_and_loses_line_breaks(make_case, tmp_path):
    contents = make_case()
    title = "Шкура леопарда " * 20 + "\nHandling: OPEN"
    bag = write_bag(replace(contents, case=replace(contents.case, title=title)), tmp_path / "bag")
    info = bagit.Bag(str(bag)).info
    assert info["Handling"] == "CONFIDENTIAL / LORD"
    assert "Handling: OPEN" in info["External-Description"]


def test_a_withheld_row_keeps_number_and_reason(make_case, tmp_path):
    row = ScheduleRow("X-9", "secret words", "protects a source", sensitive=True)
    bag = write_bag(make_case(unused=(row,)), tmp_path / "bag")
    (written,) = rows(bag / "data/schedules/unused.csv")
    assert (written["id"], written["reason"]) == ("X-9", "protects a source")
    assert "secret words" not in json.dumps(written)
