"""What may be compared with what, and that the index agrees with looking at every coat."""

import errno
import json
import os
import shutil
import signal
import weakref

import numpy as np
import pytest

from embeddings.coat import Flank
from embeddings.gallery import (
    Apart,
    Entry,
    Gallery,
    GalleryBroken,
    gather,
    keeping,
    load,
    mark_index,
    save,
)
from embeddings.gallery.files import Growing
from embeddings.gallery.mark_index import MarkIndex


@pytest.fixture(scope="module")
def entries(coat_features):
    """Six animals, both flanks and one photo of unknown side each, two encounters."""
    made = []
    for animal in ("Amba", "Borka", "Dersu", "Ilona", "Kolya", "Uporny"):
        for flank in ("left", "right", "unknown"):
            for encounter in ("1", "2"):
                features = coat_features(animal, photo=f"{animal} {flank} {encounter}", flank=flank)
                made.append(Entry(features, animal, f"{animal}-{encounter}"))
    leopard = coat_features("Lord", photo="Lord", species="Panthera pardus")
    return [*made, Entry(leopard, "Lord", "Lord-1")]


@pytest.fixture(scope="module")
def gallery(entries):
    return Gallery.build(entries)


def by_eye(entries, query, flank, species, own_photo, own_encounter):
    """Every coat looked at in turn; best first, ties by id."""
    sides = {
        "left": {"left", "unknown"},
        "right": {"right", "unknown"},
        "unknown": {"left", "right", "unknown"},
    }[flank]
    found = [
        (-float(entry.features.embedding @ query.embedding), entry.features.coat.id)
        for entry in entries
        if entry.features.coat.flank.value in sides
        and (not species or entry.features.coat.species == species)
        and entry.features.coat.photo not in own_photo
        and entry.encounter != own_encounter
    ]
    return [coat for _, coat in sorted(found)]


@pytest.mark.parametrize("flank", ["left", "right", "unknown"])
@pytest.mark.parametrize("species", ["Panthera tigris", "Panthera pardus", ""])
def test_search_agrees_with_looking_at_every_coat(gallery, entries, coat_features, flank, species):
    query = coat_features("Dersu", photo="Dersu left 1", flank=flank, species=species)
    found = gallery.search(
        query, flank=Flank(flank), species=species, k=100, exclude_encounter="Dersu-2"
    )
    seen = [gallery.entries[near.entry].id for near in found]
    expected = by_eye(entries, query, flank, species, {query.coat.photo}, "Dersu-2")
    assert len(seen) == len(expected)
    cosines = [near.scores["cosine"] for near in found]
    assert cosines == sorted(cosines, reverse=True)
    assert seen == expected


@pytest.mark.parametrize(("asked", "never"), [("left", Flank.RIGHT), ("right", Flank.LEFT)])
def test_a_known_flank_never_meets_the_other(gallery, asked, never):
    allowed = gallery.allowed(flank=Flank(asked), species="", apart=Apart())
    met = {gallery.entries[row].flank for row in np.flatnonzero(allowed)}
    assert never not in met
    assert met == {Flank(asked), Flank.UNKNOWN}


def test_an_unknown_flank_meets_all(gallery):
    allowed = gallery.allowed(flank=Flank.UNKNOWN, species="Panthera tigris", apart=Apart())
    assert allowed.sum() == 36


def test_species_are_told_apart_whatever_their_spelling(gallery):
    allowed = gallery.allowed(flank=Flank.LEFT, species="  panthera  PARDUS", apart=Apart())
    assert [gallery.entries[row].individual for row in np.flatnonzero(allowed)] == ["Lord"]


def test_a_query_never_sees_itself_nor_its_encounter(gallery, entries):
    mine = entries[0]
    found = gallery.search(
        mine.features, flank=Flank.UNKNOWN, k=100, exclude_encounter=mine.encounter
    )
    assert len(found) == 37 - 3
    assert all(gallery.entries[near.entry].encounter != mine.encounter for near in found)


def test_nobody_shares_an_empty_encounter(coat_features):
    unnamed = Gallery.build(
        Entry(coat_features("Amba", photo=f"{place}"), "Amba", "") for place in range(3)
    )
    query = coat_features("Amba", photo="else")
    assert len(unnamed.search(query, flank=Flank.LEFT, exclude_encounter="")) == 3


def test_order_of_entries_does_not_matter(gallery, entries):
    turned = Gallery.build(reversed(entries))
    assert turned.digest == gallery.digest
    assert [e.id for e in turned.entries] == [e.id for e in gallery.entries]


