"""The marks of two coats held against each other, under an elastic model and a stiff one."""

from embeddings.verify.comparison import VERSION, Comparing, Comparison, Matched, compare

__all__ = ["VERSION", "Comparing", "Comparison", "Matched", "compare"]
