"""What a sceptic would ask for: pictures of a comparison, what its ratio is made of, controls."""

from embeddings.explain.contributions import (
    Contribution,
    Contributions,
    adding_up,
    contributions,
    contributions_of,
    in_words,
)
from embeddings.explain.controls import (
    Control,
    background_control,
    background_only,
    matched_marks,
    mirrored,
    mirrored_coat,
    mirrored_control,
)
from embeddings.explain.elastic import Elastic, elastic_map, laid_over
from embeddings.explain.pictures import draw_pair, draw_strips, spread
from embeddings.explain.strips import Strips, shown, strips_of

__all__ = [
    "Contribution",
    "Contributions",
    "Control",
    "Elastic",
    "Strips",
    "adding_up",
    "background_control",
    "background_only",
    "contributions",
    "contributions_of",
    "draw_pair",
    "draw_strips",
    "elastic_map",
    "in_words",
    "laid_over",
    "matched_marks",
    "mirrored",
    "mirrored_coat",
    "mirrored_control",
    "shown",
    "spread",
    "strips_of",
]
