"""The legs of a seized shipment's way as trade tables tell it: origin, export, destination."""

from collections.abc import Iterator, Mapping

from cases.formats.telling import Telling
from cases.statement import Claim, Ref

__all__ = ["trade_legs"]

_ROLES = (("origin", "origin"), ("exporter", "export"), ("importer", "destination"))


def trade_legs(told: Telling, countries: Mapping[str, str]) -> Iterator[Claim]:
    """A leg for each party that is a country. countries: origin, exporter, importer -> code.

    told: of the seizure. Nobody confirmed these legs and nobody doubted them: unstated.
    """
    for order, (party, role) in enumerate(_ROLES, 1):
        if code := countries.get(party):
            seizure = told.subject
            leg = told.about(Ref("RouteLeg", seizure.namespace, f"{seizure.key} / {role}"))
            yield leg.say("seizure", seizure)
            yield leg.say("role", role)
            yield leg.say("order", str(order))
            yield leg.say("placeName", code)
            yield leg.say("country", code)
            yield leg.say("legStatus", "unstated")
