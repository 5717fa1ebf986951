"""`chibo serve` on the network of an office."""

import http.client
import os
import socket
import ssl
import subprocess
import sys

import pytest
from click.testing import CliRunner

from chibo.cli.main import chibo as command
from chibo.core.embedded.home import Home

from .conftest import StartChibo

CHECK = """
import django
django.setup()
from django.core.checks import run_checks
print([found.id for found in run_checks(include_deployment_checks=True)
       if not found.is_silenced()])
"""


def test_https_is_made_once_served_and_plain_http_sent_there(
    migrated: Home, start_chibo: StartChibo, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIBO_HOSTS", raising=False)
    options = ("--https", "--redirect-from", str(free_port + 1), "--no-worker")
    serve = start_chibo("serve", "--port", str(free_port), *options)
    assert serve.stdout is not None
    assert "SHA-256" in serve.stdout.readline()
    assert f"https://localhost:{free_port}/" in serve.stdout.readline()

    trusted = ssl.create_default_context(cafile=str(migrated.certificates / "authority.crt"))
    page = http.client.HTTPSConnection("localhost", free_port, timeout=20, context=trusted)
    page.request("GET", "/dang-nhap/")
    answer = page.getresponse()
    assert (answer.status, "/chung-chi/" in answer.read().decode()) == (200, True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=604800"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert "Secure" in cookie
    page.request("GET", "/chung-chi/chibo.crt")
    file = page.getresponse()
    authority = ssl.PEM_cert_to_DER_cert((migrated.certificates / "authority.crt").read_text())
    assert file.read() == authority

    own = socket.gethostname().lower()  # nobody is sent to a name that is not ours
    for host, sent_to in (("localhost", "localhost"), ("ke-xau.example", own)):
        plain = http.client.HTTPConnection("127.0.0.1", free_port + 1, timeout=20)
        plain.request("GET", "/den-han/?a=1", headers={"Host": f"{host}:{free_port + 1}"})
        sent = plain.getresponse()
        assert sent.status == 308
        assert sent.headers["Location"] == f"https://{sent_to}:{free_port}/den-han/?a=1"


def test_django_s_deployment_checks_find_nothing_in_what_serve_uses() -> None:
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "chibo.config.settings", "CHIBO_HTTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", CHECK], env=told, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr.strip()) == ("[]", "")


@pytest.mark.parametrize(
    ("environment", "arguments", "told"),
    [
        ({"CHIBO_DEBUG": "1"}, [], "CHIBO_DEBUG"),
        ({}, ["--certificate", "/khong-co.pem"], "--key"),
        ({}, ["--certificate", "/khong-co.pem", "--key", "/khong-co.key"], "/khong-co.pem"),
        ({"CHIBO_CERTIFICATE": "/a", "CHIBO_CERTIFICATE_KEY": "/b"}, ["--https"], "một cách"),
    ],
)
def test_what_would_be_served_unsafely_is_refused(
    environment: dict[str, str], arguments: list[str], told: str
) -> None:
    done = CliRunner().invoke(command, ["serve", *arguments], env=environment)
    assert done.exit_code == 1
    assert told in done.stderr
