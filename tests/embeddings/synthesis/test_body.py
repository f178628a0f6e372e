"""The body under the coat: a closed skin, limbs that stay whole, feet on the ground."""

import numpy as np
import pytest

from embeddings.synthesis import chart
from embeddings.synthesis.body import body
from embeddings.synthesis.build import Build
from embeddings.synthesis.pose import posed, walking
from embeddings.synthesis.raster import rasterise

AVERAGE = Build(size=1.0, trunk=1.0, legs=1.0, head=1.0, neck=1.0, tail=1.0, belly_m=0.0)


@pytest.mark.parametrize("tiger", [False, True])
def test_the_skin_is_closed(tiger: bool) -> None:
    """Every edge borders two faces, once in each direction (a closed, oriented surface)."""
    faces = body(tiger).faces
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    forwards, counts = np.unique(edges, axis=0, return_counts=True)
    backwards = np.unique(edges[:, ::-1], axis=0)
    assert counts.max() == 1
    assert np.array_equal(forwards, backwards)


def test_the_skin_looks_outwards() -> None:
    """A closed surface whose normals look outwards encloses a positive volume (divergence)."""
    cat = body(False)
    a, b, c = (cat.vertices[cat.faces[:, i]] for i in range(3))
    volume = float(np.einsum("nk,nk->n", a, np.cross(b, c)).sum() / 6)
    # A leopard weighs 30 to 80 kg, at about the density of water; its fur adds to the volume.
    assert 0.03 < volume < 0.10


def test_each_vertex_is_wholly_tied_to_bones() -> None:
    assert np.allclose(body(False).ties.sum(axis=1), 1, atol=1e-4)


def test_the_two_sides_of_the_body_mirror_each_other() -> None:
    cat = body(False)
    left = cat.vertices[cat.vertices[:, 1] > 0.02]
    right = cat.vertices[cat.vertices[:, 1] < -0.02]
    assert abs(len(left) - len(right)) < 0.02 * len(left)
    assert np.allclose(left.mean(axis=0) * [1, -1, 1], right.mean(axis=0), atol=0.01)


@pytest.mark.parametrize("phase", [0.0, 0.2, 0.45, 0.7, 0.9])
@pytest.mark.parametrize("crouch", [0.0, 0.6])
def test_a_walking_cat_keeps_its_size_and_stands_on_the_ground(phase: float, crouch: float) -> None:
    cat = body(False)
    pose = walking(phase, crouch=crouch, head_turn_deg=20, bend_deg=8, rng=np.random.default_rng(0))
    points, normals = posed(cat, pose, AVERAGE)
    edges = points[cat.faces[:, 0]] - points[cat.faces[:, 1]]
    assert np.linalg.norm(edges, axis=1).max() < 0.08
    assert abs(float(np.percentile(points[:, 2], 0.05))) < 1e-3
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-3)
    assert 0.45 < points[:, 2].max() < 0.95


def test_the_chart_is_symmetric_and_runs_from_spine_to_paw() -> None:
    spine, flank = np.array([[0.0, 0.0, 0.68]]), np.array([[0.0, 0.1, 0.55], [0.0, -0.1, 0.55]])
    paw = np.array([[0.23, 0.08, 0.02]])
    places = chart.place(np.concatenate([spine, flank, paw]).astype(np.float32))
    assert places[0, 1] < 0.02
    assert np.allclose(places[1], places[2])
    assert places[0, 1] < places[1, 1] < places[3, 1] < chart.S_HIGH


def test_the_rasteriser_shows_the_nearer_of_two_faces() -> None:
    """Two triangles over each other and a point-in-triangle test by hand as the oracle."""
    corners = np.array([[2, 2], [2, 18], [18, 2]], np.float32)
    xy = np.concatenate([corners, corners])
    depth = np.array([5, 5, 5, 3, 3, 3], np.float32)
    shown = rasterise(xy, depth, np.array([[0, 1, 2], [3, 4, 5]]), (20, 20))
    assert set(shown.face) == {1}
    rows, columns = shown.pixel // 20, shown.pixel % 20
    expected = {(r, c) for r in range(20) for c in range(20) if r >= 2 and c >= 2 and r + c <= 20}
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == expected


def test_the_rasteriser_passes_over_faces_seen_from_behind() -> None:
    xy = np.array([[2, 2], [18, 2], [2, 18]], np.float32)
    shown = rasterise(xy, np.full(3, 4, np.float32), np.array([[0, 1, 2]]), (20, 20))
    assert shown.pixel.size == 0


def test_values_are_interpolated_between_corners() -> None:
    xy = np.array([[0, 0], [0, 20], [20, 0]], np.float32)
    shown = rasterise(xy, np.full(3, 4, np.float32), np.array([[0, 1, 2]]), (20, 20))
    values = shown.interpolate(np.array([[0, 1, 2]]), xy)
    rows, columns = shown.pixel // 20, shown.pixel % 20
    assert np.allclose(values, np.stack([columns, rows], axis=1), atol=1e-3)
