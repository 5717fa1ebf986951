"""The pages of tokens: shown once, listed, taken back; what a program may ask."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from chibo.areas.tokens.models import Token
from tests.factories import a_commune, an_account
from tests.programs import a_program
from tests.web.conftest import SignIn

PAGE = "/bao-mat/khoa-phan-mem/"


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_TODAY", "2026-11-21")


def asked(form: Any, **more: Any) -> Any:
    said = {"name": "Bảng theo dõi", "purpose": "Lấy chỉ số", "writes": "read", "unit": ""}
    return form(**{**said, "last_day": "20/05/2027", **more})


def test_a_token_is_shown_on_the_answer_and_never_again(sign_in: SignIn, form: Any) -> None:
    browser = sign_in("clerk", a_commune())
    page = browser.post(PAGE, asked(form)).content.decode()
    (text,) = re.findall(r"chibo_[\w-]{40,}", page)
    assert (
        Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 200
    )
    again = html.unescape(browser.get(PAGE).content.decode())
    assert text not in again
    assert "Bảng theo dõi" in again
    assert "dùng lần cuối" in again
    assert "từ địa chỉ 127.0.0.1" in again


def test_the_last_day_is_looked_at(sign_in: SignIn, form: Any) -> None:
    browser = sign_in("clerk", a_commune())
    page = browser.post(PAGE, asked(form, last_day="20/05/2028"))
    assert page.status_code == 422
    assert "lâu nhất một năm" in html.unescape(page.content.decode())
    assert not Token.objects.exists()


def test_who_is_there_is_asked_before_a_token_is_issued(form: Any, db: None) -> None:
    browser = Client()
    browser.force_login(an_account("secretary", a_commune()))
    session = browser.session
    session["confirmed_at"] = 0
    session.save()
    page = browser.post(PAGE, asked(form)).content.decode()
    assert "confirm-password" in page
    assert not Token.objects.exists()


def test_one_takes_ones_own_back(sign_in: SignIn, form: Any) -> None:
    account = an_account("clerk", a_commune())
    program = a_program(account)
    browser = Client()
    browser.force_login(account)
    browser.post(f"{PAGE}{program.token.pk}/thu-hoi/", form())
    assert program.get("me").status_code == 401
    assert "Khóa đã hết" in html.unescape(browser.get(PAGE).content.decode())


def test_the_administrator_above_sees_and_takes_back(sign_in: SignIn, form: Any) -> None:
    commune = a_commune()
    account = an_account("clerk", commune)
    program = a_program(account)
    browser = sign_in("administrator", commune)
    page = html.unescape(browser.get(f"/tai-khoan/{account.pk}/").content.decode())
    assert "Phần mềm tổng hợp" in page
    browser.post(f"/tai-khoan/{account.pk}/khoa/{program.token.pk}/", form())
    assert program.get("me").status_code == 401


def test_what_a_program_may_ask_is_listed_and_handed_out(sign_in: SignIn) -> None:
    browser = sign_in("clerk", a_commune())
    page = html.unescape(browser.get(f"{PAGE}api/").content.decode())
    assert "GET /api/v1/units/{code}/figures" in page
    assert "Các chỉ số" in page
    document = json.loads(browser.get(f"{PAGE}api.json").content)
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/reports/decisions" in document["paths"]
