"""What is rendered, as the documents show it: made anew together with the screenshots.

KEDROVKA_SCREENSHOTS=docs/screenshots .venv/bin/pytest tests/e2e/test_rendered_pictures.py
"""

import io
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embeddings.synthesis import (
    LABEL,
    LEOPARD,
    TIGER,
    FrameConditions,
    PeltTreatment,
    encode_jpeg,
    make_animal,
    render_frame,
    render_pelt,
)

SEED = 77
WIDE_PX = 640


def conditions(species, seed, *, night, season):
    """A passage as hard as life before a camera of its own."""
    drawn = FrameConditions.as_hard_as_life(np.random.default_rng(seed), 12 + seed, species)
    return replace(drawn, night=night, season=season)


@pytest.fixture(scope="module")
def pictures():
    """name -> Rendered: leopards by day, by night and two at once, a tiger, and a skin of each."""
    rng = np.random.default_rng(SEED)
    leopard = make_animal(rng, LEOPARD)
    sibling = make_animal(rng, LEOPARD, sibling_of=leopard)
    tiger = make_animal(rng, TIGER)
    day = conditions(LEOPARD, 17, night=False, season="snow")
    night = conditions(LEOPARD, 20, night=True, season="autumn")
    both = conditions(LEOPARD, 10, night=False, season="autumn")
    in_leaf = conditions(TIGER, 15, night=False, season="leaf")
    treated = PeltTreatment.as_hard_as_life
    return {
        "leopard_day": render_frame(leopard, "right", day, rng),
        "leopard_night": render_frame(sibling, "right", night, rng),
        "two_leopards": render_frame(leopard, "left", both, rng, companion=sibling),
        "tiger_day": render_frame(tiger, "left", in_leaf, rng),
        "leopard_skin": render_pelt(leopard, treated(np.random.default_rng(1)), rng),
        "tiger_skin": render_pelt(tiger, treated(np.random.default_rng(2)), rng),
    }


@pytest.fixture(scope="module")
def kept(pictures, tmp_path_factory):
    """name -> the file of each, in the documents where that was asked for."""
    asked = os.environ.get("KEDROVKA_SCREENSHOTS", "")
    folder = Path(asked) / "rendered" if asked else tmp_path_factory.mktemp("rendered")
    folder.mkdir(parents=True, exist_ok=True)
    for name, shot in pictures.items():
        high = round(WIDE_PX * shot.pixels.shape[0] / shot.pixels.shape[1])
        small = Image.fromarray(shot.pixels).resize((WIDE_PX, high), Image.Resampling.BOX)
        jpeg = encode_jpeg(replace(shot, pixels=np.asarray(small)), quality=80)
        (folder / f"{name}.jpg").write_bytes(jpeg)
    return {name: folder / f"{name}.jpg" for name in pictures}


def test_every_picture_says_in_its_file_that_it_is_simulated(kept):
    for name, path in kept.items():
        assert LABEL.encode() in path.read_bytes(), name


def test_by_night_the_lamp_reaches_less_far_than_the_day(kept):
    def light(name):
        return float(np.asarray(Image.open(kept[name]).convert("L"), dtype=float).mean())

    assert light("leopard_night") < min(light("leopard_day"), light("two_leopards"))


def test_the_same_seed_renders_the_same_picture(pictures):
    rng = np.random.default_rng(SEED)
    leopard = make_animal(rng, LEOPARD)
    make_animal(rng, LEOPARD, sibling_of=leopard)
    make_animal(rng, TIGER)
    again = render_frame(leopard, "right", conditions(LEOPARD, 17, night=False, season="snow"), rng)
    assert np.array_equal(again.pixels, pictures["leopard_day"].pixels)


def test_a_picture_of_the_documents_is_small_and_upright(kept):
    for path in kept.values():
        content = path.read_bytes()
        assert len(content) < 90_000
        assert Image.open(io.BytesIO(content)).width == WIDE_PX
