"""From light to a file's pixels: blur, noise, exposure, tone, vignette, and the maker's strip."""

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.rendered import LABEL
from embeddings.synthesis.resample import enlarged

Floats = NDArray[np.float32]
STRIP_PX = 26


def _tone_curve() -> Floats:
    """Return tone 0..1 by the square root of light, from 0 to _BRIGHTEST.

    A shoulder keeps highlights from clipping hard, and a gentle S gives contrast, as cameras do.
    """
    light = np.linspace(0, _BRIGHTEST, 4096) ** 2
    toned = np.clip(light * (1 + light / 2.2) / (1 + 0.55 * light), 0, 1.3) ** 0.45
    return np.asarray(
        toned + 0.05 * np.sin((np.minimum(toned, 1) - 0.5) * 2 * np.pi), dtype=np.float32
    )


_BRIGHTEST = 2.0
_TONE = _tone_curve()


def streak(image: Floats, length_px: float, angle_deg: float) -> Floats:
    """Return an image (or mask) smeared along a line, as a moving thing is during exposure."""
    if length_px < 1.2:
        return image
    size = int(np.ceil(length_px)) | 1
    kernel = np.zeros((size, size), np.float32)
    reach = (size - 1) / 2
    dx, dy = reach * np.cos(np.radians(angle_deg)), reach * np.sin(np.radians(angle_deg))
    ends = (round(reach - dx), round(reach - dy)), (round(reach + dx), round(reach + dy))
    cv2.line(kernel, *ends, 1.0, 1, cv2.LINE_AA)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), dtype=np.float32)


def coarse(image: Floats, lost: float) -> Floats:
    """Return an image whose fine detail is lost, 0..1, as in a cheap sensor's enlarged frames."""
    if lost < 0.05:
        return image
    height, width = image.shape[:2]
    share = 1 - 0.72 * lost
    small = cv2.resize(
        image, (round(width * share), round(height * share)), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def developed(
    light: Floats,
    rng: np.random.Generator,
    *,
    exposure_ev: float,
    noise: float,
    vignette: float,
    meter: bool,
) -> NDArray[np.uint8]:
    """Return 8-bit sRGB (h, w, 3) of linear light: exposed, with shot noise, toned."""
    height, width = light.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    fall = 1 - vignette * np.clip(x * x + y * y, 0, 2) / 2
    # Cameras meter: the exposure asked for is relative to what the meter would have chosen.
    metered = float(np.clip(0.17 / (light[::8, ::8].mean() + 1e-6), 0.5, 2.0)) if meter else 1.0
    exposed = np.clip(light * metered * fall[..., None] * np.float32(2.0**exposure_ev), 0, None)
    bright = np.minimum(
        np.sqrt(exposed) * np.float32((len(_TONE) - 1) / _BRIGHTEST), len(_TONE) - 1
    )
    toned = _TONE[bright.astype(np.int16)]
    grain = rng.standard_normal((height // 2 + 1, width // 2 + 1), dtype=np.float32)
    grain = enlarged(grain, (height, width))
    fine = rng.standard_normal((height, width), dtype=np.float32)
    toned += (noise * (0.9 * grain + 0.6 * fine) * (1.3 - 0.6 * np.clip(toned[..., 1], 0, 1)))[
        ..., None
    ]
    return np.asarray(np.clip(toned * 255 + 0.5, 0, 255), dtype=np.uint8)


def stripped(pixels: NDArray[np.uint8], text: str) -> NDArray[np.uint8]:
    """Return the photo with the black strip along its foot that camera traps print, label first."""
    marked = pixels.copy()
    marked[-STRIP_PX:] = 8
    cv2.putText(
        marked,
        f"{LABEL.upper()}   {text}",
        (12, pixels.shape[0] - 8),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.5,
        (225, 225, 225),
        1,
        cv2.LINE_AA,
    )
    return marked
