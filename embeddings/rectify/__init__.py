"""A flank laid the same way for every coat, and the way back to the photo."""

from embeddings.rectify.bent import BentStrip, bent_strip_of
from embeddings.rectify.places import PLACES
from embeddings.rectify.strip import HEIGHT, JOINTS, WIDTH, Landmarks, Strip, strip_of
from embeddings.rectify.thin_plate import Folded, ThinPlate

__all__ = [
    "HEIGHT",
    "JOINTS",
    "PLACES",
    "WIDTH",
    "BentStrip",
    "Folded",
    "Landmarks",
    "Strip",
    "ThinPlate",
    "bent_strip_of",
    "strip_of",
]
