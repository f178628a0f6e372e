"""Where the coat is, which flank, what quality: fixed before any search."""

from embeddings.coat.locating import crop_of, locate, mask_of
from embeddings.coat.values import Coat, Flank, Kind, Quality, QualityGrade, Region

__all__ = [
    "Coat",
    "Flank",
    "Kind",
    "Quality",
    "QualityGrade",
    "Region",
    "crop_of",
    "locate",
    "mask_of",
]
