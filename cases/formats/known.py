"""The published formats by name: how each is called and read. Tables of one's own go through a
mapping, camera-trap packages and folders of photos have verbs of their own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from cases.formats import (
    cites_totals,
    cites_trade,
    earthranger,
    earthranger_track,
    ftm,
    lemis,
    smart_connect,
    smart_patrol,
    smart_profiles,
)
from cases.reject import Reject
from cases.statement import Claim

__all__ = ["FORMATS", "Format"]

Read = Callable[..., Iterator[Claim | Reject]]


@dataclass(frozen=True, slots=True)
class Format:
    """One published format: name as in commands, title for people, `read(path, namespace=...)`."""

    name: str
    title: str
    read: Read

    def of(self, path: Path, namespace: str = "") -> Iterator[Claim | Reject]:
        """Claims and rejects of a file, in its order."""
        return self.read(path, namespace=namespace)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format("ftm", "FollowTheMoney, JSON lines", ftm.read),
            Format("cites-trade", "CITES Trade Database, shipments", cites_trade.read),
            Format("cites-totals", "CITES Trade Database, gross or net trade", cites_totals.read),
            Format("lemis", "LEMIS, declarations at US ports", lemis.read),
            Format("earthranger", "EarthRanger, JSON", earthranger.read),
            Format("earthranger-track", "EarthRanger, track CSV", earthranger_track.read),
            Format("smart-patrol", "SMART, patrols and incidents", smart_patrol.read),
            Format("smart-connect", "SMART Connect, GeoJSON", smart_connect.read),
            Format("smart-profiles", "SMART Profiles, tables", smart_profiles.read),
        )
    }
)
