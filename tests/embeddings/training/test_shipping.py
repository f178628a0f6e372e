"""A trained network is written as a search loads it, and can be taken up again."""

import numpy as np
import pytest
import torch

from embeddings.network import load
from embeddings.network.canvas import lay
from embeddings.training.coat_net import started
from embeddings.training.shipping import Origin, ship
from embeddings.training.trunk import TrainingRefused

ORIGIN = Origin("own", "CC0-1.0", "nothing yet", "a test", {"held_out_map": 0.5}, "Not for use.")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nets") / "own"
    net = started("imagenet", seed=4).eval()
    return net, ship(net.state_dict(), (64, 96), ORIGIN, folder), folder


def test_the_search_embeds_as_the_teacher_did(shipped):
    net, card, folder = shipped
    network = load(folder)
    assert (network.name, network.dim, network.digest) == ("own", 256, card.sha256)
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, (50, 90, 3), np.uint8)
    mask = rng.random((50, 90)) > 0.3
    canvas, cells = lay(pixels, mask, 64, 96)
    with torch.inference_mode():
        taught = net(torch.from_numpy(canvas)[None], torch.from_numpy(cells)[None]).numpy()[0]
    assert np.abs(network.embed([(pixels, mask)])[0] - taught).max() < 1e-4


def test_the_card_says_data_licence_figures_and_limits(shipped):
    _, card, folder = shipped
    page = (folder / "card.md").read_text("utf-8")
    assert card.licence == "CC0-1.0"
    for told in ("nothing yet", "CC0-1.0", "held_out_map: 0.5", "Not for use.", card.sha256):
        assert told in page


def test_learning_can_begin_from_it(shipped):
    net, _, folder = shipped
    again = started(str(folder))
    assert all(
        torch.equal(value, again.state_dict()[name]) for name, value in net.state_dict().items()
    )


def test_a_start_that_was_cut_off_is_refused(shipped, tmp_path):
    _, _, folder = shipped
    (tmp_path / "start.pt").write_bytes((folder / "start.pt").read_bytes()[:4000])
    with pytest.raises(TrainingRefused, match="say imagenet"):
        started(str(tmp_path))
