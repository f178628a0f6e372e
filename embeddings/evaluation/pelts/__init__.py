"""Simulated skins of real animals: how hard a seized skin is, when no catalogue holds one.

A photo of a living flank is cut out, unrolled as if from a cylinder, dried, warped, holed and
stained, then thrown on a floor and photographed askew. FROZEN as `VERSION`: it was fixed before
anything was tuned on it, and a test holds the source to its digest. A floor for difficulty, no
proof of casework performance; everything that comes out says "simulated".
"""

from embeddings.evaluation.pelts.flaying import Skin, cut_piece, flayed
from embeddings.evaluation.pelts.photographing import PeltPhoto, photographed
from embeddings.evaluation.pelts.sets import (
    PIECE_SHARE,
    SEVERITIES,
    VERSION,
    as_pelts,
    photographed_twice,
)

__all__ = [
    "PIECE_SHARE",
    "SEVERITIES",
    "VERSION",
    "PeltPhoto",
    "Skin",
    "as_pelts",
    "cut_piece",
    "flayed",
    "photographed",
    "photographed_twice",
]
