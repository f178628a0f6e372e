"""Peers over a gallery: votes as by hand, the same photos as ours, ties and gaps kept honest."""

from pathlib import Path

import numpy as np
import pytest

from embeddings import gallery as galleries
from embeddings.coat import Flank, Kind
from embeddings.evaluation import plain
from embeddings.evaluation.describing import Means
from embeddings.evaluation.plain import LNBNN, SIFT, PeerQuestion, Plainly, rank_plainly
from embeddings.evaluation.ranking import Question, Ranked
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.gallery import Entry, Gallery


@pytest.fixture
def kept(coat_features, tmp_path):
    """Four animals, three photos each, one of them with another flank."""
    entries = [
        Entry(
            coat_features(animal, photo=f"{animal}{take}", flank=flank), animal, f"{animal}-{take}"
        )
        for animal, flank in (("Amba", "left"), ("Bor", "left"), ("Cid", "left"), ("Dea", "right"))
        for take in range(3)
    ]
    gallery = Gallery.build(entries)
    galleries.save(gallery, tmp_path / "kept")
    return gallery, tmp_path / "kept"


def asked(folder: Path, animal: str, encounter: str = "new", **more) -> PeerQuestion:
    path = folder / "asked.jpg"
    row = PhotoRow("t", 2, "asked.jpg", path, animal, encounter, Flank.LEFT, "", Kind.CAMERA, None)
    against = Ranked(folder, (), (), "")
    nothing = Plainly(folder / "none.npz")
    question = Question(row, against, Means(folder), **more)
    return PeerQuestion(
        question, 0, nothing, nothing, folder / "none.npy", (SIFT, LNBNN, "network")
    )


@pytest.fixture
def looks_like(monkeypatch):
    """The row is described as these features, whatever its file holds."""
    return lambda features: monkeypatch.setattr(
        plain, "describe_row", lambda _row, _means: features
    )


def test_every_way_finds_an_easy_coat(kept, coat_features, looks_like):
    looks_like(coat_features("Bor", photo="again"))
    ranked = rank_plainly(asked(kept[1], "Bor"))
    for method in (SIFT, LNBNN, "network"):
        assert ranked[method].right, method
        assert ranked[method].hits == (1, 2, 3)
        assert ranked[method].photos == 9


def test_own_encounter_and_hidden_photos_are_not_ranked(kept, coat_features, looks_like):
    looks_like(coat_features("Bor", photo="again"))
    hidden = frozenset({coat_features("Bor", photo="Bor1").coat.photo})
    ranked = rank_plainly(asked(kept[1], "Bor", encounter="Bor-0", hidden=hidden))
    assert ranked[SIFT].photos == 7
    assert ranked[SIFT].hits == (1,)


def test_a_stranger_has_no_hit(kept, coat_features, looks_like):
    looks_like(coat_features("Eos", photo="new"))
    assert rank_plainly(asked(kept[1], "Eos"))[LNBNN].hits == ()


def test_a_coat_without_marks_votes_for_nobody(kept, coat_features, looks_like):
    looks_like(coat_features("Bor", photo="bare", marks=False))
    assert rank_plainly(asked(kept[1], "Bor"))[LNBNN].best == 0.0


def test_a_row_that_cannot_be_described_is_told(kept, looks_like):
    bad = RowReject("t", 2, "asked.jpg", "file", "", "is no picture", "leave it out")
    looks_like(bad)
    assert rank_plainly(asked(kept[1], "Bor")) is bad


def test_votes_are_those_of_looking_at_every_mark(kept, coat_features):
    gallery, folder = kept
    query = coat_features("Cid", photo="again")
    allowed = np.array([entry.individual != "Amba" for entry in gallery.entries])

    def unit(rows: np.ndarray) -> np.ndarray:
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    marks, owner = [], []
    for row, entry in enumerate(gallery.entries):
        if allowed[row]:
            found = unit(entry.features.marks["sift"].descriptors.astype(float))
            marks.append(found)
            owner += [row] * len(found)
    every = np.concatenate(marks)
    votes = np.zeros(len(gallery.entries))
    for mark in unit(query.marks["sift"].descriptors.astype(float)):
        distance = ((every - mark) ** 2).sum(axis=1)
        nearest = np.argsort(distance)[:6]
        for place in nearest[:5]:
            votes[owner[place]] += distance[nearest[5]] - distance[place]
    assert np.allclose(plain._votes(folder, query, allowed), votes, atol=1e-3)
