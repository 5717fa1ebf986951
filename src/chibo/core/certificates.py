"""A certificate of the office's own, for phones and browsers in its network.

Made once in the folder of keys: an authority that can vouch for the names of this machine and for
nothing else (name constraints, only for servers), and with it the server's certificate, made anew
before it ends or when a name came or went. Phones install the authority once.
"""

import os
import secrets
import socket
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chibo.core.errors import Refused

Address = IPv4Address | IPv6Address
AUTHORITY_YEARS = 10
SERVER_DAYS = 397
"""Browsers refuse certificates of servers that hold for much longer."""
RENEWED_BEFORE = timedelta(days=30)
_BEFORE = timedelta(days=1)
"""Clocks of phones differ."""
_SERVERS_ONLY = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])


class BadCertificate(Refused):
    """The certificate or its key cannot be used."""

    code = "bad_certificate"


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, each in a file."""

    file: Path
    key: Path


@dataclass(frozen=True)
class Office:
    """The folder of the office's authority and of the server's certificate made with it."""

    folder: Path

    @property
    def authority(self) -> Certificate:
        """What vouches."""
        return Certificate(self.folder / "authority.crt", self.folder / "authority.key")

    @property
    def server(self) -> Certificate:
        """What is shown to browsers."""
        return Certificate(self.folder / "server.crt", self.folder / "server.key")

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the authority as phones show it: AB:CD:…"""
        digest = sha256(authority_file(self)).hexdigest().upper()
        return ":".join(digest[at : at + 2] for at in range(0, len(digest), 2))


def authority_file(office: Office) -> bytes:
    """The authority as phones install it (DER)."""
    return _read(office.authority.file).public_bytes(serialization.Encoding.DER)


def names_here(hosts: Iterable[str]) -> tuple[str, ...]:
    """The names a certificate is for: those of CHIBO_HOSTS, and the machine's own, in order."""
    own = socket.gethostname().lower()
    found = [*(host.strip().strip("[]").lower().lstrip(".") for host in hosts), own]
    if own.isascii() and "." not in own:
        found.append(f"{own}.local")
    found += ["localhost", "127.0.0.1", "::1", *_own_addresses(own)]
    return tuple(dict.fromkeys(name for name in found if name and name != "*"))


def make_certificate(office: Office, names: Sequence[str], now: datetime) -> tuple[str, ...]:
    """Make what is missing or about to end. Gives the names the authority does not cover.

    Those came after the authority was made: pages under them stay untrusted until it is made anew
    (delete its folder) and installed on the phones again.
    """
    office.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not office.authority.file.exists() or not office.authority.key.exists():
        _make_authority(office, names, now)
    authority = _read(office.authority.file)
    covered = tuple(name for name in names if _covers(authority, name))
    if not is_current(office, covered, now):
        _make_server(office, covered, now)
    return tuple(name for name in names if name not in covered)


def is_current(office: Office, names: Sequence[str], now: datetime) -> bool:
    """Whether the server's certificate is there, is for these names and holds for a while yet."""
    if not office.server.file.exists() or not office.server.key.exists():
        return False
    found = _read(office.server.file)
    told = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    by_authority = found.issuer == _read(office.authority.file).subject
    ends = found.not_valid_after_utc - RENEWED_BEFORE
    return by_authority and set(told) == set(_general(names)) and now < ends


def require_usable(certificate: Certificate) -> None:
    """Raise BadCertificate unless the two files can be read and belong together."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate.file, certificate.key)
    except (OSError, ValueError) as error:
        raise BadCertificate(
            f"Không dùng được chứng chỉ {certificate.file} với khoá {certificate.key}. Hãy kiểm "
            "tra hai tệp: dạng PEM, đúng cặp, khoá không đặt mật khẩu, tài khoản này đọc được."
        ) from error


def _make_authority(office: Office, names: Sequence[str], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"Chibo {names[0]} {secrets.token_hex(3)}")
    allowed = x509.NameConstraints(permitted_subtrees=_subtrees(names), excluded_subtrees=None)
    usage = x509.KeyUsage(
        *(False, False, False, False, False, True, True),  # signs certificates and their ends
        encipher_only=False,
        decipher_only=False,
    )
    built = (
        _begun(subject, subject, key, now, timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(_SERVERS_ONLY, critical=False)
        .add_extension(allowed, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    _keep(office.authority, built.sign(key, hashes.SHA256()), key)


def _make_server(office: Office, names: Sequence[str], now: datetime) -> None:
    authority, key = _read(office.authority.file), ec.generate_private_key(ec.SECP256R1())
    signer = serialization.load_pem_private_key(office.authority.key.read_bytes(), None)
    assert isinstance(signer, ec.EllipticCurvePrivateKey)
    named = x509.SubjectAlternativeName(_general(names))
    length = min(timedelta(days=SERVER_DAYS), authority.not_valid_after_utc - now)
    built = (
        _begun(_named("Chibo"), authority.subject, key, now, length)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SERVERS_ONLY, critical=False)
        .add_extension(named, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    _keep(office.server, built.sign(signer, hashes.SHA256()), key)


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    length: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + length)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _keep(target: Certificate, made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    """Both files, the key first and for its owner only; each appears whole."""
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    for path, content in (
        (target.key, key.private_bytes(pem, form, plain)),
        (target.file, made.public_bytes(pem)),
    ):
        aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        opened = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        aside.replace(path)


def _read(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadCertificate(
            f"Không đọc được chứng chỉ {path}. Hãy đặt lại tệp từ bản sao, hoặc xoá cả thư mục "
            f"{path.parent} để làm chứng chỉ mới (điện thoại phải cài lại)."
        ) from error


def _address(name: str) -> Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


def _general(names: Sequence[str]) -> list[x509.GeneralName]:
    return [
        x509.IPAddress(address) if (address := _address(name)) else x509.DNSName(name)
        for name in names
    ]


def _subtrees(names: Sequence[str]) -> list[x509.GeneralName]:
    """The names themselves, addresses each alone. Both kinds are there (localhost, 127.0.0.1):
    a kind that is not named at all would be free."""
    return [
        x509.IPAddress(ip_network(address)) if (address := _address(name)) else x509.DNSName(name)
        for name in names
    ]


def _covers(authority: x509.Certificate, name: str) -> bool:
    allowed = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return any(_within(name, each) for each in allowed.permitted_subtrees or ())


def _within(name: str, allowed: x509.GeneralName) -> bool:
    address = _address(name)
    if isinstance(allowed, x509.IPAddress):
        network = allowed.value
        return address is not None and not isinstance(network, Address) and address in network
    if address or not isinstance(allowed, x509.DNSName):
        return False
    return name == allowed.value or name.endswith(f".{allowed.value}")


def _own_addresses(own: str) -> list[str]:
    """The machine's addresses in its network; asks no network."""
    found: list[str] = []
    with suppress(OSError):
        found += [str(row[4][0]) for row in socket.getaddrinfo(own, None)]
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing: only chooses the way out
        found.append(str(probe.getsockname()[0]))
    return [address for address in dict.fromkeys(found) if "%" not in address]
