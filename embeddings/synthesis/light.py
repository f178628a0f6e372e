"""Light on scene and animal: sky and sun by day, the lamp beside the lens by night."""

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.figure import Figure
from embeddings.synthesis.noise import fractal, step
from embeddings.synthesis.scene import HEIGHT, WIDTH, Scene

Floats = NDArray[np.float32]
_SUN = {"clear": 1.5, "overcast": 0.22, "snow": 0.12, "rain": 0.1, "fog": 0.08}
_HAZE_PER_M = {"clear": 0.008, "overcast": 0.008, "snow": 0.03, "rain": 0.025, "fog": 0.045}


def lit(
    figure: Figure, place: Scene, conditions: FrameConditions, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return linear light of the scene (HEIGHT, WIDTH, 3) and of the animal in its window."""
    if conditions.night:
        return _lamp(figure, place, conditions, rng)
    station = np.random.default_rng([conditions.station_seed, 5])
    towards = np.array([station.uniform(-1, 1), -0.75, 0.9], np.float32)
    towards /= np.linalg.norm(towards)
    sun = _SUN[conditions.weather]
    dapple = np.ones((HEIGHT, WIDTH, 1), np.float32)
    if conditions.weather == "clear":
        spots = fractal(rng, (HEIGHT, WIDTH), 90, 4)
        dapple = 0.25 + 0.75 * step(spots, -0.5, 0.6)[..., None]
    ambient = 0.85 * figure.openness[..., None]
    direct = np.clip(figure.normal @ towards, 0, 1)[..., None] * sun * dapple[figure.window]
    animal = figure.albedo * (ambient + direct)
    ground = place.colour * (0.8 + 0.55 * sun * dapple) * (1 - figure.shadow[..., None])
    haze = _HAZE_PER_M[conditions.weather]
    veil = 1 - np.exp(-haze * place.depth)[..., None]
    thin = 1 - np.exp(-haze * figure.depth_m)
    ground = ground * (1 - veil) + 0.55 * veil
    animal = animal * (1 - thin) + 0.55 * thin
    return np.asarray(ground, np.float32), np.asarray(animal, np.float32)


def _lamp(
    figure: Figure, place: Scene, conditions: FrameConditions, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return scene and animal under the lamp beside the lens: infrared is grey, flash is not.

    Its light falls off with distance squared.
    """
    y = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :]
    beam = np.exp(-0.9 * x * x - 0.9 * (y + 0.05) ** 2)
    colour = place.colour
    if conditions.infrared:
        grey = colour.mean(axis=2, keepdims=True)
        # Plants are bright at 850 nm.
        colour = 0.25 * grey + 0.30 * np.sqrt(grey)
    reach = 3.2 * float(rng.uniform(0.85, 1.15))
    spread = beam * np.minimum((reach / place.depth) ** 2, 4.0) * (1 - 0.5 * figure.shadow)
    facing = 0.12 + 0.88 * np.clip(-figure.normal[..., 1], 0, 1)
    fall = 0.8 * min((reach / figure.depth_m) ** 2, 2.5)
    animal = figure.albedo * (facing * beam[figure.window] * fall)[..., None]
    ground = np.broadcast_to(colour * spread[..., None], (HEIGHT, WIDTH, 3))
    return np.array(ground, np.float32), np.asarray(animal, np.float32)
