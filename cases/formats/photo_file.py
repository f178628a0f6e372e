"""A photo that a format found: which file is to be kept, and under which name it is spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["Item", "PhotoFile"]


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One photo of a package. path: None where the package names a photo but does not hold it.

    ref: the subject of the claims beside it. media: what the package says of the file itself
    (address, media type, public), as text.
    """

    path: Path | None
    ref: Ref
    name: str
    media: Mapping[str, str] = field(default_factory=dict)


# What every format yields, in the order of the file.
Item: TypeAlias = Claim | Reject | PhotoFile
