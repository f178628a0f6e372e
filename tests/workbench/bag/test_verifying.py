"""Whatever happens to a bag after packing is found and named."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InternalError
from cryptography.hazmat.bindings._rust import test_support
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from workbench.bag.packing import write_bag
from workbench.bag.paths import BagRefused
from workbench.bag.signature import read_signer, sign
from workbench.bag.signature_reading import SignatureRefused, signer_of
from workbench.bag.verifying import ProblemKind, verify

MANIFESTS = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
KEYS = {
    "rsa": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
}


def write_key(folder, name, key, password=None):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Лаборатория {name}")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    how = (
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption()
    )
    key_path, certificate_path = folder / f"{name}.key", folder / f"{name}.pem"
    key_path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how)
    )
    certificate_path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_path, certificate_path


@pytest.fixture
def bag(make_case, tmp_path):
    return write_bag(make_case(), tmp_path / "bag")


@pytest.fixture(params=sorted(KEYS))
def signed(request, make_case, tmp_path):
    key, certificate = write_key(tmp_path, "lab", KEYS[request.param]())
    signer = read_signer(key, certificate)
    return write_bag(make_case(), tmp_path / "bag", sign_with=signer), certificate


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_fresh_bag_holds(bag):
    found = verify(bag)
    assert found.ok
    listed = [len((bag / m).read_text("utf-8").splitlines()) for m in MANIFESTS]
    assert found.files == sum(listed)
    assert found.signed_by is None


def test_one_changed_byte_in_any_file_is_found_and_named(bag):
    for path in sorted(p for p in bag.rglob("*") if p.is_file()):
        before = path.read_bytes()
        flip(path)
        found = verify(bag)
        name = path.relative_to(bag).as_posix()
        assert not found.ok, name
        if name.startswith("data/"):
            assert [(p.file, p.kind) for p in found.problems] == [(name, ProblemKind.CHANGED)]
        path.write_bytes(before)
    assert verify(bag).ok


def test_a_missing_file_is_named(bag):
    (bag / "data/report/report.pdf").unlink()
    (problem,) = verify(bag).problems
    assert problem.kind is ProblemKind.MISSING
    assert "data/report/report.pdf is listed but not in the bag" in problem.sentence


@pytest.mark.parametrize("name", ["data/exhibits/extra.jpg", "note.txt", "data/x/y/z.txt"])
def test_an_added_file_is_named(bag, name):
    (bag / name).parent.mkdir(parents=True, exist_ok=True)
    (bag / name).write_text("slipped in")
    (problem,) = verify(bag).problems
    assert (problem.file, problem.kind) == (name, ProblemKind.ADDED)


def test_a_link_is_no_file_of_a_bag(bag):
    (bag / "data/link").symlink_to("/etc/hostname")
    assert any(p.file == "data/link" and p.kind is ProblemKind.ADDED for p in verify(bag).problems)


def test_a_moved_manifest_line_cannot_lead_out_of_the_bag(bag):
    manifest = bag / "manifest-sha256.txt"
    manifest.write_text(manifest.read_text("utf-8") + "0" * 64 + "  ../../etc/passwd\n", "utf-8")
    sentences = " ".join(p.sentence for p in verify(bag).problems)
    assert "lies outside the bag" in sentences


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_bag_without_its_manifest_is_no_whole_bag(bag, name):
    (bag / name).unlink()
    assert any(name in p.sentence for p in verify(bag).problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [(b"\xff\xfe", "no UTF-8"), (b"hello\n", "line 1 is no digest"), (b"%s  a\n%s  a\n", "second")],
)
def test_a_manifest_that_is_none_is_told(bag, text, words):
    text = text.replace(b"%s", b"0" * 64)
    (bag / "manifest-sha256.txt").write_bytes(text)
    assert any(words in p.sentence for p in verify(bag).problems)


def test_what_is_no_folder_is_refused(tmp_path):
    with pytest.raises(BagRefused, match="no folder"):
        verify(tmp_path / "nowhere")


def test_a_signed_bag_names_its_signer(signed):
    bag, certificate = signed
    found = verify(bag)
    assert found.ok
    assert "Лаборатория lab" in found.signed_by
    assert found.trusted is None
    assert verify(bag, trusted=certificate).trusted is True


def openssl_confirms(bag, certificate):
    """What OpenSSL says: its own program where there is one, else the copy in `cryptography`."""
    if shutil.which("openssl"):
        command = [
            *("openssl", "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any"),
            *("-CAfile", str(certificate), "-in", "tagmanifest-sha256.txt.p7s"),
            *("-content", "tagmanifest-sha256.txt", "-out", "/dev/null"),
        ]
        return subprocess.run(command, cwd=bag, capture_output=True).returncode == 0
    try:
        test_support.pkcs7_verify(
            serialization.Encoding.DER,
            (bag / "tagmanifest-sha256.txt.p7s").read_bytes(),
            (bag / "tagmanifest-sha256.txt").read_bytes(),
            [x509.load_pem_x509_certificate(certificate.read_bytes())],
            [pkcs7.PKCS7Options.Binary],
        )
    except (ValueError, InternalError):
        return False
    return True


@pytest.mark.parametrize("program", ["openssl", "its copy in cryptography"])
def test_openssl_confirms_our_signature(signed, monkeypatch, program):
    bag, certificate = signed
    if program != "openssl":
        monkeypatch.setattr(shutil, "which", lambda name: None)
    assert openssl_confirms(bag, certificate)
    flip(bag / "tagmanifest-sha256.txt")
    assert not openssl_confirms(bag, certificate)


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_we_confirm_the_signature_of_openssl(kind):
    """Made once by `openssl cms -sign -binary -outform DER -md sha256` over the two lines below."""
    content = b"some lines\r\nas they are\n"
    signature = (Path(__file__).parent / "signed-by-openssl" / f"{kind}.p7s").read_bytes()
    assert signer_of(signature, content).subject.rfc4514_string() == f"CN=Lab {kind}"
    with pytest.raises(SignatureRefused, match="over other bytes"):
        signer_of(signature, content + b"x")


def test_rewriting_all_manifests_is_found_by_the_signature(signed):
    """Whoever changes a file and all digests with it still lacks the key."""
    bag, _ = signed
    report = bag / "data/report/report.pdf"
    flip(report)
    for name in MANIFESTS:
        covered = [line.split("  ", 1)[1] for line in (bag / name).read_text("utf-8").splitlines()]
        done = subprocess.run(["sha256sum", *covered], cwd=bag, capture_output=True, check=True)
        (bag / name).write_bytes(done.stdout)
    (problem,) = verify(bag).problems
    assert problem.kind is ProblemKind.SIGNATURE
    assert "other bytes" in problem.sentence


@pytest.mark.parametrize("kind", sorted(KEYS))
def test_a_signature_by_another_key_under_a_known_certificate_is_refused(tmp_path, kind):
    key, certificate = write_key(tmp_path, "lab", KEYS[kind]())
    honest = read_signer(key, certificate)
    forger = replace(honest, key=KEYS[kind]())
    assert signer_of(sign(b"lines", honest), b"lines") == honest.certificate
    with pytest.raises(SignatureRefused, match="not made by its certificate's key"):
        signer_of(sign(b"lines", forger), b"lines")


def test_every_byte_of_a_signature_matters_or_changes_nothing_said(tmp_path):
    """A flipped byte is refused, or lies in the certificate's own copy and leaves the key."""
    key, certificate = write_key(tmp_path, "lab", KEYS["ec"]())
    signer = read_signer(key, certificate)
    signature, content = sign(b"lines", signer), b"lines"
    expected = signer.certificate.public_key()
    for index in range(len(signature)):
        changed = bytearray(signature)
        changed[index] ^= 1
        try:
            assert signer_of(bytes(changed), content).public_key() == expected
        except SignatureRefused:
            continue


