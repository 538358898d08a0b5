"""A certificate for https on this computer, which Excel asks of an add-in.

An authority made for it signs it and nothing else: the authority's key is never written, and its name is good for this
computer's own names alone. So whoever trusts it trusts one certificate, whose key stays in the user's folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from alamo_xl.beside import beside, write_beside

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as Key

VALID = timedelta(days=397)  # browsers refuse longer ones
RENEWED = timedelta(days=14)
COMMON_NAME = "alamo-xl on this computer"
HOST, ADDRESSES, NETWORKS = "localhost", ("127.0.0.1", "::1"), ("127.0.0.0/8", "::1/128")


@dataclass(frozen=True)
class Certificate:
    """The files of a certificate: the authority to trust, what the server shows, its key; and whether it is new."""

    authority: Path
    chain: Path
    key: Path
    is_new: bool


def default_folder() -> Path:
    """Where a user's certificate is kept."""
    return Path.home() / ".alamo-xl" / "server"


def for_this_computer(folder: Path, now: datetime) -> Certificate:
    """The certificate in a folder, made anew where there is none whole or it ends within a fortnight."""
    authority, chain, key = (folder / name for name in ("authority.crt", "certificate.pem", "key.pem"))
    if _holds(chain, key, now) and authority.exists():
        return Certificate(authority, chain, key, is_new=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    made, signed, secret = _made(now)
    with beside(key) as part, os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    write_beside(chain, signed + made)
    write_beside(authority, made)
    return Certificate(authority, chain, key, is_new=True)


def _holds(chain: Path, key: Path, now: datetime) -> bool:
    """Whether the certificate is there, belongs to the key and lasts."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        shown = x509.load_pem_x509_certificate(chain.read_bytes())
        held = load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError):
        return False
    return shown.public_key() == held.public_key() and now + RENEWED < shown.not_valid_after_utc


def _made(now: datetime) -> tuple[bytes, bytes, bytes]:
    """An authority, a certificate that it has signed, and the certificate's key, as PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    signing, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    names = [x509.DNSName(HOST), *(x509.IPAddress(ip_address(address)) for address in ADDRESSES)]
    allowed = [x509.DNSName(HOST), *(x509.IPAddress(ip_network(network)) for network in NETWORKS)]
    authority = _signed(
        (COMMON_NAME, signing),
        (COMMON_NAME, signing),
        now,
        [
            (x509.BasicConstraints(ca=True, path_length=0), True),
            (x509.NameConstraints(allowed, None), True),
            (_usage(key_cert_sign=True), True),
        ],
    )
    certificate = _signed(
        (HOST, own),
        (COMMON_NAME, signing),
        now,
        [
            (x509.BasicConstraints(ca=False, path_length=None), True),
            (x509.SubjectAlternativeName(names), False),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
            (_usage(digital_signature=True), True),
        ],
    )
    encoding = serialization.Encoding.PEM
    secret = own.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return authority.public_bytes(encoding), certificate.public_bytes(encoding), secret


def _signed(
    subject: tuple[str, Key], issuer: tuple[str, Key], now: datetime, extensions: list[tuple[x509.ExtensionType, bool]]
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(subject[0]))
        .issuer_name(_named(issuer[0]))
        .public_key(subject[1].public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(subject[1].public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer[1].public_key()), critical=False)
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer[1], SHA256())


def _named(name: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
