"""The thin-plate spline: the map of the plane through given points that bends least.

Bookstein (1989), "Principal Warps": an affine map and, for each point, a bump r^2 log r^2; the
bumps' weights sum to nothing and have no moment, so far away the map is affine. Its way back has no
formula and is found by Newton's steps; a map that folds the plane has no way back and is refused.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.photo import Array

_STEPS = 50
_NEAR_PX = 1e-9
_LEAST_POINTS = 3


class Folded(ValueError):
    """The given points would fold the plane, or leave no way back; the message names them."""


@dataclass(frozen=True, slots=True)
class ThinPlate:
    """knots (n, 2), bumps (n, 2), affine (3, 2) over (1, x, y); all float64."""

    knots: Array
    bumps: Array
    affine: Array

    @classmethod
    def through(cls, start: Array, goal: Array) -> "ThinPlate":
        """The map that takes each of `start` (n, 2) to its `goal` (n, 2), n >= 3.

        Raises Folded where the points are fewer, or lie in one line.
        """
        knots, ends = np.asarray(start, np.float64), np.asarray(goal, np.float64)
        n = len(knots)
        flat = np.hstack([np.ones((n, 1)), knots])
        if n < _LEAST_POINTS or np.linalg.matrix_rank(flat - [[0, *knots.mean(axis=0)]]) < 3:
            raise Folded(f"{n} points in one line, or fewer than 3, span no plane")
        system = np.zeros((n + 3, n + 3))
        system[:n, :n] = _bump(knots, knots)
        system[:n, n:], system[n:, :n] = flat, flat.T
        solved = np.linalg.solve(system, np.vstack([ends, np.zeros((3, 2))]))
        return cls(knots, solved[:n], solved[n:])

    def __call__(self, points: Array) -> Array:
        """Points (n, 2) where the map takes them, float64 (n, 2)."""
        long = np.asarray(points, np.float64).reshape(-1, 2)
        return np.asarray(
            self.affine[0] + long @ self.affine[1:] + _bump(long, self.knots) @ self.bumps
        )

    def slopes(self, points: Array) -> Array:
        """Jacobians (n, 2, 2) at points (n, 2): row by coordinate of the goal."""
        long = np.asarray(points, np.float64).reshape(-1, 2)
        apart = long[:, None] - self.knots[None]
        far = np.maximum((apart**2).sum(axis=2), 1e-300)
        steep = 2.0 * apart * (np.log(far) + 1.0)[:, :, None]
        bent = np.einsum("nkj,ki->nij", steep, self.bumps)
        return np.asarray(self.affine[1:].T[None] + bent)

    def back(self, points: Array) -> Array:
        """Points (n, 2) from which the map comes to `points` (n, 2), by damped Newton steps.

        Raises Folded where one has no way back.
        """
        goal = np.asarray(points, np.float64).reshape(-1, 2)
        guess = (goal - self.affine[0]) @ np.linalg.inv(self.affine[1:])
        for _ in range(_STEPS):
            off = self(guess) - goal
            if not len(goal) or float(np.abs(off).max()) < _NEAR_PX:
                return np.asarray(guess)
            guess = self._nearer(guess, goal, off)
        lost = goal[np.abs(self(guess) - goal).max(axis=1) >= 1e-6]
        if len(lost):
            raise Folded(f"({lost[0][0]:.1f}, {lost[0][1]:.1f}) has no way back: the map folds")
        return np.asarray(guess)

    def _nearer(self, guess: Array, goal: Array, off: Array) -> Array:
        """One Newton step each, halved until it comes nearer."""
        step = (np.linalg.pinv(self.slopes(guess)) @ off[:, :, None])[:, :, 0]
        share = np.ones(len(guess))
        before = np.hypot(*off.T)
        for _ in range(8):
            worse = np.hypot(*(self(guess - share[:, None] * step) - goal).T) > before
            if not worse.any():
                break
            share[worse] /= 2
        return np.asarray(guess - share[:, None] * step)

    @property
    def bending(self) -> float:
        """Bending energy of both coordinates (Bookstein 1989, less its constant); affine: 0."""
        waves = _bump(self.knots, self.knots)
        return float(np.trace(self.bumps.T @ waves @ self.bumps))


def _bump(points: Array, knots: Array) -> Array:
    """r^2 log r^2 between points (n, 2) and knots (k, 2), float64 (n, k)."""
    far = ((points[:, None] - knots[None]) ** 2).sum(axis=2)
    return np.asarray(far * np.log(np.maximum(far, 1e-300)))
