"""How many pairs of names as alike and as common one expects among people of different names.

What a name is worth is reckoned from tables of names, which know few given names of most peoples: a
Korean's given name stands in none and would be taken for one in eight thousand. The people on
record say better what is common among them, so a word that others there bear counts as they do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable

from cases.names import prepare

# The tables count like so many people beside those on record; chosen on simulated peoples, and
# without weight for a word that nobody else bears.
_TABLES = 50.0


class NamesOnRecord:
    """The words of the names of people on record, each counted once a person."""

    def __init__(self, people: Iterable[Collection[str]]) -> None:
        """people: the names of each."""
        borne: Counter[str] = Counter()
        self._people = 0
        for names in people:
            self._people += 1
            borne.update({word.key for name in names for word in prepare(name).words})
        self._borne = borne

    def bits(self, first: str, second: str, by_tables: float) -> float:
        """What two names of different records are worth, in bits: by tables, or less by the record.

        A word that both have is as common as the others on record who bear it make it, and never
        rarer than the tables say; of the two names the shorter one counts.
        """
        one, other = sorted((prepare(first).words, prepare(second).words), key=len)
        shared = {word.key for word in other}
        here = 0.0
        for word in one:
            common = 2.0**-word.bits
            if word.key in shared:
                others = max(self._borne[word.key] - 2, 0) + _TABLES * common
                common = max(common, others / (max(self._people - 2, 0) + _TABLES))
            here -= math.log2(common)
        return min(by_tables, here) if one else by_tables


def expected_pairs(people: int, weight_bits: float) -> float:
    """Pairs of different people, among so many, whose names weigh as much or more by chance.

    A weight is log2 of how much likelier such names are for one person than for two, so that two
    people reach it with a probability of at most 2^-weight (Markov's inequality).
    """
    return people * (people - 1) / 2 * math.exp2(-max(weight_bits, 0.0))
