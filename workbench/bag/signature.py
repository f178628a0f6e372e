"""A detached signature over a bag: who vouches for the whole of it.

CMS (RFC 5652) as DER over tagmanifest-sha256.txt, whose digests cover all else, so that

    openssl cms -verify -inform DER -binary -in tagmanifest-sha256.txt.p7s \\
        -content tagmanifest-sha256.txt -CAfile CERTIFICATE -purpose any

confirms it without this program. Whether the certificate may be trusted is decided by whoever
checks: without a certificate named as trusted, the signer is reported and no more.
"""

from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from workbench.bag.paths import BagRefused

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key (RSA or elliptic curve) and its certificate; the key is never printed."""

    certificate: x509.Certificate
    key: PrivateKey = field(repr=False)

    @property
    def name(self) -> str:
        """The subject of the certificate, as RFC 4514 writes it."""
        return self.certificate.subject.rfc4514_string()


def read_signer(key: Path, certificate: Path, password: bytes | None = None) -> Signer:
    """A signer from two PEM files.

    Raises BagRefused where one cannot be read, the password is wrong, or they do not belong
    together.
    """
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), password)
        signed = x509.load_pem_x509_certificate(certificate.read_bytes())
    except OSError as gone:
        raise BagRefused(f"{gone.filename} cannot be read: {gone.strerror}") from gone
    except (ValueError, TypeError) as broken:
        raise BagRefused(
            f"{key.name} or {certificate.name} is no PEM key and certificate, or the password is "
            f"wrong ({broken})"
        ) from broken
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise BagRefused(f"{key.name} is neither an RSA nor an elliptic curve key: use one of them")
    if private.public_key() != signed.public_key():
        raise BagRefused(f"{certificate.name} belongs to another key than {key.name}")
    return Signer(signed, private)


def sign(content: bytes, signer: Signer) -> bytes:
    """The detached CMS signature (DER) over `content`, bytes as they are."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(serialization.Encoding.DER, options)