def test_equal_coats_fall_in_the_order_of_their_ids(coat_features):
    twins = [Entry(coat_features("Amba", photo="one"), name, name) for name in ("C", "A", "B")]
    gallery = Gallery.build(twins)
    found = gallery.search(coat_features("Amba", photo="two"), flank=Flank.LEFT)
    assert [gallery.entries[near.entry].individual for near in found] == ["A", "B", "C"]


def test_unnamed_coats_of_one_encounter_are_one_group(coat_features):
    gallery = Gallery.build(
        [
            Entry(coat_features("Amba", photo="1"), "", "E1"),
            Entry(coat_features("Amba", photo="2"), "", "E1"),
            Entry(coat_features("Amba", photo="3"), "", ""),
            Entry(coat_features("Amba", photo="4"), "E1", ""),
        ]
    )
    sizes = sorted(len(rows) for rows in gallery.members(np.ones(4, dtype=bool)).values())
    assert sizes == [1, 1, 2]


def test_kept_and_opened_again_it_is_the_same(gallery, entries, tmp_path):
    save(gallery, tmp_path / "kept")
    opened = load(tmp_path / "kept")
    assert opened.digest == gallery.digest
    for ours, theirs in zip(gallery.entries, opened.entries, strict=True):
        assert theirs.features.coat == ours.features.coat
        assert theirs.individual == ours.individual
        assert (
            theirs.features.marks["sift"].descriptors == ours.features.marks["sift"].descriptors
        ).all()
    query = entries[0].features
    allowed = gallery.allowed(flank=Flank.LEFT, species="", apart=Apart())
    assert (opened.votes(query, allowed) == gallery.votes(query, allowed)).all()


def test_a_large_index_of_marks_is_kept_and_votes_as_before(
    gallery, coat_features, tmp_path, monkeypatch
):
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    large = Gallery.build(gallery.entries)
    save(large, tmp_path / "kept")
    query = coat_features("Dersu", photo="again")
    allowed = large.allowed(flank=Flank.LEFT, species="", apart=Apart())
    before = large.votes(query, allowed)
    monkeypatch.setattr(MarkIndex, "build", None)
    opened = load(tmp_path / "kept")
    assert (opened.votes(query, allowed) == before).all()
    assert opened.entries[int(opened.votes(query, allowed).argmax())].individual == "Dersu"


def test_an_index_of_other_marks_is_noticed(gallery, tmp_path, monkeypatch):
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    save(Gallery.build(gallery.entries), tmp_path / "kept")
    np.save(tmp_path / "kept" / "marks-0.owner.npy", np.zeros(3, np.int32))
    with pytest.raises(GalleryBroken, match="build it again"):
        load(tmp_path / "kept")


def test_gathered_in_any_order_it_is_the_same_gallery(gallery, entries, tmp_path):
    gathered = gather(iter(entries[::-1]), tmp_path / "kept")
    assert gathered.digest == gallery.digest
    for ours, theirs in zip(gathered.entries, gallery.entries, strict=True):
        assert ours.id == theirs.id
        assert (ours.features.embedding == theirs.features.embedding).all()
        assert (ours.features.marks["sift"].points == theirs.features.marks["sift"].points).all()


def test_gathering_lets_each_coat_go_before_the_next(coat_features, tmp_path):
    seen = []

    def one_by_one():
        for place in range(5):
            assert all(marks() is None for marks in seen[:-1])
            features = coat_features("Amba", photo=f"{place}")
            seen.append(weakref.ref(features.marks["sift"].descriptors))
            yield Entry(features, "Amba", f"{place}")
            del features

    assert len(gather(one_by_one(), tmp_path / "kept")) == 5
    assert len(seen) == 5


def test_an_opened_gallery_can_be_kept_anew(gallery, entries, tmp_path, monkeypatch):
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    save(gallery, tmp_path / "first")
    save(load(tmp_path / "first"), tmp_path / "second")
    shutil.rmtree(tmp_path / "first")
    opened = load(tmp_path / "second")
    assert opened.digest == gallery.digest
    allowed = opened.allowed(flank=Flank.LEFT, species="", apart=Apart())
    assert opened.votes(entries[0].features, allowed).sum() > 0


