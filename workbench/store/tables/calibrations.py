"""Calibrations that a project keeps beside those that come with the program."""

from workbench.store.tables.columns import evidence, text

__all__ = ["CALIBRATION"]

# digest: sha256 of the calibration's text, which is kept as an original. told: why it was added, or
# which row it withdraws and why.
CALIBRATION = evidence(
    "calibration",
    text("name"),
    text("species"),
    text("domain"),
    text("digest"),
    text("told"),
)
