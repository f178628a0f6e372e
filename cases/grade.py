"""How good a source and its information are, in the scheme in which somebody graded them.

3x5x2 swaps digits and letters, and "E" or "2" mean different things in each scheme, so a grade is
never read without its scheme. Across schemes only Admiralty intervals are compared: a foreign
grade maps to the span it may mean, and the two axes are never multiplied into one number.
"""

from dataclasses import dataclass

__all__ = ["SCHEMES", "AdmiraltyInterval", "Grade"]

# scheme -> (source grade -> Admiralty span, information grade -> Admiralty span).
# Spans as in the publishers' definitions: "X, cannot be assessed" is F; 3x5x2 "A, known directly"
# says how it was learnt and not that it is true, hence 2 to 3.
SCHEMES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "admiralty": ({c: c * 2 for c in "ABCDEF"}, {d: d * 2 for d in "123456"}),
    "4x4": (
        {"A": "AA", "B": "BB", "C": "CD", "X": "FF"},
        {"1": "12", "2": "23", "3": "22", "4": "36"},
    ),
    "5x5x5": (
        {"A": "AA", "B": "BB", "C": "CD", "D": "DE", "E": "FF"},
        {"1": "11", "2": "23", "3": "22", "4": "66", "5": "55"},
    ),
    "3x5x2": (
        {"1": "AB", "2": "FF", "3": "DE"},
        {"A": "23", "B": "22", "C": "33", "D": "66", "E": "55"},
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class AdmiraltyInterval:
    """From the best to the worst Admiralty grade it may mean: letters A to F, digits 1 to 6."""

    source_best: str
    source_worst: str
    information_best: str
    information_worst: str

    def __str__(self) -> str:
        source = self.source_best
        if self.source_worst != self.source_best:
            source += f"–{self.source_worst}"
        information = self.information_best
        if self.information_worst != self.information_best:
            information += f"–{self.information_worst}"
        return f"{source} {information}"


@dataclass(frozen=True, slots=True)
class Grade:
    """Source and information grade as they came, with their scheme; empty means ungraded."""

    scheme: str = ""
    source: str = ""
    information: str = ""

    def __post_init__(self) -> None:
        if not self.scheme:
            if self.source or self.information:
                raise ValueError(f"grade {self.source}{self.information} needs its scheme")
            return
        if self.scheme not in SCHEMES:
            raise ValueError(f"no scheme {self.scheme!r}; known are {', '.join(SCHEMES)}")
        for axis, given, known in zip(
            ("source", "information"),
            (self.source, self.information),
            SCHEMES[self.scheme],
            strict=True,
        ):
            if given and given not in known:
                raise ValueError(
                    f"{self.scheme} has no {axis} grade {given!r}; it has {', '.join(known)}"
                )

    def __str__(self) -> str:
        return f"{self.source}{self.information} ({self.scheme})" if self.scheme else "ungraded"

    @property
    def admiralty(self) -> AdmiraltyInterval:
        """The Admiralty span it may mean; ungraded is "cannot be judged" on both axes (F, 6)."""
        source, information = SCHEMES.get(self.scheme, ({}, {}))
        s, i = source.get(self.source, "FF"), information.get(self.information, "66")
        return AdmiraltyInterval(s[0], s[1], i[0], i[1])
