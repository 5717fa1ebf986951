"""Codes, waiting after wrong ones, passwords that would be guessed: no database."""

from datetime import datetime, timedelta
from hashlib import sha1
from pathlib import Path

import pytest

from chibo.areas.access.passwords import is_easily_guessed, is_listed
from chibo.areas.access.sessions import device_words
from chibo.areas.signin.rules import blocked_until, code_of, step_at, step_of, typed_recovery
from chibo.areas.signin.webauthn import works_at
from chibo.core.clock import ZONE

SECRET = b"12345678901234567890"
NOW = datetime(2026, 11, 5, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    """RFC 6238, appendix B, its last six digits."""
    assert code_of(SECRET, step_at(moment)) == code


def test_a_clock_half_a_minute_off_is_forgiven_a_minute_is_not() -> None:
    now = 10_000 * 30.0
    codes = {step: code_of(SECRET, step) for step in range(9_997, 10_004)}
    taken = {step for step, code in codes.items() if step_of(SECRET, code, now, 0)}
    assert taken == {9_999, 10_000, 10_001}


def test_a_code_is_taken_once_and_none_older_than_it() -> None:
    now = 10_000 * 30.0
    assert step_of(SECRET, code_of(SECRET, 10_000), now, 9_999) == 10_000
    assert step_of(SECRET, code_of(SECRET, 10_000), now, 10_000) is None
    assert step_of(SECRET, code_of(SECRET, 9_999), now, 10_000) is None


def test_a_recovery_code_may_be_typed_as_people_type() -> None:
    assert {typed_recovery(t) for t in ("abcde-fgh23", "ABCDE FGH23", " abcdefgh23 ")} == {
        "abcde-fgh23"
    }


def test_ten_wrong_tries_wait_until_the_first_of_them_is_a_quarter_of_an_hour_past() -> None:
    failures = [NOW - timedelta(minutes=minute) for minute in range(10)]
    assert blocked_until(failures[1:], NOW) is None
    assert blocked_until(failures, NOW) == failures[-1] + timedelta(minutes=15)
    assert blocked_until(failures, NOW + timedelta(minutes=7)) is None


@pytest.mark.parametrize(
    "guessed",
    ["Matkhau@123", "nguyenvanan1990", "Hanoi2026!!", "P@ssw0rd123", "1234567890", "aaaa11aaaa"],
)
def test_what_somebody_who_guesses_begins_with(guessed: str) -> None:
    assert is_easily_guessed(guessed)


@pytest.mark.parametrize("own", ["con-duong-lang-toi", "kdfm-72nq-hwtp", "Bếp nhà tôi có 3 mèo"])
def test_a_sentence_of_ones_own_and_a_printed_password_are_none_of_these(own: str) -> None:
    assert not is_easily_guessed(own)


def test_a_file_of_breached_passwords_is_searched_on_disk(tmp_path: Path) -> None:
    words = [f"mat khau lo {number}" for number in range(200)]
    hashes = sorted(sha1(word.encode()).hexdigest().upper() for word in words)
    path = tmp_path / "lo.txt"
    path.write_text("".join(f"{each}:{len(each)}\r\n" for each in hashes))
    assert all(is_listed(path, word) for word in words)
    assert not any(is_listed(path, f"cau rieng {number}") for number in range(200))
    path.write_text("")
    assert not is_listed(path, words[0])


@pytest.mark.parametrize(
    ("browser", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A05) Chrome/120.0 Mobile Safari/537.36",
            "Chrome trên điện thoại Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120",
            "Edge trên máy tính Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1",
            "Safari trên iPhone",
        ),
        ("curl/8", "Thiết bị không rõ"),
    ],
)
def test_a_device_in_plain_words(browser: str, words: str) -> None:
    assert device_words(browser) == words


def test_browsers_know_passkeys_on_https_and_on_this_machine() -> None:
    assert works_at("https", "chibo.vn")
    assert works_at("http", "localhost")
    assert not works_at("http", "chibo.vn")
    assert not works_at("https", "192.168.1.5")