def test_a_gallery_kept_before_places_and_sizes_were_written_still_opens(
    gallery, entries, tmp_path
):
    save(gallery, tmp_path / "kept")
    head = json.loads((tmp_path / "kept" / "entries.json").read_text("utf-8"))
    del head["sizes"]
    head["entries"] = head.pop("rows")
    for row in head["entries"]:
        del row["place"]
    (tmp_path / "kept" / "entries.json").write_text(json.dumps(head), encoding="utf-8")
    opened = load(tmp_path / "kept")
    allowed = gallery.allowed(flank=Flank.LEFT, species="", apart=Apart())
    query = entries[0].features
    assert (opened.votes(query, allowed) == gallery.votes(query, allowed)).all()


def test_a_search_goes_on_when_the_folder_is_thrown_away_meanwhile(gallery, entries, tmp_path):
    save(gallery, tmp_path / "kept")
    opened = load(tmp_path / "kept")
    shutil.rmtree(tmp_path / "kept")
    theirs = gallery.entries[3].features.marks["sift"]
    assert (opened.entries[3].features.marks["sift"].points == theirs.points).all()
    allowed = opened.allowed(flank=Flank.LEFT, species="", apart=Apart())
    query = entries[0].features
    assert (opened.votes(query, allowed) == gallery.votes(query, allowed)).all()


def test_keeping_again_replaces_what_was_there(gallery, entries, tmp_path):
    save(gallery, tmp_path / "kept")
    save(Gallery.build(entries[:3]), tmp_path / "kept")
    assert len(load(tmp_path / "kept")) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("broken", ["entries.json", "embeddings.npy", "sift.points.npy"])
def test_an_incomplete_gallery_says_what_to_do(gallery, tmp_path, broken):
    save(gallery, tmp_path / "kept")
    (tmp_path / "kept" / broken).unlink()
    with pytest.raises(GalleryBroken, match="build it again"):
        load(tmp_path / "kept")


@pytest.mark.parametrize(
    "cut", ["embeddings.npy", "sift.scale.npy", "sift.descriptors.npy", "marks-0.faiss"]
)
def test_a_file_that_lost_its_end_is_told_with_what_to_do(gallery, tmp_path, monkeypatch, cut):
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    save(gallery, tmp_path / "kept")
    with (tmp_path / "kept" / cut).open("r+b") as file:
        file.truncate((tmp_path / "kept" / cut).stat().st_size // 2)
    with pytest.raises(GalleryBroken, match=f"{cut} has not the .* build it again") as told:
        load(tmp_path / "kept")
    assert str(tmp_path / "kept") in told.value.reason


def test_a_full_disk_leaves_the_old_gallery_as_it_was(gallery, entries, tmp_path, monkeypatch):
    save(Gallery.build(entries[:3]), tmp_path / "kept")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Growing, "add", full)
    with pytest.raises(OSError, match="No space left"):
        save(gallery, tmp_path / "kept")
    assert len(load(tmp_path / "kept")) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_killed_while_it_was_kept_it_is_not_there_and_can_be_kept_again(gallery, tmp_path):
    process = os.fork()
    if not process:
        # The child dies in the middle of its work, as by kill -9: nothing is cleaned up.
        keeping.MarkColumns = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        try:
            save(gallery, tmp_path / "kept")
        finally:
            os._exit(1)
    assert os.waitpid(process, 0)[1] == signal.SIGKILL
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".gallery-")
    with pytest.raises(GalleryBroken, match="build it again"):
        load(tmp_path / "kept")
    save(gallery, tmp_path / "kept")
    assert load(tmp_path / "kept").digest == gallery.digest
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_altered_name_is_noticed(gallery, tmp_path):
    save(gallery, tmp_path / "kept")
    head = tmp_path / "kept" / "entries.json"
    head.write_text(head.read_text("utf-8").replace('"Dersu"', '"Kolya"', 1), encoding="utf-8")
    with pytest.raises(GalleryBroken, match="not the gallery"):
        load(tmp_path / "kept")


def test_networks_are_not_mixed(coat_features):
    other = coat_features("Amba", photo="1")
    short = type(other)(other.coat, other.embedding[:8], other.marks, other.fingerprint)
    with pytest.raises(ValueError, match="one network"):
        Gallery.build([Entry(other), Entry(short)])


def test_none_nearest_is_refused(gallery, entries):
    with pytest.raises(ValueError, match="one or more"):
        gallery.search(entries[0].features, flank=Flank.LEFT, k=0)


def test_an_empty_gallery_answers_with_nothing(coat_features, tmp_path):
    empty = Gallery.build([])
    assert empty.search(coat_features("Amba", photo="1"), flank=Flank.LEFT) == []
    save(empty, tmp_path / "kept")
    assert len(load(tmp_path / "kept")) == 0
