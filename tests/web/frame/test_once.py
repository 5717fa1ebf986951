"""A form sent twice is carried out once."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from chibo.areas.access.models import Account
from chibo.core.models import Submission
from tests.factories import a_province, an_account


def _person(unit, once):
    return {
        "once": once,
        "full_name": "Nguyễn Văn An",
        "role": "clerk",
        "unit": unit.code,
        "starts_on": "01/01/2026",
    }


def test_the_second_sending_leads_where_the_first_led_and_creates_nothing(sign_in):
    province = a_province()
    client = sign_in("administrator", province)
    typed = _person(province, str(uuid.uuid4()))
    first = client.post(reverse("account_new"), typed)
    second = client.post(reverse("account_new"), typed)
    assert first.headers["Location"] == second.headers["Location"] == reverse("account_slips")
    assert second.headers["X-Already-Done"] == "1"
    assert Account.objects.filter(full_name="Nguyễn Văn An").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sendings_at_the_same_moment_create_one_account():
    province = a_province()
    administrator = an_account("administrator", province)
    typed = _person(province, str(uuid.uuid4()))
    together = threading.Barrier(2)
    answers = []

    def send():
        client = Client()
        client.force_login(administrator)
        together.wait()
        answers.append(client.post(reverse("account_new"), typed))
        connection.close()

    threads = [threading.Thread(target=send) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert sorted(answer.headers.get("X-Already-Done", "") for answer in answers) == ["", "1"]
    assert Account.objects.filter(full_name="Nguyễn Văn An").count() == 1


def test_a_refused_form_gives_its_mark_back(sign_in):
    province = a_province()
    client = sign_in("administrator", province)
    typed = _person(province, str(uuid.uuid4()))
    assert client.post(reverse("account_new"), {**typed, "full_name": ""}).status_code == 422
    assert not Submission.objects.exists()
    assert client.post(reverse("account_new"), typed).status_code == 302


def test_a_form_without_a_mark_saves_nothing_and_says_what_to_do(sign_in):
    province = a_province()
    client = sign_in("administrator", province)
    answer = client.post(reverse("account_new"), _person(province, ""))
    assert answer.status_code == 400
    assert "tải lại trang" in answer.content.decode()
    assert not Account.objects.filter(full_name="Nguyễn Văn An").exists()


def test_the_mark_of_somebody_else_leads_nowhere_of_theirs(sign_in):
    province = a_province()
    typed = _person(province, str(uuid.uuid4()))
    sign_in("administrator", province).post(reverse("account_new"), typed)
    answer = sign_in("administrator", province).post(reverse("account_new"), typed)
    assert answer.headers["Location"] == reverse("home")
