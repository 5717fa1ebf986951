"""The certificate an office makes for itself: trusted for its own names and for nothing else."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from chibo.core import certificates
from chibo.core.certificates import BadCertificate, Certificate, Office, make_certificate
from chibo.core.environment import UnreadableSecret, secret

NOW = datetime.now(UTC)  # the TLS library asks the real clock
NAMES = ("chibo.xa-tam-son.vn", "localhost", "127.0.0.1", "::1", "192.168.1.20")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path / "https")
    assert make_certificate(found, NAMES, NOW) == ()
    return found


def shake_hands(office: Office, name: str) -> str | None:
    """What a phone that trusts the office's authority speaks with this server; None: distrusts."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(office.server.file, office.server.key)
    client = ssl.create_default_context(cafile=str(office.authority.file))
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = server.wrap_bio(there, back, server_side=True)
    phone = client.wrap_bio(back, there, server_hostname=name)
    for _turn in range(4):
        for side in (phone, ours):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError:
                return None
    return phone.version()


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_that_installed_it_trusts_the_office_s_names(office: Office, name: str) -> None:
    assert shake_hands(office, name) == "TLSv1.3"


@pytest.mark.parametrize("name", ["ngan-hang.vn", "10.0.0.1"])
def test_it_vouches_for_nothing_else_not_even_with_its_own_key(office: Office, name: str) -> None:
    """Whoever steals the authority's key makes no certificate for another page with it."""
    assert make_certificate(office, (*NAMES, name), NOW) == (name,)
    certificates._make_server(office, (name,), NOW)
    assert shake_hands(office, name) is None


def test_the_keys_are_for_their_owner_only(office: Office) -> None:
    assert office.folder.stat().st_mode & 0o777 == 0o700
    for kept in (office.authority, office.server):
        assert kept.key.stat().st_mode & 0o777 == 0o600


def test_it_is_made_once_and_renewed_before_it_ends(office: Office) -> None:
    authority, first = office.authority.file.read_bytes(), office.server.file.read_bytes()
    make_certificate(office, NAMES, NOW + timedelta(days=360))
    assert office.server.file.read_bytes() == first
    make_certificate(office, NAMES, NOW + timedelta(days=368))
    assert office.server.file.read_bytes() != first
    assert office.authority.file.read_bytes() == authority


def test_it_holds_as_long_as_browsers_allow(office: Office) -> None:
    made = x509.load_pem_x509_certificate(office.server.file.read_bytes())
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=398)


def test_files_that_do_not_belong_together_are_refused(office: Office, tmp_path: Path) -> None:
    certificates.require_usable(office.server)
    with pytest.raises(BadCertificate, match="đúng cặp"):
        certificates.require_usable(Certificate(office.server.file, office.authority.key))
    with pytest.raises(BadCertificate):
        certificates.require_usable(Certificate(tmp_path / "none", office.server.key))
    office.authority.file.write_text("hỏng")
    with pytest.raises(BadCertificate, match="điện thoại phải cài lại"):
        make_certificate(office, NAMES, NOW)


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_SMS_TOKEN", "trong biến")
    assert secret("CHIBO_SMS_TOKEN") == "trong biến"
    (tmp_path / "khoa").write_text("trong tệp\n")
    monkeypatch.setenv("CHIBO_SMS_TOKEN_FILE", str(tmp_path / "khoa"))
    assert secret("CHIBO_SMS_TOKEN") == "trong tệp"
    monkeypatch.setenv("CHIBO_SMS_TOKEN_FILE", str(tmp_path / "không có"))
    with pytest.raises(UnreadableSecret, match="CHIBO_SMS_TOKEN_FILE"):
        secret("CHIBO_SMS_TOKEN")
