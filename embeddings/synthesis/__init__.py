"""Rendered animals: individual coats on walking bodies, and the skins that were made of them.

Everything that comes out of here is simulated, and says so in the value, in the picture and in the
file. Seeded: equal arguments and equally seeded generators give equal pixels.
"""

from embeddings.synthesis.animal import LEOPARD, SPECIES, TIGER, Animal, Side, Style, make_animal
from embeddings.synthesis.conditions import FrameConditions, PeltTreatment
from embeddings.synthesis.frame import passage, render_frame
from embeddings.synthesis.pelt import render_pelt
from embeddings.synthesis.rendered import LABEL, Rendered, encode_jpeg

__all__ = [
    "LABEL",
    "LEOPARD",
    "SPECIES",
    "TIGER",
    "Animal",
    "FrameConditions",
    "PeltTreatment",
    "Rendered",
    "Side",
    "Style",
    "encode_jpeg",
    "make_animal",
    "passage",
    "render_frame",
    "render_pelt",
]
