"""The two groups with a vehicle, a passport, a journey, places, animals and awkward text."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cases.exports import Stamp
from cases.statement import Handling


@pytest.fixture
def everything(two_groups: Any) -> Any:
    """The two groups with a vehicle, a passport, a journey, places, animals and awkward text."""
    r = two_groups
    r.say("PER-1", "Person", birthDate="1980-02", gender="m", nationality="RU", note="=cmd|x\x0b",
          reference="case 7", vehicle="VEH-1", identification="IDN-1", residence="PLC-1",
          handling=Handling(2))  # fmt: skip
    r.say("VEH-1", "Vehicle", registrationNumber="А123ВС", country="Russia", keeper="PER-1")
    r.say("IDN-1", "Identification", number="70 05 123456", validTo="2027-03-04")
    r.say("IDN-2", "Identification", number="70 05 999999")
    r.say("PLC-1", "Place", name="Хасан", latitude="42.43", longitude="130.64", country="RU")
    r.say("PLC-2", "Place", name="Moon", latitude="131.0", longitude="43.0")
    r.say("JRN-1", "Journey", date="2026-02-09", traveller="PER-1", vehicle="VEH-1",
          origin="PLC-1")  # fmt: skip
    r.say("SK-1", "Specimen", name="skin 1", seizure="SZ-2026-001")
    r.say("STN-1", "Station", name="Upper Amba", latitude="43.21", longitude="131.37",
          uncertainty="30")  # fmt: skip
    return r


@pytest.fixture
def stamp() -> Stamp:
    """The words of a confidential, simulated export to a colleague."""
    return Stamp(
        "The skin from the border post",
        datetime(2026, 11, 21, 12, tzinfo=UTC),
        Handling(2, frozenset({"LORD"}), native="H2"),
        simulated=True,
        recipient="Market office",
        purpose="joint inquiry",
        authority="letter 18",
    )
