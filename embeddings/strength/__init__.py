"""Scores to a calibrated log10 likelihood ratio with bounds and interval."""

from embeddings.strength.absence import absence_of, not_in_catalogue_llr, set_aside
from embeddings.strength.balance import Balance, Rate
from embeddings.strength.basis import Basis, Shares, Slopes, basis_of, counted, shares_of
from embeddings.strength.bounds import Bounds, by_animals, elub
from embeddings.strength.calibration import Calibration, load
from embeddings.strength.choosing import (
    ACROSS_SPECIES,
    FOR_DEMONSTRATION,
    NoCalibration,
    choose,
    shipped,
)
from embeddings.strength.evidence import Cohort, Evidence
from embeddings.strength.leaning import Leaning, lean
from embeddings.strength.logistic import Line, fit_line
from embeddings.strength.measures import EmptySet, cllr, cllr_min, refit_monotone
from embeddings.strength.model import CLOSE, GLANCE, Combined, Mix, Model
from embeddings.strength.searched import InCatalogue, chance_words, in_catalogue
from embeddings.strength.soundness import (
    CalibrationRefused,
    read_calibration,
    sound_calibration,
)
from embeddings.strength.tail import Tail, tail_of
from embeddings.strength.thresholds import Absence, BestOf, Exclusion, Thresholds
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
    "ACROSS_SPECIES",
    "CLOSE",
    "FOR_DEMONSTRATION",
    "GLANCE",
    "INVESTIGATIVE",
    "Absence",
    "Balance",
    "Basis",
    "BestOf",
    "Bounds",
    "Calibration",
    "CalibrationRefused",
    "Cohort",
    "Combined",
    "EmptySet",
    "Evidence",
    "Exclusion",
    "InCatalogue",
    "Leaning",
    "Line",
    "Mix",
    "Model",
    "NoCalibration",
    "Rate",
    "Scale",
    "Shares",
    "Slopes",
    "Strength",
    "Tail",
    "Thresholds",
    "Validation",
    "absence_of",
    "basis_of",
    "by_animals",
    "chance_words",
    "choose",
    "cllr",
    "cllr_min",
    "counted",
    "elub",
    "fit_line",
    "in_catalogue",
    "lean",
    "load",
    "not_in_catalogue_llr",
    "ratio_words",
    "read_calibration",
    "read_scale",
    "refit_monotone",
    "set_aside",
    "shares_of",
    "shipped",
    "shipped_scale",
    "sound_calibration",
    "tail_of",
    "weigh",
    "words_for",
]
