"""What is computed once for a coat and kept: embedding, marks, and the fingerprint of how.

The fingerprint covers the photo's bytes, the coat, the weights, the version of every step and the
runtime: same fingerprint, same features. A cache keyed by it can never hand out stale ones, and is
read without unpickling anything.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import cv2
import numpy as np

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region, crop_of, mask_of
from embeddings.coat.foreground import STEP as MASK_STEP
from embeddings.coat.segmentation import load_segmenter
from embeddings.marks import KINDS, LIMIT, Marks, find_marks
from embeddings.marks import STEP as MARKS_STEP
from embeddings.network import DEFAULT, RUNTIME, LocalNetwork, Network, load_local
from embeddings.network import load as load_network
from embeddings.photo import Array, Photo, fingerprint

__all__ = [
    "Describer",
    "FeatureCache",
    "Features",
    "FeaturesRefused",
    "fingerprint",
    "load",
    "save",
]

STEP = b"features-1"
_PARTS = ("points", "scale", "angle_deg", "descriptors")


class FeaturesRefused(ValueError):
    """A file that holds no features, or broken ones."""


@dataclass(frozen=True, slots=True)
class Features:
    """A coat as numbers: embedding unit float32 (d,), marks by kind, fingerprint (64 hex)."""

    coat: Coat
    embedding: Array
    marks: Mapping[str, Marks]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Describer:
    """Photo and coat to features, always by the same networks, kinds and limits."""

    network: Network
    local: LocalNetwork
    kinds: tuple[str, ...] = KINDS
    limit: int = LIMIT

    @classmethod
    def shipped(
        cls, network: str = DEFAULT, *, threads: int = 1, spinning: bool = False
    ) -> "Describer":
        """With the networks that ship, or the embedding `network` of a name or folder.

        Threads and spinning as in `embeddings.network`. Raises WeightsRefused.
        """
        return cls(
            load_network(network, threads=threads, spinning=spinning),
            load_local(threads=threads, spinning=spinning),
        )

    @property
    def version(self) -> str:
        """64 hex digits over weights, steps, parameters and runtime."""
        return fingerprint(
            STEP,
            MASK_STEP,
            load_segmenter().digest.encode(),
            MARKS_STEP,
            self.network.digest.encode(),
            self.local.digest.encode(),
            ",".join(self.kinds).encode(),
            str(self.limit).encode(),
            RUNTIME.encode(),
            f"opencv-{cv2.__version__}".encode(),
        )

    def fingerprint(self, coat: Coat) -> str:
        """The fingerprint that `describe` will give this coat: known without looking at a pixel."""
        return fingerprint(coat.photo.encode(), coat.id.encode(), self.version.encode())

    def describe(self, photo: Photo, coat: Coat) -> Features:
        """The features of a coat. Raises ValueError where the coat is of another photo."""
        crop, _ = crop_of(photo, coat.region)
        mask = mask_of(photo, coat)
        return Features(
            coat=coat,
            embedding=self.network.embed([(crop, mask)])[0],
            marks=find_marks(photo, coat, self.kinds, self.limit, self.local, mask),
            fingerprint=self.fingerprint(coat),
        )


def save(features: Features, path: Path) -> None:
    """Write features as .npz without pickle: to a temporary name beside `path`, then renamed."""
    arrays: dict[str, Array] = {"embedding": features.embedding}
    for kind, marks in features.marks.items():
        arrays |= {f"{kind}.{part}": getattr(marks, part) for part in _PARTS}
    head = {
        "coat": asdict(features.coat),
        "kinds": list(features.marks),
        "fingerprint": features.fingerprint,
    }
    arrays["head"] = np.frombuffer(json.dumps(head, sort_keys=True).encode(), np.uint8)
    packed = BytesIO()
    np.savez(packed, allow_pickle=False, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(packed.getbuffer())
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def load(path: Path) -> Features:
    """Features from a file that `save` wrote.

    Raises FeaturesRefused where it is broken, FileNotFoundError where it is absent.
    """
    try:
        with np.load(path, allow_pickle=False) as held:
            head = json.loads(held["head"].tobytes())
            marks = {
                kind: Marks(**{part: held[f"{kind}.{part}"] for part in _PARTS}, kind=kind)
                for kind in head["kinds"]
            }
            embedding = held["embedding"]
        return Features(_coat(head["coat"]), embedding, marks, head["fingerprint"])
    except FileNotFoundError:
        raise
    except (OSError, ValueError, LookupError, TypeError, BadZipFile, EOFError) as broken:
        raise FeaturesRefused(f"{path} holds no features ({broken}): delete it") from broken


class FeatureCache:
    """A folder of features by fingerprint; several processes may read and fill it at once."""

    def __init__(self, folder: Path) -> None:
        """`folder` is created when the first features come."""
        self._folder = folder

    def path(self, key: str) -> Path:
        """Where features of a fingerprint (64 hex) lie. Raises ValueError for anything else."""
        if len(key) != 64 or set(key) - set("0123456789abcdef"):
            raise ValueError(f"{key!r} is no fingerprint of 64 hex digits")
        return self._folder / key[:2] / f"{key}.npz"

    def get(self, key: str) -> Features | None:
        """The features of a fingerprint, or None where there are none or the file is broken."""
        try:
            found = load(self.path(key))
        except (FileNotFoundError, FeaturesRefused):
            return None
        return found if found.fingerprint == key else None

    def put(self, features: Features) -> None:
        """Keep features under their own fingerprint. Raises OSError where the disk refuses."""
        save(features, self.path(features.fingerprint))


def _coat(held: dict[str, object]) -> Coat:
    region, quality = dict(held["region"]), dict(held["quality"])  # type: ignore[call-overload]
    corners = region.pop("polygon")
    polygon = tuple((float(x), float(y)) for x, y in corners) if corners else None
    grade, reasons = QualityGrade(quality.pop("grade")), tuple(quality.pop("reasons"))
    return Coat(
        photo=str(held["photo"]),
        region=Region(**region, polygon=polygon),
        flank=Flank(str(held["flank"])),
        species=str(held["species"]),
        kind=Kind(str(held["kind"])),
        quality=Quality(grade=grade, reasons=reasons, **quality),
        fixed_by=dict(held["fixed_by"]),  # type: ignore[call-overload]
    )
