"""Outside formats that are written: one module a format, each telling what it cannot carry."""

from cases.exports import ftm, geojson, graphml, tables
from cases.exports.loss import Loss, report

__all__ = ["Loss", "ftm", "geojson", "graphml", "report", "tables"]
