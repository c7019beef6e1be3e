"""An authority in, certificates with one fault each out."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a certificate says; the faults are the deviations from what stands here."""

    name: str = "news.example"
    alternatives: Sequence[str] = ("news.example",)
    begins: timedelta = -DAY
    ends: timedelta = 30 * DAY
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH
    authority: bool = False
    key: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    key: Key
    certificate: x509.Certificate

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def issue(wanted: Wanted, by: Issued | None = None) -> Issued:
    """A certificate signed by another's key, or by its own."""
    key = wanted.key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wanted.name)])
    now = datetime.now(UTC)
    making = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + wanted.begins)
        .not_valid_after(now + wanted.ends)
        .add_extension(x509.BasicConstraints(ca=wanted.authority, path_length=None), critical=True)
    )
    if not wanted.authority:
        making = making.add_extension(x509.ExtendedKeyUsage([wanted.usage]), critical=False)
    if wanted.alternatives:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in wanted.alternatives])
        making = making.add_extension(names, critical=False)
    return Issued(key=key, certificate=making.sign(by.key if by else key, hashes.SHA256()))


def authority(name: str) -> Issued:
    return issue(Wanted(name=name, alternatives=(), authority=True))


def served(issued: Issued, folder: Path, chain: Sequence[Issued] = ()) -> ssl.SSLContext:
    """What a server shows; its file is written to the folder, where it is read at once."""
    file = folder / f"{issued.certificate.serial_number}.pem"
    secret = issued.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + issued.pem() + b"".join(one.pem() for one in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(file)
    return context
