"""One catalogued coat and what may be held against it."""

from dataclasses import dataclass

from embeddings.coat import Flank
from embeddings.features import Features


@dataclass(frozen=True, slots=True)
class Entry:
    """The features of one catalogued coat; individual "" = nobody named it, encounter "" = none."""

    features: Features
    individual: str = ""
    encounter: str = ""

    @property
    def id(self) -> str:
        """The coat's id."""
        return self.features.coat.id

    @property
    def flank(self) -> Flank:
        """The side the coat shows."""
        return self.features.coat.flank

    @property
    def species(self) -> str:
        """Scientific name in one spelling; "" where nobody said."""
        return species_key(self.features.coat.species)

    @property
    def photo_sha(self) -> str:
        """SHA-256 of the photo's bytes."""
        return self.features.coat.photo


@dataclass(frozen=True, slots=True)
class Apart:
    """What a query must not see, besides its own photos: its own encounters."""

    photos: frozenset[str] = frozenset()
    encounters: frozenset[str] = frozenset()


def species_key(species: str) -> str:
    """A scientific name without differences of case and spaces."""
    return " ".join(species.split()).casefold()


def same_species(one: str, other: str) -> bool:
    """Whether two species may be compared: equal, or one of them not stated."""
    ours, theirs = species_key(one), species_key(other)
    return ours == theirs or not ours or not theirs
