"""Who would take a person's place: who gains their ways, and who moves in the same circle.

A go-between is followed by whoever then joins the groups, a head by whoever knows the same people.
Where the person was the only way nobody gains any; and whoever knows the same people may be too far
from the rest to join them. So both are asked, and told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array, eye_array

from cases.graph.centrality import Floats
from cases.graph.disruption import without_links
from cases.graph.uncertain import Measure, between

_BESIDE = 1e-3


class Claim(Protocol):
    """What each node would have to follow `gone`, (n,)."""

    def __call__(
        self, matrix: csr_array, gone: int, people: Sequence[int], whole: Measure = ...
    ) -> Floats:
        """whole: the ways through each node of the whole network, counted once for several."""
        ...


def gain_without(matrix: csr_array, gone: int, whole: Measure = between) -> Floats:
    """(n,) how many more shortest ways lead through each node once `gone` is out.

    Minus infinity for `gone` itself. What counts is who takes over its ways, not who leads anyway.
    """
    gained = between(without_links(matrix, [gone])) - whole(matrix)
    gained[gone] = -np.inf
    return gained


def acquaintances(matrix: csr_array, people: Sequence[int]) -> csr_array:
    """(people, people) 0/1: who is linked with whom, outright or through one thing or event.

    Everybody is among their own acquaintances, so that two who know each other share both.
    """
    own = np.array(people, dtype=np.intp)
    things = np.ones(matrix.shape[0], dtype=bool)
    things[own] = False
    through = matrix[own][:, np.flatnonzero(things)]
    whole = csr_array(matrix[own][:, own] + through @ through.T + eye_array(len(own)))
    whole.data[:] = 1.0
    return whole


def circle(matrix: csr_array, gone: int, people: Sequence[int]) -> Floats:
    """(n,) how much of each person's circle is that of `gone`, 0 for nodes that are no person.

    Common acquaintances, each by 1/log of how many it has (Adamic & Adar 2003), over the root of
    the person's own number, so that whoever knows everybody is not everybody's successor. Minus
    infinity for `gone` itself, who must be among `people`.
    """
    own = list(people)
    known = acquaintances(matrix, own)
    many = np.asarray(known.sum(axis=1)).ravel()
    weight = np.divide(1.0, np.log(many + 1.0))
    theirs = known[[own.index(gone)]].toarray().ravel() * weight
    found = np.zeros(matrix.shape[0])
    found[own] = np.asarray(known @ theirs) / np.sqrt(many)
    found[gone] = -np.inf
    return found


def next_between(
    matrix: csr_array, gone: int, people: Sequence[int], whole: Measure = between
) -> Floats:
    """(n,) claim of each person to follow a go-between: ways gained; of equals, the same circle."""
    return _claims(gain_without(matrix, gone, whole), circle(matrix, gone, people), gone, people)


def next_in_circle(
    matrix: csr_array, gone: int, people: Sequence[int], whole: Measure = between
) -> Floats:
    """(n,) claim of each person to follow a head: the same circle; of equals, ways gained."""
    return _claims(circle(matrix, gone, people), gain_without(matrix, gone, whole), gone, people)


def _claims(first: Floats, then: Floats, gone: int, people: Sequence[int]) -> Floats:
    """Above 0 for whoever has a claim; 0 for all nodes but `people`; minus infinity for `gone`."""
    own = np.array([one for one in people if one != gone], dtype=np.intp)
    found = np.full(len(first), 0.0)
    for claims, weight in ((first, 1.0), (then, _BESIDE)):
        there = np.maximum(claims[own], 0.0)
        found[own] += weight * there / max(float(there.max(initial=0.0)), 1e-12)
    found[gone] = -np.inf
    return found
