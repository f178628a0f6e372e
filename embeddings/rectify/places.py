"""Where each landmark lies on the canonical flank: an animal that stands level and faces left.

Shares of the strip's width and height. Belly points and tail root lie as on 1,409 labelled tigers
(medians in a frame from shoulder to hip: tail root 1.29 along, 0.34 up); the spine lies above them
as high as the tail root and a little more, as no photo is labelled there.
"""

from collections.abc import Mapping

PLACES: Mapping[str, tuple[float, float]] = {
    "belly_shoulder": (0.22, 0.78),
    "belly_hip": (0.78, 0.78),
    "spine_shoulder": (0.22, 0.28),
    "spine_hip": (0.78, 0.30),
    "tail_root": (0.94, 0.40),
}
"""belly_shoulder, belly_hip: where foreleg and thigh leave the belly's edge; spine_*: the back's
outline straight above them; tail_root: where the tail leaves the back."""
