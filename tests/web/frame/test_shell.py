"""Every answer, whatever it is, tells the browser to trust nothing but our own files."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chibo.core.certificates import Office, make_certificate
from tests.core.test_certificates import NAMES, NOW
from tests.factories import a_commune

PERMISSIONS = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")


def require_headers(answer: Any) -> None:
    headers = answer.headers
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "script-src 'self'", "style-src 'self'"} <= set(policy)
    assert {"object-src 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy)
    assert {"frame-ancestors 'none'", "frame-src 'none'"} <= set(policy)
    assert not [rule for rule in policy if "unsafe" in rule or "*" in rule or "http" in rule]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Permitted-Cross-Domain-Policies"] == "none"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert all(f"{name}=()" in headers["Permissions-Policy"] for name in PERMISSIONS)
    assert "X-Powered-By" not in headers


def test_pages_downloads_static_files_and_errors_carry_all_of_them(
    sign_in: Any,
) -> None:
    client = sign_in("clerk", a_commune())
    answers = {
        "page": client.get(reverse("home"), follow=True),
        "static": client.get("/static/chibo/icon.svg"),
        "not there": client.get("/khong-co/"),
        "nothing static": client.get("/static/khong-co.css"),
        "foreign host": client.get("/", headers={"Host": "ke-xau.example"}),
        "refused": client.get(reverse("accounts")),
        "download": client.get(reverse("import_example", args=["dang-vien"])),
    }
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses["page"] == statuses["static"] == 200
    for name, answer in answers.items():
        require_headers(answer)
        if name != "static":
            assert "no-store" in answer.headers["Cache-Control"], name
    assert "max-age" in answers["static"].headers["Cache-Control"]


def test_nothing_is_traced() -> None:
    for address in ("/", "/api/v1/me", "/static/none.js"):
        answer = Client().trace(address)
        assert answer.status_code == 405
        require_headers(answer)


@pytest.mark.django_db
def test_who_signs_out_leaves_no_pages_in_the_browser() -> None:
    answer = Client().post(reverse("sign_out"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_what_is_larger_than_any_file_is_refused_before_it_is_read(settings: Any) -> None:
    length = str(settings.CHIBO_UPLOAD_LIMIT + 2 * 1024 * 1024)
    answer = Client().post(reverse("sign_in"), {}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "nhiều nhất 25 MB" in answer.content.decode()
    require_headers(answer)


@pytest.mark.django_db
def test_phones_get_the_office_s_authority_where_there_is_one(settings: Any, tmp_path: Any) -> None:
    for page in ("authority", "authority_download"):
        assert Client().get(reverse(page)).status_code == 404
    office = Office(tmp_path)
    make_certificate(office, NAMES, NOW)
    settings.CHIBO_AUTHORITY = str(tmp_path)
    assert office.fingerprint in Client().get(reverse("authority")).content.decode()
    file = Client().get(reverse("authority_download"))
    assert file.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert file.content[:1] == b"\x30"
    assert reverse("authority") in Client().get(reverse("sign_in")).content.decode()
