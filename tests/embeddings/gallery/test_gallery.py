"""What may be compared with what, and that the index agrees with looking at every coat."""

import numpy as np
import pytest

from embeddings.coat import Flank
from embeddings.gallery import Apart, Entry, Gallery, keeping, load, save
from embeddings.gallery import votes as votes_module
from embeddings.gallery.keeping import GalleryBroken
from embeddings.gallery.votes import MarkIndex


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
    monkeypatch.setattr(votes_module, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    large = Gallery.build(gallery.entries)
    save(large, tmp_path / "kept")
    monkeypatch.setattr(MarkIndex, "build", None)
    opened = load(tmp_path / "kept")
    query = coat_features("Dersu", photo="again")
    allowed = opened.allowed(flank=Flank.LEFT, species="", apart=Apart())
    assert (opened.votes(query, allowed) == large.votes(query, allowed)).all()
    assert opened.entries[int(opened.votes(query, allowed).argmax())].individual == "Dersu"


def test_an_index_of_other_marks_is_noticed(gallery, tmp_path, monkeypatch):
    monkeypatch.setattr(votes_module, "EXACT_BELOW", 10)
    monkeypatch.setattr(keeping, "EXACT_BELOW", 10)
    save(Gallery.build(gallery.entries), tmp_path / "kept")
    np.save(tmp_path / "kept" / "marks-0.owner.npy", np.zeros(3, np.int32))
    with pytest.raises(GalleryBroken, match="build it again"):
        load(tmp_path / "kept")


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
