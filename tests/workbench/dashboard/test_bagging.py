"""The zip that the browser gets holds the bag, byte for byte, and is the same each time."""

import io
import zipfile

from workbench.dashboard.bagging import zipped


def test_the_zip_holds_the_bag_and_is_the_same_twice(tmp_path):
    bag = tmp_path / "CASE-2026-001"
    (bag / "data").mkdir(parents=True)
    written = {"bagit.txt": b"BagIt-Version: 1.0\n", "data/отчёт.pdf": b"%PDF\x00\xff"}
    for name, content in written.items():
        (bag / name).write_bytes(content)
    packed = zipped(bag)
    assert zipped(bag) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as read:
        found = {name: read.read(name) for name in read.namelist()}
    assert found == {f"CASE-2026-001/{name}": content for name, content in written.items()}
