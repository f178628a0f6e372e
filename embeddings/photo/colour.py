"""Any picture that Pillow opens as 8-bit sRGB: deep grey, palette, transparency, CMYK, profiles."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageCms

Array = np.ndarray[Any, np.dtype[Any]]
"""A numpy array; each docstring names its shape and kind."""

_BACKGROUND = 128  # where a picture is transparent it shows neutral grey


def to_srgb(image: Image.Image, notes: list[str]) -> Array:
    """uint8 (h, w, 3) from any mode: deep grey, palette, alpha, CMYK, with or without profile."""
    if image.mode.startswith(("I", "F")):
        return _from_deep_grey(image, notes)
    profile = image.info.get("icc_profile")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if profile and image.mode in ("RGB", "L", "CMYK"):
        image = _by_profile(image, profile, notes)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (_BACKGROUND, _BACKGROUND, _BACKGROUND, 255))
        image = Image.alpha_composite(ground, layered)
        if int(np.asarray(layered.getchannel("A")).min()) < 255:
            notes.append("transparent parts are shown grey")
    return np.array(image.convert("RGB"))


def _by_profile(image: Image.Image, profile: bytes, notes: list[str]) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower() and image.mode == "RGB":
            return image
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        notes.append("the colour profile cannot be used: colours were read as sRGB")
        return image
    return converted if converted is not None else image


def _from_deep_grey(image: Image.Image, notes: list[str]) -> Array:
    """Grey of more than 8 bits, scaled evenly: pattern is contrast, and clipping would lose it."""
    deep = np.asarray(image, dtype=np.float64)
    known = deep[np.isfinite(deep)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    # One pixel that is no number must not set the span of all the others.
    deep = np.nan_to_num(deep, nan=low, posinf=high, neginf=low)
    if image.mode.startswith("I;16"):
        low, high = 0.0, 4095.0 if high <= 4095 else 65535.0
    notes.append(f"grey values from {low:g} to {high:g} were scaled to 8 bits")
    span = max(high - low, 1e-9)
    grey = np.clip(np.rint((deep - low) * (255.0 / span)), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)
