"""A camera-trap frame: an animal walks through a station's scene and is photographed."""

from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import lens, vegetation
from embeddings.synthesis.animal import Animal, Side
from embeddings.synthesis.camera import camera, coloured
from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.figure import Figure, Stand, seen
from embeddings.synthesis.light import lit
from embeddings.synthesis.rendered import Rendered, box_of
from embeddings.synthesis.resample import softened
from embeddings.synthesis.scene import Scene, scene

Floats = NDArray[np.float32]


def render_frame(
    animal: Animal,
    flank: Side,
    conditions: FrameConditions,
    rng: np.random.Generator,
    companion: Animal | None = None,
) -> Rendered:
    """Return one frame in which `animal` shows `flank`; a companion walks behind it.

    The mask holds what is visible of the animal, not of its companion. Equal arguments and an
    equally seeded `rng` give equal pixels.
    """
    place = scene(conditions.station_seed, conditions.season)
    ahead = -1.0 if flank == "left" else 1.0
    # What is cropped is the head's end: the animal has half walked out of the frame.
    across = conditions.across + 0.5 * ahead * conditions.crop
    near = seen(animal, flank, conditions, place, Stand(conditions.distance_m, across), rng)
    light = _companion(companion, flank, conditions, place, across, rng)
    ground, coat = lit(near, place, conditions, rng)
    light = ground if light is None else light * (1 - 0.5 * near.shadow[..., None])
    angle = float(rng.normal(0, 8))
    alpha = np.zeros(light.shape[:2], np.float32)
    alpha[near.window] = lens.streak(near.alpha, conditions.motion_blur_px, angle)
    moved = lens.streak(coat * near.alpha[..., None], conditions.motion_blur_px, angle)
    light[near.window] = light[near.window] * (1 - alpha[near.window][..., None]) + moved
    light, hidden = vegetation.before(light, conditions, rng)
    pixels = lens.stripped(
        _taken(light, conditions, rng), f"ST-{conditions.station_seed % 10000:04d}"
    )
    mask = (alpha > 0.5) & (hidden < 0.5)
    mask[-lens.STRIP_PX :] = False
    box = box_of(mask)
    parameters = {"animal": asdict(animal), "flank": flank, "conditions": asdict(conditions)}
    return Rendered(pixels, mask, box, flank, {flank: box}, parameters)


def _companion(
    companion: Animal | None,
    flank: Side,
    conditions: FrameConditions,
    place: Scene,
    across: float,
    rng: np.random.Generator,
) -> Floats | None:
    """Return the scene's light with a second animal farther off and behind, if there is one."""
    if companion is None:
        return None
    stand = Stand(conditions.distance_m * 1.22, across + (0.34 if flank == "left" else -0.34))
    moment = conditions.at(conditions.phase + 0.37, 0.5, conditions.yaw_deg)
    behind: Figure = seen(companion, flank, moment, place, stand, rng)
    light, coat = lit(behind, place, conditions, rng)
    over = behind.alpha[..., None]
    light[behind.window] = light[behind.window] * (1 - over) + coat * over
    return light


def _taken(
    light: Floats, conditions: FrameConditions, rng: np.random.Generator
) -> NDArray[np.uint8]:
    if not conditions.infrared:
        light = coloured(light, camera(conditions.station_seed))
    light = softened(light, conditions.defocus_px)
    light = lens.coarse(light, conditions.detail_lost)
    return lens.developed(
        light,
        rng,
        exposure_ev=conditions.exposure_ev,
        noise=conditions.noise,
        vignette=0.25,
        meter=not conditions.night,
    )


def passage(
    animal: Animal,
    flank: Side,
    rng: np.random.Generator,
    frames: int,
    conditions: FrameConditions,
) -> list[Rendered]:
    """Return `frames` photos of one walk past the camera, a second or so apart."""
    ahead = -1.0 if flank == "left" else 1.0
    stride = float(rng.uniform(0.05, 0.11))
    start = conditions.across - ahead * stride * (frames - 1) / 2
    taken = []
    for i in range(frames):
        moment = conditions.at(
            conditions.phase + i * float(rng.uniform(0.15, 0.4)),
            float(np.clip(start + ahead * stride * i, 0.22, 0.78)),
            conditions.yaw_deg + float(rng.normal(0, 4)),
        )
        taken.append(render_frame(animal, flank, moment, rng))
    return taken
