"""Scores to a calibrated log10 likelihood ratio with bounds and interval."""

from embeddings.strength.bounds import Bounds, elub
from embeddings.strength.calibration import (
    CLOSE,
    FOR_DEMONSTRATION,
    GLANCE,
    Calibration,
    Exclusion,
    Model,
    Thresholds,
    choose,
    load,
    shipped,
)
from embeddings.strength.evidence import Cohort, Evidence
from embeddings.strength.logistic import Line, fit_line
from embeddings.strength.measures import EmptySet, cllr, cllr_min, refit_monotone
from embeddings.strength.weighing import Strength, Validation, weigh
from embeddings.strength.words import INVESTIGATIVE, words_for

__all__ = [
    "CLOSE",
    "FOR_DEMONSTRATION",
    "GLANCE",
    "INVESTIGATIVE",
    "Bounds",
    "Calibration",
    "Cohort",
    "EmptySet",
    "Evidence",
    "Exclusion",
    "Line",
    "Model",
    "Strength",
    "Thresholds",
    "Validation",
    "choose",
    "cllr",
    "cllr_min",
    "elub",
    "fit_line",
    "load",
    "refit_monotone",
    "shipped",
    "weigh",
    "words_for",
]
