"""What a network is worth on animals it never learned from: found again in another encounter?

Early stopping and promotion go by this, never by the animals that teach.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from embeddings.network.canvas import lay
from embeddings.photo import Array
from embeddings.training.coat_net import CoatNet
from embeddings.training.material import Crop
from embeddings.training.views import Canvas

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Worth:
    """Mean over identities of average precision and of top-1; queries and identities they rest on.

    Only photos of other encounters count, and only identities with two encounters ask.
    """

    mean_average_precision: float
    top_1: float
    queries: int
    identities: int


def held_out(crops: Sequence[Crop], share: float, seed: int) -> tuple[list[Crop], list[Crop]]:
    """Crops to learn from and to prove by: a share of the animals is held out, both sides of each.

    An identity is named animal/flank; whatever stands before the last "/" stays together. Animals
    met more than once and animals met once are dealt apart, so that both parts hold both. Raises
    ValueError where no identity with two encounters would be held out.
    """
    met: dict[str, set[str]] = {}
    for crop in crops:
        met.setdefault(_animal(crop), set()).add(f"{crop.identity}\x1f{crop.encounter}")
    often = {
        _animal(crop)
        for crop in crops
        if sum(key.startswith(f"{crop.identity}\x1f") for key in met[_animal(crop)]) > 1
    }
    rng = np.random.default_rng(seed)
    out: set[str] = set()
    for group in (sorted(often), sorted(set(met) - often)):
        out.update(rng.permutation(group)[: round(share * len(group))].tolist())
    if not out & often:
        raise ValueError(
            f"of {len(often)} animals met twice a share of {share} holds out none: nothing would "
            "show whether learning helps; give more animals or a larger share"
        )
    return (
        [crop for crop in crops if _animal(crop) not in out],
        [crop for crop in crops if _animal(crop) in out],
    )


def _animal(crop: Crop) -> str:
    return crop.identity.rpartition("/")[0]


def rows_of(state: Mapping[str, Tensor], crops: Sequence[Crop], canvas: Canvas) -> Array:
    """Unit rows float32 (n, d) of crops under the weights of a CoatNet."""
    net = CoatNet()
    net.load_state_dict(dict(state))
    net.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    rows = []
    with torch.inference_mode():
        for start in range(0, len(crops), _BATCH):
            laid = [lay(c.pixels, c.mask, *canvas) for c in crops[start : start + _BATCH]]
            pixels = torch.from_numpy(np.stack([one for one, _ in laid]))
            cells = torch.from_numpy(np.stack([share for _, share in laid]))
            rows.append(net(pixels.contiguous(memory_format=torch.channels_last), cells).numpy())
    return np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)


def worth_of(rows: Array, crops: Sequence[Crop]) -> Worth:
    """How well unit rows (n, d) find each crop's identity in other encounters of the same side.

    Raises ValueError where no crop has an answer.
    """
    identity = np.array([crop.identity for crop in crops])
    encounter = np.array([crop.encounter for crop in crops])
    side = np.array([crop.identity.rpartition("/")[2] for crop in crops])
    alike = rows @ rows.T
    precision: dict[str, list[float]] = {}
    first: dict[str, list[float]] = {}
    for place, name in enumerate(identity.tolist()):
        others = np.flatnonzero((side == side[place]) & (encounter != encounter[place]))
        others = others[np.argsort(-alike[place, others], kind="stable")]
        hits = identity[others] == name
        if not hits.any():
            continue
        ranks = np.flatnonzero(hits) + 1
        precision.setdefault(name, []).append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)))
        first.setdefault(name, []).append(float(hits[0]))
    if not precision:
        raise ValueError("no identity was met in two encounters: nothing can be proved")
    return Worth(
        round(float(np.mean([np.mean(each) for each in precision.values()])), 4),
        round(float(np.mean([np.mean(each) for each in first.values()])), 4),
        sum(len(each) for each in precision.values()),
        len(precision),
    )
