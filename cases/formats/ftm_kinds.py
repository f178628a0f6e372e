"""Which kind of ours a schema of FollowTheMoney becomes, and which link an edge of it is.

Names of schemata and properties as FollowTheMoney publishes them. A schema that stands nowhere here
becomes a document with all its properties: kept, found by search, and no part of the network.
"""

from cases.model import SCHEMATA

__all__ = [
    "EDGES",
    "EVENT_EDGES",
    "EVENT_KINDS",
    "LINKED",
    "PROPERTIES",
    "kind_of",
    "role_in",
]

_KINDS = {
    "Person": "Person",
    "Organization": "Organization", "Company": "Organization", "PublicBody": "Organization",
    "LegalEntity": "Organization", "Position": "Organization", "Project": "Organization",
    "Vehicle": "Vehicle", "Vessel": "Vehicle", "Airplane": "Vehicle",
    "BankAccount": "BankAccount", "UserAccount": "UserAccount", "CryptoWallet": "CryptoWallet",
    "Address": "Place",
    "Identification": "Identification", "Passport": "Identification",
    "Asset": "Asset", "RealEstate": "Asset", "Security": "Asset", "Thing": "Asset",
    "License": "Asset", "Contract": "Asset",
    "CourtCase": "CourtCase",
    "Event": "Incident", "Trip": "Journey",
    "Image": "Document", "Document": "Document",
}  # fmt: skip

# Edge schema: the property of its beginning, of its end, and our link between the two.
EDGES = {
    "Ownership": ("owner", "asset", "owns"),
    "Directorship": ("director", "organization", "directorOf"),
    "Membership": ("member", "organization", "memberOf"),
    "Employment": ("employee", "employer", "employer"),
    "Family": ("person", "relative", "relative"),
    "Associate": ("person", "associate", "associate"),
    "UnknownLink": ("subject", "object", "linkedTo"),
    "Representation": ("agent", "client", "represents"),
    "Succession": ("predecessor", "successor", "succeededBy"),
    "Debt": ("debtor", "creditor", "owes"),
    "Occupancy": ("holder", "post", "memberOf"),
    "ProjectParticipant": ("participant", "project", "participatesIn"),
    "CourtCaseParty": ("party", "case", "participatesIn"),
    "Documentation": ("entity", "document", "documentedBy"),
    "ContractAward": ("supplier", "contract", "participatesIn"),
}

# Edges that happen at a moment: they are an event as well as a link.
EVENT_EDGES = {
    "Payment": ("payer", "beneficiary"),
    "Call": ("caller", "receiver"),
}
EVENT_KINDS = {
    "Payment": ("Payment", ("payer", "beneficiary")),
    "Call": ("Contact", ("caller", "receiver")),
}
_EVENT_LINKS = {"Payment": "paid", "Call": "contacted"}

# Properties of things whose value is another entity, where our word differs.
LINKED = {
    "involved": "person",
    "organizer": "organization",
    "addressEntity": "residence",
    "location": "place",
    "startLocation": "origin",
    "endLocation": "destination",
    "parent": "memberOf",
}

PROPERTIES = {
    "Person": {"position": "occupation", "notes": "note", "sourceUrl": "reference"},
    "Organization": {"notes": "note", "sourceUrl": "reference", "mainCountry": "country"},
    "Vehicle": {"notes": "note", "sourceUrl": "reference"},
    "Place": {"full": "name", "notes": "note"},
    "BankAccount": {"bankName": "bank"},
    "UserAccount": {"phoneNumber": "phone"},
    "Identification": {"startDate": "validFrom", "endDate": "validTo"},
    "Incident": {"notes": "note", "sourceUrl": "reference"},
    "Journey": {"startDate": "start", "endDate": "end"},
    "Document": {"title": "name", "contentHash": "digest"},
}  # fmt: skip


def kind_of(schema: str) -> str | None:
    """Our kind for a schema of FollowTheMoney; None for edges, a document for what we lack."""
    if schema in EDGES or schema in EVENT_EDGES:
        return None
    return _KINDS.get(schema, "Document")


def role_in(schema: str, kind: str, role: str) -> str:
    """Our link for an edge that starts at an entity of this kind.

    An UnknownLink whose role is one of our own links (as our own export writes it) is that link.
    """
    if schema in _EVENT_LINKS:
        return _EVENT_LINKS[schema]
    if schema == "UnknownLink":
        known = SCHEMATA[kind].properties.get(role)
        return role if known is not None and known.is_edge else "linkedTo"
    return EDGES[schema][2]
