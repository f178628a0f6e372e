"""Check a detached CMS signature: is it over these bytes, and by the key of which certificate?

The few layers of RFC 5652 that a detached signature with one signer has are read here by hand,
because the library that makes such signatures does not check them; `openssl cms -verify` is the
second opinion.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

_SEQUENCE, _SET, _OCTETS, _OID, _INTEGER = 0x30, 0x31, 0x04, 0x06, 0x02
_CONTEXT_0 = 0xA0
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")  # 1.2.840.113549.1.9.4
_HASHES: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}


class SignatureRefused(ValueError):
    """A signature that does not hold; the message says in what way."""


@dataclass(frozen=True, slots=True)
class _Element:
    """One DER element: tag, its content, and the whole of it with its head."""

    tag: int
    content: bytes
    whole: bytes


@dataclass(frozen=True, slots=True)
class _SignerInfo:
    serial: int
    digest: hashes.HashAlgorithm
    attributes: _Element
    signature: bytes


def signer_of(signature: bytes, content: bytes) -> x509.Certificate:
    """The certificate whose key made this detached signature (DER) over exactly `content`.

    Whether that certificate deserves trust is not decided here. Raises SignatureRefused where the
    signature is no CMS, is over other bytes, or was made by another key.
    """
    try:
        info = _signer_info(signature)
        certificates = pkcs7.load_der_pkcs7_certificates(signature)
        said = _attribute(info.attributes, _MESSAGE_DIGEST)
    except (ValueError, IndexError, UnsupportedAlgorithm, x509.InvalidVersion) as broken:
        raise SignatureRefused(f"the signature file holds no CMS signature ({broken})") from broken
    found = hashlib.new(info.digest.name, content).digest()
    if not hmac.compare_digest(said, found):
        raise SignatureRefused("the signature is over other bytes than these")
    # RFC 5652, 5.4: what is signed is the attributes under the tag of a SET, not under theirs.
    signed = bytes([_SET]) + info.attributes.whole[1:]
    for certificate in certificates:
        if certificate.serial_number == info.serial:
            _check(certificate, info, signed)
            return certificate
    raise SignatureRefused("the signature does not carry its signer's certificate")


def _check(certificate: x509.Certificate, info: _SignerInfo, signed: bytes) -> None:
    try:
        key = certificate.public_key()
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(info.signature, signed, padding.PKCS1v15(), info.digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(info.signature, signed, ec.ECDSA(info.digest))
        else:
            raise UnsupportedAlgorithm("a key that is neither RSA nor an elliptic curve")
    except InvalidSignature as false:
        raise SignatureRefused("the signature was not made by its certificate's key") from false
    except (ValueError, UnsupportedAlgorithm) as broken:
        raise SignatureRefused(f"the signer's certificate cannot be read ({broken})") from broken


def _signer_info(signature: bytes) -> _SignerInfo:
    """ContentInfo, SignedData, SignerInfo (RFC 5652, sections 3, 5.1 and 5.3)."""
    content_info = list(_children(_only(signature)))
    signed_data = list(_children(_only(content_info[1].content)))
    signers = list(_children(signed_data[-1]))
    if signed_data[-1].tag != _SET or len(signers) != 1:
        raise ValueError(f"{len(signers)} signers where one is expected")
    fields = list(_children(signers[0]))
    issuer_and_serial = list(_children(fields[1]))
    algorithm = _first(_children(fields[2])).content
    if algorithm not in _HASHES:
        raise ValueError("a digest other than SHA-256, SHA-384 or SHA-512")
    if fields[3].tag != _CONTEXT_0 or fields[5].tag != _OCTETS:
        raise ValueError("no signed attributes")
    serial = int.from_bytes(issuer_and_serial[1].content, "big", signed=True)
    return _SignerInfo(serial, _HASHES[algorithm], fields[3], fields[5].content)


def _attribute(attributes: _Element, wanted: bytes) -> bytes:
    for attribute in _children(attributes):
        name, values = _children(attribute)
        if name.tag == _OID and name.content == wanted:
            return _first(_children(values)).content
    raise ValueError("no digest among the signed attributes")


def _only(encoded: bytes) -> _Element:
    return _first(_elements(encoded))


def _first(elements: Iterator[_Element]) -> _Element:
    for element in elements:
        return element
    raise ValueError("the file is empty where an element is expected")


def _children(element: _Element) -> Iterator[_Element]:
    return _elements(element.content)


def _elements(encoded: bytes) -> Iterator[_Element]:
    """DER elements one after the other (X.690, section 8.1), definite lengths only."""
    at = 0
    while at < len(encoded):
        tag, length, start = encoded[at], encoded[at + 1], at + 2
        if length == 0x80:
            raise ValueError("an indefinite length, which DER does not have")
        if length > 0x80:
            count = length & 0x7F
            length = int.from_bytes(encoded[start : start + count], "big")
            start += count
        end = start + length
        if end > len(encoded):
            raise ValueError("the file is cut off")
        yield _Element(tag, encoded[start:end], encoded[at:end])
        at = end
