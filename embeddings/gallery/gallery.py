"""The catalogue's coats, one exact FAISS index a species and flank.

Left and right flank share no pattern: an index holds one flank of one species, an unknown flank is
searched in all, a known one in its own and in the unknown. A query never sees its own photo nor
its own encounter. Entries stand in the order of their ids, so ties always fall the same way.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from embeddings.coat import Flank
from embeddings.features import Features
from embeddings.gallery.entry import Apart, Entry, same_species, species_key
from embeddings.gallery.kept_marks import count_of, strongest_of
from embeddings.gallery.mark_index import NEIGHBOURS, VOTING, MarkIndex
from embeddings.gallery.vectors import Vectors
from embeddings.gallery.votes import votes
from embeddings.photo import Array, fingerprint

Group = tuple[str, Flank]


@dataclass(frozen=True, slots=True)
class Near:
    """One entry (row in Gallery.entries) that a cheap look found, with that look's scores."""

    entry: int
    scores: Mapping[str, float]


class Gallery:
    """Coats that can be searched. Build with `Gallery.build`, keep with embeddings.gallery.save."""

    def __init__(
        self,
        entries: tuple[Entry, ...],
        marks: Mapping[tuple[Group, str], MarkIndex] | None = None,
    ) -> None:
        """marks: indexes by group and kind of mark that were kept with these very entries."""
        self.entries = entries
        self._groups = _grouped(entries)
        self._vectors = {
            group: Vectors([entries[row].features.embedding for row in rows])
            for group, rows in self._groups.items()
        }
        self._marks = dict(marks or {})

    @classmethod
    def build(cls, entries: Iterable[Entry]) -> "Gallery":
        """A gallery over the entries, whatever order they come in.

        Raises ValueError when embeddings of different networks are mixed.
        """
        ordered = tuple(sorted(entries, key=sorting))
        widths = {len(entry.features.embedding) for entry in ordered}
        if len(widths) > 1:
            raise ValueError(
                f"embeddings of {sorted(widths)} numbers in one gallery: describe all coats "
                "with one network"
            )
        return cls(ordered)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Coat id of each entry; a coat counts its id anew whenever it is asked."""
        return tuple(entry.id for entry in self.entries)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over what is in it: features, names and encounters."""
        return fingerprint(
            *(
                part.encode()
                for coat, entry in zip(self.ids, self.entries, strict=True)
                for part in (
                    coat,
                    entry.features.fingerprint,
                    entry.individual,
                    entry.encounter,
                )
            )
        )

    @cached_property
    def encounters(self) -> Array:
        """Encounter of each entry (n,), "" = none."""
        return np.array([entry.encounter for entry in self.entries], dtype=object)

    @cached_property
    def photos(self) -> Array:
        """Photo digest of each entry (n,)."""
        return np.array([entry.photo_sha for entry in self.entries], dtype=object)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """What each entry (n,) is evidence about: its animal, else its encounter, else itself.

        Names start with "=", unnamed encounters with "~", so that neither can pass for the other.
        """
        return tuple(_group_of(entry) for entry in self.entries)

    def members(self, allowed: Array) -> dict[str, Array]:
        """Allowed rows by group, groups in the order of their names."""
        members: dict[str, list[int]] = {}
        for row in np.flatnonzero(allowed).tolist():
            members.setdefault(self.groups[row], []).append(row)
        return {group: np.array(members[group], dtype=np.int64) for group in sorted(members)}

    def allowed(self, *, flank: Flank, species: str, apart: Apart) -> Array:
        """Which entries may be held against a query of this flank and species: bool (n,)."""
        allowed = np.zeros(len(self.entries), dtype=bool)
        for rows in self._comparable(flank, species).values():
            allowed[rows] = True
        if apart.photos:
            allowed &= ~np.isin(self.photos, sorted(apart.photos))
        named = sorted(apart.encounters - {""})
        if named:
            allowed &= ~np.isin(self.encounters, named)
        return allowed

    def cosines(self, features: Features, allowed: Array) -> Array:
        """Cosine of the query's embedding with each entry (n,); nan where it is not allowed.

        Beyond the size where `Vectors` approximates, only the nearest are exact.
        """
        cosine = np.full(len(self.entries), np.nan)
        for group, rows in self._groups.items():
            if allowed[rows].any():
                cosine[rows] = self._vectors[group].cosines(features.embedding)
        return np.where(allowed, cosine, np.nan)

    def votes(self, features: Features, allowed: Array) -> Array:
        """Votes of the query's marks for each entry (n,), all kinds of mark added.

        An animal's votes are the sum over its entries: see `embeddings.gallery.votes`.
        """
        given = np.zeros(len(self.entries))
        for kind, marks in sorted(features.marks.items()):
            if not len(marks.descriptors):
                continue
            found = [
                index.nearest(marks.descriptors[:VOTING], allowed)
                for group, rows in self._groups.items()
                if allowed[rows].any() and (index := self.mark_index(group, kind)) is not None
            ]
            if found:
                distance = np.concatenate([part[0] for part in found], axis=1)
                rows = np.concatenate([part[1] for part in found], axis=1)
                nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEIGHBOURS]
                given += votes(
                    np.take_along_axis(distance, nearest, axis=1),
                    np.take_along_axis(rows, nearest, axis=1),
                    self._animals,
                )
        return given

    def search(
        self,
        features: Features,
        *,
        flank: Flank,
        species: str = "",
        k: int = 10,
        exclude_photo: str = "",
        exclude_encounter: str = "",
    ) -> list[Near]:
        """The k nearest entries by embedding, best first, ties in the order of ids.

        Raises ValueError for k below one.
        """
        if k < 1:
            raise ValueError(f"the {k} nearest coats were asked for: ask for one or more")
        apart = Apart(
            frozenset({features.coat.photo, exclude_photo}), frozenset({exclude_encounter})
        )
        allowed = self.allowed(flank=flank, species=species, apart=apart)
        cosine = self.cosines(features, allowed)
        order = np.lexsort((np.arange(len(cosine)), -np.nan_to_num(cosine, nan=-2.0)))
        return [Near(int(row), {"cosine": float(cosine[row])}) for row in order[:k] if allowed[row]]

    def _comparable(self, flank: Flank, species: str) -> dict[Group, Array]:
        return {
            (name, side): rows
            for (name, side), rows in self._groups.items()
            if side.comparable(flank) and same_species(name, species)
        }

    @cached_property
    def _animals(self) -> Array:
        """Number of the group of each entry (n,)."""
        return np.unique(np.array(self.groups, dtype=np.str_), return_inverse=True)[1]

    @property
    def parts(self) -> tuple[Group, ...]:
        """Species and flanks that are searched apart, in the order of their names."""
        return tuple(self._groups)

    def mark_index(self, group: Group, kind: str) -> MarkIndex | None:
        """The marks of one group, put together when they are first asked for; None without any."""
        if (group, kind) not in self._marks:
            if not self.voting(group, kind):
                return None
            self._marks[group, kind] = self.build_index(group, kind)
        return self._marks[group, kind]

    def voting(self, group: Group, kind: str) -> int:
        """How many marks of one kind take part in the votes of one group."""
        counts = (
            count_of(self.entries[row].features.marks, kind) for row in self._groups[group].tolist()
        )
        return sum(min(count, VOTING) for count in counts)

    def build_index(self, group: Group, kind: str) -> MarkIndex:
        """The marks of one group put together anew. Raises ValueError without any."""
        rows = [
            row
            for row in self._groups[group].tolist()
            if count_of(self.entries[row].features.marks, kind)
        ]

        def strongest() -> Iterator[Array]:
            for row in rows:
                yield strongest_of(self.entries[row].features.marks, kind, VOTING)

        return MarkIndex.build(strongest, rows)


def sorting(entry: Entry) -> tuple[str, str, str]:
    """What decides an entry's place in a gallery."""
    return entry.id, entry.individual, entry.encounter


def _group_of(entry: Entry) -> str:
    if entry.individual:
        return f"={entry.individual}"
    return f"~{entry.encounter or entry.id}"


def _grouped(entries: tuple[Entry, ...]) -> dict[Group, Array]:
    """Entry rows by species and flank, groups in the order of their names."""
    groups: dict[Group, list[int]] = {}
    for row, entry in enumerate(entries):
        groups.setdefault((species_key(entry.species), entry.flank), []).append(row)
    return {group: np.array(groups[group], dtype=np.int64) for group in sorted(groups)}
