"""Features: computed once, kept by fingerprint, never handed out stale."""

import dataclasses
import json
import pickle
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from embeddings.coat import Flank, Kind, Region, locate
from embeddings.features import Describer, FeatureCache, FeaturesRefused, load, save
from embeddings.photo import read_photo


@pytest.fixture(scope="module")
def describer():
    return Describer.shipped()


@pytest.fixture(scope="module")
def photo():
    rng = np.random.default_rng(2)
    pixels = np.kron(rng.integers(0, 256, (20, 30, 3)), np.ones((8, 8, 1))).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return read_photo(out.getvalue())


@pytest.fixture(scope="module")
def features(describer, photo):
    corners = ((20.5, 20.0), (200.0, 25.0), (190.0, 140.0), (30.0, 150.0))
    coat = locate(
        photo,
        region=Region(20, 20, 200, 130, corners),
        flank=Flank.LEFT,
        species="Panthera pardus",
        kind=Kind.PELT,
        fixed_by={"region": "person:ЖАН", "flank": "person:PER-3"},
    )
    return describer.describe(photo, coat)


def same(one, other):
    assert one.coat == other.coat
    assert one.coat.id == other.coat.id
    assert one.fingerprint == other.fingerprint
    assert np.array_equal(one.embedding, other.embedding)
    assert set(one.marks) == set(other.marks)
    for kind, marks in one.marks.items():
        for part in ("points", "scale", "angle_deg", "descriptors"):
            a, b = getattr(marks, part), getattr(other.marks[kind], part)
            assert a.dtype == b.dtype
            assert np.array_equal(a, b)
    return True


def test_saved_and_loaded_features_are_the_same(features, tmp_path):
    save(features, tmp_path / "a.npz")
    assert same(load(tmp_path / "a.npz"), features)


def test_describing_again_gives_the_same_bytes(describer, photo, features):
    assert same(describer.describe(photo, features.coat), features)


def test_a_fresh_describer_gives_the_same_bytes(photo, features):
    assert same(Describer.shipped().describe(photo, features.coat), features)


def test_the_fingerprint_is_known_before_a_pixel_is_looked_at(describer, features):
    assert describer.fingerprint(features.coat) == features.fingerprint


@pytest.mark.parametrize(
    "changed", [{"flank": Flank.RIGHT}, {"region": Region(20, 20, 200, 131)}, {"photo": "cd" * 32}]
)
def test_another_coat_has_another_fingerprint(describer, features, changed):
    other = dataclasses.replace(features.coat, **changed)
    assert describer.fingerprint(other) != features.fingerprint


@pytest.mark.parametrize("changed", [{"limit": 100}, {"kinds": ("sift",)}])
def test_other_parameters_have_another_fingerprint(describer, features, changed):
    other = dataclasses.replace(describer, **changed)
    assert other.version != describer.version
    assert other.fingerprint(features.coat) != features.fingerprint


def test_other_weights_have_another_fingerprint(describer, features):
    card = dataclasses.replace(describer.network.card, sha256="0" * 64)
    network = dataclasses.replace(describer.network, card=card)
    other = dataclasses.replace(describer, network=network)
    assert other.fingerprint(features.coat) != features.fingerprint


def test_the_cache_gives_back_what_was_put_and_nothing_else(features, tmp_path):
    cache = FeatureCache(tmp_path / "derived")
    assert cache.get(features.fingerprint) is None
    cache.put(features)
    assert same(cache.get(features.fingerprint), features)
    assert cache.get("0" * 64) is None


@pytest.mark.parametrize("cut", [0, 10, 500, -1])
def test_a_broken_file_in_the_cache_counts_as_absent(features, tmp_path, cut):
    cache = FeatureCache(tmp_path)
    cache.put(features)
    path = cache.path(features.fingerprint)
    path.write_bytes(path.read_bytes()[:cut])
    assert cache.get(features.fingerprint) is None
    cache.put(features)
    assert same(cache.get(features.fingerprint), features)


def test_a_file_under_a_wrong_name_is_not_believed(features, tmp_path):
    cache = FeatureCache(tmp_path)
    save(features, cache.path("a" * 64))
    assert cache.get("a" * 64) is None


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_a_key_that_is_no_fingerprint_is_refused(tmp_path, key):
    with pytest.raises(ValueError, match="no fingerprint"):
        FeatureCache(tmp_path).get(key)


def test_nothing_is_unpickled(tmp_path, features):
    class Trap:
        def __reduce__(self):
            return (print, ("unpickled",))

    path = tmp_path / "trap.npz"
    save(features, path)
    with zipfile.ZipFile(path) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    out = BytesIO()
    np.lib.format.write_array(out, np.array([Trap()], dtype=object), allow_pickle=True)
    parts["embedding.npy"] = out.getvalue()
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    with pytest.raises(FeaturesRefused, match="holds no features"):
        load(path)
    path.write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(FeaturesRefused):
        load(path)


def test_an_absent_file_is_absent(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.npz")


def test_writing_leaves_no_half_file_when_the_disk_refuses(features, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("embeddings.features.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        save(features, tmp_path / "a.npz")
    assert list(tmp_path.iterdir()) == []


def test_several_may_fill_the_cache_at_once(features, tmp_path):
    cache = FeatureCache(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: cache.put(features), range(12)))
    assert same(cache.get(features.fingerprint), features)
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] == [".npz"]


def test_the_head_of_a_file_can_be_read_by_anyone(features, tmp_path):
    save(features, tmp_path / "a.npz")
    with np.load(tmp_path / "a.npz") as held:
        head = json.loads(held["head"].tobytes())
    assert head["coat"]["fixed_by"] == {"region": "person:ЖАН", "flank": "person:PER-3"}
    assert head["fingerprint"] == features.fingerprint
