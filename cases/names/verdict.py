"""What an alignment of words says: probability, bits of evidence, and a sentence part.

Bits add what agreeing words are worth, each by how rare it is (Fellegi & Sunter 1969), as far as
the model is sure of them. Where it takes the names for two, its own odds are the evidence.
"""

from __future__ import annotations

import math

from cases.names.alignment import SAME_WORD, Aligned, Alignment, features
from cases.names.comparison import NameComparison
from cases.names.model import probability
from cases.names.prepared import Name
from cases.names.words import Role

_AGAINST_AT_MOST = -12.0
_INITIAL_BITS = 3.0
_GIVEN_BITS = 6.0


def said_of(found: Alignment, first: Name, second: Name) -> NameComparison:
    """The comparison of two names by their words."""
    values = features(found, (first.forms, second.forms), thing=not first.person)
    chance = min(max(probability(values), 0.001), 0.999)
    return NameComparison(chance, bits(found, chance), reason(found, chance))


def bits(found: Alignment, chance: float) -> float:
    """Evidence in bits: what agrees, as far as it is sure; or how surely the names differ."""
    if chance < 0.5:
        return max(math.log2(chance / (1.0 - chance)), _AGAINST_AT_MOST)
    initials = sum(Role.INITIAL in (pair.left.role, pair.right.role) for pair in found.pairs)
    words = sorted(
        min(pair.left.bits, pair.right.bits) * min(pair.left.weight, pair.right.weight)
        for pair in found.pairs
        if pair.alike >= SAME_WORD and Role.INITIAL not in (pair.left.role, pair.right.role)
    )
    # The rarest word is taken for the family name; given names come from a few hundred.
    agreed = sum(words[-1:]) + sum(min(word, _GIVEN_BITS) for word in words[:-1])
    return (agreed + initials * _INITIAL_BITS) * (2.0 * chance - 1.0)


def reason(found: Alignment, chance: float) -> str:
    """What agrees and what does not, the graver first where the names are rather two."""
    alike = [_alike(pair) for pair in found.pairs if pair.alike >= SAME_WORD]
    differ = [_differs(pair) for pair in found.pairs if pair.alike < SAME_WORD]
    rest = [w.written for w in (*found.left_rest, *found.right_rest) if w.weight >= 0.4]
    if found.descent_turned:
        differ.insert(0, "father and child are exchanged")
    parts = [", ".join(differ), ", ".join(alike)]
    if chance >= 0.5:
        parts.reverse()
    if rest:
        parts.append(f"only in one of them: {', '.join(rest)}")
    return "; ".join(part for part in parts if part) or "nothing agrees"


def _alike(pair: Aligned) -> str:
    if pair.left.written == pair.right.written:
        return pair.left.written
    return f"{pair.left.written} ≈ {pair.right.written}"


def _differs(pair: Aligned) -> str:
    if Role.FATHER in (pair.left.role, pair.right.role):
        return f"the fathers' names differ ({pair.left.written}, {pair.right.written})"
    return f"{pair.left.written} is not {pair.right.written}"
