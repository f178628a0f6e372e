"""Learning coats, step by step, with checkpoints: stopped or killed, it goes on where it was.

What is kept is a running mean of the weights (decay KEEP), which swings less than the weights do.
Where animals are held out, the mean is proved on them now and then: the best one is given back, and
learning ends early once it has not become better for PATIENCE proofs.
"""

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from embeddings.training.coat_net import Centres, CoatNet, pairs_apart
from embeddings.training.drawing import Lessons, Recipe
from embeddings.training.material import Crop
from embeddings.training.proving import Worth, rows_of, worth_of
from embeddings.training.trunk import TrainingRefused

KEEP = 0.995
CHECK_EVERY = 25
AHEAD = 3
PROVE_EVERY = 100
PATIENCE = 4

Progress = Callable[[int, int, str], None]


def _quiet(done: int, total: int, what: str) -> None:
    """No progress is shown unless the caller asks."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights (a state dict of CoatNet), the step they are from, what they were worth there.

    worth is None where nothing was held out; steps: how many were done in all.
    """

    state: Mapping[str, Tensor]
    step: int
    steps: int
    worth: Worth | None


def learn(
    net: CoatNet,
    crops: Sequence[Crop],
    recipe: Recipe,
    kept: Path,
    *,
    proof: Sequence[Crop] = (),
    progress: Progress = _quiet,
    stop: Callable[[], bool] = lambda: False,
) -> Learned:
    """Learn `recipe.steps` steps from `crops`, or until `stop` says so or it no longer helps.

    kept: checkpoint, written every CHECK_EVERY steps and at a stop; taken up again with equal
    crops and recipe, else refused with TrainingRefused. proof: crops of other animals.
    """
    lessons = Lessons(crops, recipe)
    torch.manual_seed(recipe.seed)
    teacher = _Teacher(net, Centres(lessons.identities), recipe)
    done = teacher.resume(kept, _signature(crops, recipe))
    loss = 0.0
    for step, batch in enumerate(_ahead(lessons, done, recipe.steps), done):
        now = teacher.step(step, *batch)
        loss = now if step == done else 0.95 * loss + 0.05 * now
        done, last = step + 1, stop() or step + 1 == recipe.steps
        if proof and (done % PROVE_EVERY == 0 or last):
            teacher.prove(proof, recipe, done)
        last = last or teacher.stale(done)
        if done % CHECK_EVERY == 0 or last:
            teacher.keep(kept, done)
            progress(done, recipe.steps, f"steps, loss {loss:.2f}{teacher.said()}")
        if last:
            break
    best = teacher.best
    if best is None:
        return Learned(teacher.mean, done, done, None)
    return Learned(best.state, best.step, done, best.worth)


@dataclass(frozen=True, slots=True)
class _Best:
    state: dict[str, Tensor]
    step: int
    worth: Worth


class _Teacher:
    """Network, centres, their optimiser and the running mean: what a checkpoint holds."""

    def __init__(self, net: CoatNet, centres: Centres, recipe: Recipe) -> None:
        self.net = net.train().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.centres = centres
        self.centred = recipe.centred
        slow = [p for p in net.trunk.parameters() if p.requires_grad]
        fast = [*net.before.parameters(), *net.neck.parameters(), *centres.parameters()]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": slow, "lr": recipe.rate},
                {"params": fast, "lr": recipe.rate * recipe.faster},
            ],
            weight_decay=0.02,
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser,
            max_lr=[recipe.rate, recipe.rate * recipe.faster],
            total_steps=recipe.steps + 1,
            pct_start=0.08,
        )
        self.mean = {name: value.detach().clone() for name, value in net.state_dict().items()}
        self.best: _Best | None = None
        self.sign = ""

    def step(self, step: int, pixels: Tensor, cells: Tensor, identity: Tensor) -> float:
        """One step of learning; the loss."""
        torch.manual_seed(step)
        pixels = pixels.contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows = self.net(pixels, cells)
        rows = rows.float()
        loss = pairs_apart(rows, identity)
        if self.centred:
            loss = loss + self.centred * self.centres(rows, identity)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimiser.step()
        self.schedule.step()
        keep = min(KEEP, (step + 1) / (step + 10))
        with torch.no_grad():
            for name, value in self.net.state_dict().items():
                if value.dtype.is_floating_point:
                    self.mean[name].lerp_(value, 1 - keep)
                else:
                    self.mean[name].copy_(value)
        return float(loss.detach())

    def prove(self, proof: Sequence[Crop], recipe: Recipe, step: int) -> None:
        """Compare the mean with the best so far on animals that teach nothing."""
        worth = worth_of(rows_of(self.mean, proof, recipe.canvas), proof)
        so_far = -1.0 if self.best is None else self.best.worth.mean_average_precision
        if worth.mean_average_precision > so_far:
            held = {name: value.clone() for name, value in self.mean.items()}
            self.best = _Best(held, step, worth)

    def stale(self, step: int) -> bool:
        """Whether PATIENCE proofs have passed without a better one."""
        return self.best is not None and step - self.best.step >= PATIENCE * PROVE_EVERY

    def said(self) -> str:
        """The best proof so far, for the progress line."""
        if self.best is None:
            return ""
        return f", held-out mAP {self.best.worth.mean_average_precision:.3f}"

    def keep(self, path: Path, done: int) -> None:
        """Write the checkpoint to a temporary name, then rename it."""
        part = path.with_suffix(".part")
        best = None if self.best is None else asdict(self.best)
        torch.save({"sign": self.sign, "done": done, "best": best, **self._parts()}, part)
        part.replace(path)

    def resume(self, path: Path, sign: str) -> int:
        """Take up a checkpoint where there is one; the number of steps it had done."""
        self.sign = sign
        if not path.exists():
            return 0
        held = torch.load(path, map_location="cpu", weights_only=True)
        if held["sign"] != sign:
            raise TrainingRefused(
                f"{path} was begun with other photos or another recipe",
                "give another folder, or delete it to begin anew",
            )
        self.net.load_state_dict(held["net"])
        self.centres.load_state_dict(held["centres"])
        self.optimiser.load_state_dict(held["optimiser"])
        self.schedule.load_state_dict(held["schedule"])
        self.mean = held["mean"]
        if held["best"] is not None:
            best = held["best"]
            self.best = _Best(best["state"], best["step"], Worth(**best["worth"]))
        return int(held["done"])

    def _parts(self) -> dict[str, Any]:
        return {
            "net": self.net.state_dict(),
            "centres": self.centres.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "mean": self.mean,
        }


def _ahead(lessons: Lessons, first: int, last: int) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """The batches of steps first to last, drawn by a thread while the network learns.

    A thread and no process: a fork of a process whose networks have threads of their own can hang.
    """
    steps = iter(range(first, last))
    with ThreadPoolExecutor(1) as pool:
        waiting = deque(pool.submit(lessons.__getitem__, step) for step in islice(steps, AHEAD))
        while waiting:
            pixels, cells, identity = waiting.popleft().result()
            waiting.extend(pool.submit(lessons.__getitem__, step) for step in islice(steps, 1))
            yield torch.from_numpy(pixels), torch.from_numpy(cells), torch.from_numpy(identity)


def _signature(crops: Sequence[Crop], recipe: Recipe) -> str:
    """What a checkpoint belongs to: every crop and the recipe."""
    digest = hashlib.sha256(json.dumps(asdict(recipe), sort_keys=True).encode())
    for crop in crops:
        digest.update(f"{crop.identity}\x1f{crop.encounter}\x1f{crop.kind}\x1e".encode())
        digest.update(crop.pixels.tobytes())
    return digest.hexdigest()