@pytest.mark.parametrize(
    "junk", [b"", b"0", b"\x30\x80\x00\x00", b"hello" * 50, b"\x30\x03\x02\x01\x01"]
)
def test_what_is_no_signature_is_refused(junk):
    with pytest.raises(SignatureRefused, match="no CMS signature"):
        signer_of(junk, b"lines")


def test_a_signature_by_someone_else_is_told(signed, tmp_path):
    bag, _ = signed
    _, other = write_key(tmp_path, "other", KEYS["ec"]())
    found = verify(bag, trusted=other)
    assert found.trusted is False
    assert "not the trusted one" in found.problems[0].sentence


def test_a_missing_signature_is_told_where_one_is_expected(bag, tmp_path):
    _, certificate = write_key(tmp_path, "lab", KEYS["ec"]())
    assert "not signed" in verify(bag, trusted=certificate).problems[0].sentence


def test_keys_are_read_and_refused_with_a_sentence(tmp_path):
    key, certificate = write_key(tmp_path, "lab", KEYS["ec"](), password=b"long enough")
    assert read_signer(key, certificate, b"long enough").name.endswith("lab")
    _, other = write_key(tmp_path, "other", KEYS["ec"]())
    third, third_certificate = write_key(tmp_path, "third", ed25519.Ed25519PrivateKey.generate())
    for arguments, words in (
        ((key, certificate, b"wrong"), "password is wrong"),
        ((key, certificate), "password is wrong"),
        ((key, other, b"long enough"), "belongs to another key"),
        ((tmp_path / "gone", certificate), "cannot be read"),
        ((certificate, certificate), "no PEM key"),
        ((third, third_certificate), "neither an RSA nor"),
    ):
        with pytest.raises(BagRefused, match=words):
            read_signer(*arguments)


def test_a_key_is_never_printed(tmp_path):
    key, certificate = write_key(tmp_path, "lab", KEYS["ec"]())
    assert "key=" not in repr(read_signer(key, certificate))
