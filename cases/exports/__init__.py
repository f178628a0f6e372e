"""Outside formats that are written: one module a format, each telling what it cannot carry."""

from cases.exports import aitr, cypher, ftm, geojson, gexf, graphml, nonnominal, tables
from cases.exports.leaks import Leak, Secret, leaks, secrets
from cases.exports.loss import Loss, report
from cases.exports.stamp import Stamp, strictest
from cases.exports.workbook import write_workbook

__all__ = [
    "Leak",
    "Loss",
    "Secret",
    "Stamp",
    "aitr",
    "cypher",
    "ftm",
    "geojson",
    "gexf",
    "graphml",
    "leaks",
    "nonnominal",
    "report",
    "secrets",
    "strictest",
    "tables",
    "write_workbook",
]
