"""Which files of a package may be opened, tried with paths that people and attackers write."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.inside import OutsidePackage, inside, is_web_address


@pytest.mark.parametrize(
    "path",
    ["a.jpg", "media/a.jpg", "media\\a.jpg", "./a.jpg", "ä/фото 1.jpg", "照片/一.jpg", "a..b.jpg"],
)  # fmt: skip
def test_a_file_below_the_folder_is_found_whether_it_exists_or_not(
    tmp_path: Path, path: str
) -> None:
    found = inside(tmp_path, path)
    assert found.is_relative_to(tmp_path)
    assert found.name == path.replace("\\", "/").rpartition("/")[2]


@pytest.mark.parametrize(
    "path",
    [
        "..", "../a.jpg", "a/../../b.jpg", "/etc/passwd", "//server/share/a.jpg", "C:\\a.jpg",
        "C:a.jpg",
        "\\windows\\a.jpg", "..\\a.jpg", "a\\..\\..\\b.jpg", "", "  ", "a\x00.jpg",
    ],
)  # fmt: skip
def test_what_leads_out_or_is_no_path_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutsidePackage) as refused:
        inside(tmp_path, path)
    assert refused.value.reason
    assert refused.value.remedy


def test_a_folder_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    package, outside = tmp_path / "package", tmp_path / "outside"
    package.mkdir()
    outside.mkdir()
    (outside / "a.jpg").write_bytes(b"x")
    (package / "media").symlink_to(outside)
    with pytest.raises(OutsidePackage):
        inside(package, "media/a.jpg")


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    assert inside(tmp_path, "b.jpg").read_bytes() == b"x"


def test_a_package_that_is_itself_reached_by_a_link_is_no_outside(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    (real / "a.jpg").write_bytes(b"x")
    link.symlink_to(real)
    assert inside(link, "a.jpg").read_bytes() == b"x"


@given(st.lists(st.sampled_from(["..", ".", "a", "b c", "…", "/", "\\", "C:"]), max_size=6))
def test_whatever_is_written_nothing_outside_is_ever_named(parts: list[str]) -> None:
    folder = Path("/tmp/package-that-is-not-there")
    try:
        found = inside(folder, "/".join(parts))
    except OutsidePackage:
        return
    assert found.resolve().is_relative_to(folder.resolve())


@pytest.mark.parametrize(
    ("path", "web"),
    [
        ("https://example.org/a.jpg", True), ("HTTP://example.org/a", True),
        ("s3://bucket/a", True),
        ("media/a.jpg", False), ("C:\\a.jpg", False), ("file:a.jpg", False), ("", False),
    ],
)  # fmt: skip
def test_a_web_address_is_known_as_one(path: str, web: bool) -> None:
    assert is_web_address(path) is web
