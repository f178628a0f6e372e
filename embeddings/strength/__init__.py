"""Scores to a calibrated log10 likelihood ratio with bounds and interval."""

from embeddings.strength.basis import Basis, basis_of, combined, counted
from embeddings.strength.bounds import Bounds, by_animals, elub
from embeddings.strength.calibration import Calibration, load
from embeddings.strength.choosing import FOR_DEMONSTRATION, NoCalibration, choose, shipped
from embeddings.strength.evidence import Cohort, Evidence
from embeddings.strength.logistic import Line, fit_line
from embeddings.strength.measures import EmptySet, cllr, cllr_min, refit_monotone
from embeddings.strength.model import CLOSE, GLANCE, Combined, Model
from embeddings.strength.searched import InCatalogue, chance_words, in_catalogue
from embeddings.strength.tail import Tail, tail_of
from embeddings.strength.thresholds import BestOf, Exclusion, Thresholds
from embeddings.strength.validation import Validation
from embeddings.strength.weighing import Strength, weigh
from embeddings.strength.words import (
    INVESTIGATIVE,
    Scale,
    ratio_words,
    read_scale,
    shipped_scale,
    words_for,
)

__all__ = [
    "CLOSE",
    "FOR_DEMONSTRATION",
    "GLANCE",
    "INVESTIGATIVE",
    "Basis",
    "BestOf",
    "Bounds",
    "Calibration",
    "Cohort",
    "Combined",
    "EmptySet",
    "Evidence",
    "Exclusion",
    "InCatalogue",
    "Line",
    "Model",
    "NoCalibration",
    "Scale",
    "Strength",
    "Tail",
    "Thresholds",
    "Validation",
    "basis_of",
    "by_animals",
    "chance_words",
    "choose",
    "cllr",
    "cllr_min",
    "combined",
    "counted",
    "elub",
    "fit_line",
    "in_catalogue",
    "load",
    "ratio_words",
    "read_scale",
    "refit_monotone",
    "shipped",
    "shipped_scale",
    "tail_of",
    "weigh",
    "words_for",
]
