"""How far and how long an incident of a kind reaches: who may have heard, lost or met whom.

A shot is heard three kilometres off and remembered to the day; a camera is found destroyed weeks
later; a skin turns up in a market half a year on. Every figure can be set for a project, and every
coincidence is told with the figures it was found with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SKIN, OTHER = "skin", "other"


@dataclass(frozen=True, slots=True)
class Kernel:
    """Kilometres around an animal's stations, and days outside its window, within which it counts.

    Raises ValueError for a reach that is none.
    """

    km: float
    days: int

    def __post_init__(self) -> None:
        if not (0.0 < self.km <= 20_037.0 and 0 <= self.days <= 36_500):
            raise ValueError(f"{self.km} km and {self.days} days are no reach")


Kernels = Mapping[str, Kernel]

KERNELS: Kernels = MappingProxyType(
    {
        "shot": Kernel(3.0, 2),
        "tracks": Kernel(5.0, 7),
        "snare": Kernel(5.0, 30),
        "camera destroyed": Kernel(10.0, 14),
        "prey poaching": Kernel(5.0, 14),
        "carcass": Kernel(10.0, 90),
        "camp": Kernel(5.0, 14),
        "helicopter": Kernel(10.0, 2),
        "night light": Kernel(5.0, 2),
        "vehicle": Kernel(5.0, 2),
        OTHER: Kernel(5.0, 7),
        SKIN: Kernel(300.0, 180),
    }
)

# A type is what its first fitting word says; "camera" before "destroyed", "light" before "night".
_WORDS = (
    ("camera destroyed", ("camera", "камер", "相机", "máy ảnh", "bẫy ảnh")),
    ("shot", ("shot", "gunfire", "gunshot", "выстрел", "стрельб", "枪声", "tiếng súng")),
    ("snare", ("snare", "trap", "noose", "петл", "капкан", "套", "bẫy")),
    ("carcass", ("carcass", "remains", "туша", "останк", "尸体", "xác")),
    ("prey poaching", ("poach", "браконьер", "prey", "偷猎", "săn trộm")),
    ("tracks", ("track", "footprint", "след", "脚印", "dấu chân")),
    ("camp", ("camp", "лагер", "стоянк", "营地", "lán")),
    ("helicopter", ("helicopter", "вертол", "直升机", "trực thăng")),
    ("night light", ("light", "spotlight", "свет", "фар", "灯光", "đèn")),
    ("vehicle", ("vehicle", "car", "snowmobile", "машин", "автомоб", "снегоход", "车辆", "xe")),
)


def kind_of(written: str) -> str:
    """The kind of an incident from its type as written in any of our languages."""
    text = written.casefold()
    for kind, words in _WORDS:
        for word in words:
            # A Latin word counts from its beginning: a "scar" is no car.
            if re.search(rf"\b{word}" if word.isascii() else re.escape(word), text):
                return kind
    return OTHER


def with_reach(written: Mapping[str, tuple[float, int]]) -> Kernels:
    """Our kernels with some set otherwise. Raises ValueError for an unknown kind or no reach."""
    unknown = sorted(set(written) - set(KERNELS))
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no kind of incident; there are "
                         f"{', '.join(KERNELS)}")  # fmt: skip
    return MappingProxyType(
        {**KERNELS, **{kind: Kernel(*reach) for kind, reach in written.items()}}
    )


def further(kernels: Kernels, km: float) -> Kernels:
    """Every reach longer by so many kilometres, where places are known no better than that."""
    return MappingProxyType(
        {kind: Kernel(reach.km + km, reach.days) for kind, reach in kernels.items()}
    )
