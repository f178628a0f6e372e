"""Names that keep their letters and cannot lead astray."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bag.manifests import manifest_text, read_manifest
from workbench.bag.paths import BagRefused, inside, safe_name, unique_names


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("шкура, левый бок.jpg", "шкура, левый бок.jpg"),
        ("毛皮 右侧.heic", "毛皮 右侧.heic"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\a.jpg", "C__Users_a.jpg"),
        ("con.txt", "_con.txt"),
        ("a\nb.jpg", "a_b.jpg"),
        ("", "unnamed"),
        ("...", "unnamed"),
        (" . ", "unnamed"),
        ("100%.jpg", "100_.jpg"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_the_rest(written, kept):
    assert safe_name(written) == kept


def test_a_long_name_keeps_its_ending():
    name = safe_name("леопард" * 60 + ".jpeg")
    assert name.endswith(".jpeg")
    assert len(name.encode()) <= 120


def test_a_cut_that_falls_behind_a_space_leaves_no_space():
    name = safe_name("000" + "\U0001d400" * 28 + " \U0001d400")
    assert name == "000" + "\U0001d400" * 28
    assert safe_name(name) == name


@given(st.text(max_size=300))
def test_any_text_gives_one_safe_name(text):
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 121
    assert name not in (".", "..")
    assert not set(name) & set('/\\\n\r\0:*?"<>|%')
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@given(st.lists(st.sampled_from(["a.jpg", "A.JPG", "b", "a-2.jpg", "ё", "é"]), max_size=12))
def test_names_that_fall_together_are_told_apart_without_case(names):
    made = unique_names(names)
    assert len({name.casefold() for name in made}) == len(names)


@pytest.mark.parametrize("listed", ["/etc/passwd", "../x", "data/../../x", "", "data\\x"])
def test_a_listed_name_that_leads_out_is_refused(tmp_path, listed):
    with pytest.raises(BagRefused, match="outside the bag"):
        inside(tmp_path, listed)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=40).map(safe_name).map("data/".__add__),
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        max_size=6,
    )
)
def test_a_manifest_that_was_written_is_read_back(tmp_path_factory, digests):
    path = tmp_path_factory.mktemp("m") / "manifest-sha256.txt"
    path.write_text(manifest_text(digests), "utf-8")
    assert read_manifest(path) == digests


def test_a_line_separator_in_a_name_does_not_end_its_line(tmp_path):
    path = tmp_path / "manifest-sha256.txt"
    path.write_text(manifest_text({"data/a\u2028b.jpg": "0" * 64}), "utf-8")
    assert read_manifest(path) == {"data/a\u2028b.jpg": "0" * 64}
