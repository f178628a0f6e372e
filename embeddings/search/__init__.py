"""One path from the photos of a skin to ranked, weighed, worded candidates."""

from embeddings.search.answer import Answer, Candidate, RankedCoat
from embeddings.search.looking import BUDGET
from embeddings.search.skin import VERSION, search_skin

__all__ = ["BUDGET", "VERSION", "Answer", "Candidate", "RankedCoat", "search_skin"]
