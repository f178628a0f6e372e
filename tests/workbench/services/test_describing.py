"""Coats are described once, on all cores, and nobody is left behind when the process is killed."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from embeddings.network import WeightsRefused, weights_folder
from workbench.project import Project
from workbench.services import describing
from workbench.services.coats import coat_of
from workbench.services.describing import Descriptions
from workbench.services.gallery import all_coats
from workbench.store import CoatRecord, Reader


@pytest.fixture
def coats(catalogue):
    """The coats of a catalogue whose features are there."""
    return all_coats(catalogue)


def test_what_is_described_is_not_described_again(catalogue, coats):
    assert Descriptions.of(catalogue).fill(coats) == 0


def test_a_broken_file_is_described_again(catalogue, coats):
    descriptions = Descriptions.of(catalogue)
    path = descriptions.cache.path(descriptions.describer.fingerprint(coats[0]))
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    again = descriptions.of_coat(coats[0])
    assert again.coat.id == coats[0].id
    assert path.read_bytes() == whole


def test_several_processes_give_the_same_bytes_as_one(catalogue, coats, monkeypatch):
    descriptions = Descriptions.of(catalogue)
    paths = [descriptions.cache.path(descriptions.describer.fingerprint(coat)) for coat in coats]
    alone = [path.read_bytes() for path in paths]
    for path in paths:
        path.unlink()
    monkeypatch.setattr(describing, "WORTH_A_POOL", 1)
    monkeypatch.setattr(describing, "cores", lambda: 2)
    steps = []
    assert descriptions.fill(coats, progress=steps.append) == len(coats)
    assert [path.read_bytes() for path in paths] == alone
    assert [step.done for step in steps] == list(range(1, len(coats) + 1))


def test_a_stop_is_answered_between_two_coats(catalogue, coats):
    descriptions = Descriptions.of(catalogue)
    for coat in coats:
        descriptions.cache.path(descriptions.describer.fingerprint(coat)).unlink()
    asked = iter([False, False, True])
    assert descriptions.fill(coats, stop=lambda: next(asked)) == 2


LEAVING = """
import os, sys
from pathlib import Path
from workbench.project import Project
from workbench.services import describing
from workbench.services.describing import Descriptions
from workbench.services.gallery import all_coats

if __name__ == "__main__":
    describing.WORTH_A_POOL, describing.cores = 1, lambda: 2
    project = Project.open(Path(sys.argv[1]))
    def die(step):
        from multiprocessing import active_children
        Path(sys.argv[2]).write_text(" ".join(str(child.pid) for child in active_children()))
        os.kill(os.getpid(), 9)
    Descriptions.of(project).fill(all_coats(project), progress=die)
"""


def test_killing_the_import_leaves_no_process_behind(catalogue, coats, tmp_path):
    descriptions = Descriptions.of(catalogue)
    for coat in coats:
        descriptions.cache.path(descriptions.describer.fingerprint(coat)).unlink()
    script = tmp_path / "leaving.py"
    script.write_text(LEAVING, "utf-8")
    died = subprocess.run(
        [sys.executable, str(script), str(catalogue.folder), str(tmp_path / "pids")],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        check=False,
    )
    assert died.returncode == -9
    left = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert left
    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in left) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in left)


def test_a_coat_comes_back_from_the_store_as_it_was(catalogue, coats):
    whole = catalogue.store.read(Reader.whole("a test looks"))
    for record in whole.matching.coats({coat.photo for coat in coats}):
        assert coat_of(record).id == record.id


def test_a_record_that_lost_a_digit_is_not_described_under_a_wrong_name(catalogue, coats):
    whole = catalogue.store.read(Reader.whole("a test looks"))
    record = whole.matching.coats([coats[0].photo])[0]
    region = dict(record.region) | {"x": float(record.region["x"]) + 1.0}
    altered = CoatRecord(
        record.id,
        record.photo,
        region,
        record.flank,
        record.species,
        record.kind,
        record.quality,
        record.fixed_by,
    )
    with pytest.raises(ValueError, match="holds the parts of"):
        coat_of(altered)


def test_a_project_describes_with_the_network_that_it_names(catalogue):
    folder = catalogue.folder / "nets" / "own"
    shipped = Path(weights_folder.WEIGHTS) / "lite0-imagenet"
    folder.mkdir(parents=True)
    for file in ("card.json", "model.onnx"):
        (folder / file).write_bytes((shipped / file).read_bytes())
    card = (folder / "card.json").read_text("utf-8").replace('"lite0-imagenet"', '"own"')
    (folder / "card.json").write_text(card, "utf-8")
    named = Project(
        catalogue.folder, replace(catalogue.settings, network="nets/own"), catalogue.store
    )
    assert Descriptions.of(named).describer.network.name == "own"
    assert Descriptions.of(catalogue).describer.network.name == "lite0-imagenet"


def test_a_project_whose_network_is_gone_says_so(catalogue):
    named = Project(
        catalogue.folder, replace(catalogue.settings, network="nets/gone"), catalogue.store
    )
    with pytest.raises(WeightsRefused, match="no network is at"):
        Descriptions.of(named)
