"""Calibrations that ship: one file each, chosen by species and domain."""
