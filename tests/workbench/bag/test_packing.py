"""A bag that anyone can check."""

import subprocess

from workbench.bag.packing import write_bag


def test_sha256sum_confirms_a_bag(make_case, tmp_path):
    bag = write_bag(make_case(), tmp_path / "bag")
    done = subprocess.run(["sha256sum", "-c", "manifest-sha256.txt"], cwd=bag, capture_output=True)
    assert done.returncode == 0, done.stdout
