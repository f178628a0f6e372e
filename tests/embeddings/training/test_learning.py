"""Learning goes on where it was, refuses what is not its own, and learns something."""

import numpy as np
import pytest
import torch

from embeddings.training.coat_net import pairs_apart, started
from embeddings.training.drawing import Lessons, Recipe
from embeddings.training.learning import learn
from embeddings.training.material import Crop
from embeddings.training.trunk import TrainingRefused

CANVAS = (64, 96)


def crops(animals=4, walks=2, seed=0):
    """Animals striped each in their own way, alike in every walk but for a little noise."""
    found = []
    for animal in range(animals):
        rng = np.random.default_rng((seed, animal))
        bars = np.kron(rng.integers(0, 2, (1, 16)), np.ones((48, 5))) * 180 + 40
        for walk in range(walks):
            noise = np.random.default_rng((seed, animal, walk)).normal(0, 8, (48, 80, 3))
            pixels = np.clip(bars[..., None] + noise, 0, 255).astype(np.uint8)
            found.append(
                Crop(pixels, np.ones((48, 80), bool), f"{animal}/left", f"{animal}-{walk}")
            )
    return found


def recipe(steps, **more):
    return Recipe(steps, batch=4, canvas=CANVAS, seed=3, **more)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path):
    whole = learn(started("imagenet"), crops(), recipe(4, centred=0.1), tmp_path / "whole.pt")
    asked = iter([False, True])
    broken = learn(
        started("imagenet"),
        crops(),
        recipe(4, centred=0.1),
        tmp_path / "b.pt",
        stop=lambda: next(asked),
    )
    assert broken.steps == 2
    again = learn(started("imagenet"), crops(), recipe(4, centred=0.1), tmp_path / "b.pt")
    assert again.steps == whole.steps == 4
    for name, value in whole.state.items():
        assert torch.allclose(value.float(), again.state[name].float(), atol=1e-6), name


def test_a_checkpoint_of_other_photos_is_refused_with_the_remedy(tmp_path):
    learn(started("imagenet"), crops(), recipe(1), tmp_path / "kept.pt")
    with pytest.raises(TrainingRefused, match="another folder"):
        learn(started("imagenet"), crops(seed=9), recipe(1), tmp_path / "kept.pt")


def test_what_is_proved_on_others_is_told_and_the_best_is_given_back(tmp_path):
    said = []
    learned = learn(
        started("imagenet"),
        crops(),
        recipe(2),
        tmp_path / "kept.pt",
        proof=crops(seed=5),
        progress=lambda done, total, what: said.append((done, total, what)),
    )
    assert learned.worth is not None
    assert 0 < learned.worth.mean_average_precision <= 1
    assert learned.worth.identities == 4
    assert said[-1][:2] == (2, 2)
    assert "held-out mAP" in said[-1][2]


def test_what_is_fixed_keeps_its_packaged_weights(tmp_path):
    net = started("imagenet")
    before = {name: value.clone() for name, value in net.state_dict().items()}
    after = learn(net, crops(), recipe(2, rate=1e-2), tmp_path / "kept.pt").state
    still = [name for name in before if name.startswith(("trunk._conv_stem", "trunk._blocks.0."))]
    assert len(still) > 5
    assert all(torch.equal(before[name], after[name]) for name in still)
    assert not torch.equal(before["neck.weight"], after["neck.weight"])


def test_the_loss_by_pairs_is_that_of_the_paper():
    """Oracle: the sum of Khosla et al. (2020), equation 2, term by term."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(6, 5))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    identity = [0, 0, 1, 1, 2, 2]
    total = 0.0
    for i in range(6):
        others = [np.exp(rows[i] @ rows[a] / 0.08) for a in range(6) if a != i]
        own = [p for p in range(6) if p != i and identity[p] == identity[i]]
        for p in own:
            total -= np.log(np.exp(rows[i] @ rows[p] / 0.08) / sum(others)) / len(own)
    found = pairs_apart(torch.tensor(rows), torch.tensor(identity))
    assert float(found) == pytest.approx(total / 6, abs=1e-6)


def test_equal_steps_draw_equal_lessons_and_two_views_of_each_identity():
    one, same = Lessons(crops(), recipe(5))[3], Lessons(crops(), recipe(5))[3]
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    identity = one[2]
    assert identity[0] == identity[1]
    assert identity[2] == identity[3]
    assert identity.max() < Lessons(crops(), recipe(5)).identities == 8


def test_one_animal_is_nothing_to_learn_from():
    with pytest.raises(ValueError, match="told apart"):
        Lessons(crops(animals=1), recipe(1))


def test_an_unknown_start_is_refused_with_the_choices(tmp_path):
    with pytest.raises(TrainingRefused, match="say imagenet"):
        started(str(tmp_path))
