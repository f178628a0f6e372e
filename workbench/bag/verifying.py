"""Whether a bag is still what was packed: every file there, none changed, none added, and signed.

The answer names files, because "the bag is broken" helps nobody in court. It needs nothing but the
bag: the manifests carry the digests of the content, the tag manifest those of the manifests, the
signature (if there is one) covers the tag manifest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from workbench.bag import manifests
from workbench.bag.paths import BagRefused, inside
from workbench.bag.signature_reading import SignatureRefused, signer_of


class ProblemKind(StrEnum):
    """In what way a bag is not what was packed."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MANIFEST = "manifest"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the file inside the bag, in what way, and a sentence."""

    file: str
    kind: ProblemKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer: problems (none: the bag holds), number of files checked, who signed.

    signed_by is the subject of the signing certificate, None where there is no valid signature;
    trusted is None where nobody said whom to trust.
    """

    problems: tuple[Problem, ...]
    files: int
    signed_by: str | None = None
    trusted: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(bag: Path, *, trusted: Path | None = None) -> Verification:
    """Check every file of a bag against its manifests, and its signature if it has one.

    trusted: a PEM certificate; the bag must then be signed by exactly that certificate. Raises
    BagRefused where `bag` is no folder.
    """
    if not bag.is_dir():
        raise BagRefused(f"{bag} is no folder: name the bag's own folder (unpack it first)")
    problems: list[Problem] = []
    listed: dict[str, str] = {}
    for name in (manifests.MANIFEST, manifests.TAG_MANIFEST):
        try:
            listed |= manifests.read_manifest(bag / name)
        except BagRefused as refused:
            problems.append(Problem(name, ProblemKind.MANIFEST, str(refused)))
    problems += _wrong_files(bag, listed)
    if (bag / manifests.MANIFEST).is_file() and (bag / manifests.TAG_MANIFEST).is_file():
        problems += _unlisted(bag, listed)
    signed_by, is_trusted, about_signature = _signature(bag, trusted)
    problems += about_signature
    return Verification(tuple(problems), len(listed), signed_by, is_trusted)


def _wrong_files(bag: Path, listed: dict[str, str]) -> Iterator[Problem]:
    for name, digest in sorted(listed.items()):
        try:
            found = manifests.file_digest(inside(bag, name))
        except BagRefused as refused:
            yield Problem(name, ProblemKind.MANIFEST, str(refused))
        except FileNotFoundError:
            yield Problem(name, ProblemKind.MISSING, f"{name} is listed but not in the bag")
        except OSError as unreadable:
            why = unreadable.strerror or str(unreadable)
            yield Problem(name, ProblemKind.MISSING, f"{name} cannot be read: {why}")
        else:
            if found != digest:
                sentence = f"{name} was changed: SHA-256 {found[:12]}, packed as {digest[:12]}"
                yield Problem(name, ProblemKind.CHANGED, sentence)


def _unlisted(bag: Path, listed: dict[str, str]) -> Iterator[Problem]:
    free = {manifests.TAG_MANIFEST, manifests.SIGNATURE}
    for path in sorted(bag.rglob("*")):
        name = path.relative_to(bag).as_posix()
        if path.is_symlink():
            yield Problem(name, ProblemKind.ADDED, f"{name} is a link, which no bag of ours holds")
        elif path.is_file() and name not in listed and name not in free:
            yield Problem(name, ProblemKind.ADDED, f"{name} is in the bag but in no manifest")


def _signature(bag: Path, trusted: Path | None) -> tuple[str | None, bool | None, list[Problem]]:
    path = bag / manifests.SIGNATURE
    if not path.is_file():
        missing = Problem(
            manifests.SIGNATURE, ProblemKind.SIGNATURE, "the bag is not signed, though it should be"
        )
        return None, None if trusted is None else False, [missing] if trusted else []
    try:
        certificate = signer_of(path.read_bytes(), (bag / manifests.TAG_MANIFEST).read_bytes())
        wanted = x509.load_pem_x509_certificate(trusted.read_bytes()) if trusted else None
    except (SignatureRefused, ValueError, OSError) as refused:
        return None, None, [Problem(manifests.SIGNATURE, ProblemKind.SIGNATURE, str(refused))]
    name = certificate.subject.rfc4514_string()
    if wanted is None:
        return name, None, []
    if certificate.public_bytes(Encoding.DER) == wanted.public_bytes(Encoding.DER):
        return name, True, []
    sentence = f"signed by {name}, whose certificate is not the trusted one"
    return name, False, [Problem(manifests.SIGNATURE, ProblemKind.SIGNATURE, sentence)]
