"""The examples of docs/api.md, run: each is answered with what stands below it."""

import json
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.api.conftest import Commune
from tests.factories import an_account
from tests.factories.meetings import a_held_meeting
from tests.programs import a_program, told

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(r"```sh\n(.*?)```\n```json\n(.*?)```", re.DOTALL)
ROWS = (
    "Mã đảng viên;Họ và tên;Giới tính;Ngày sinh;Mã chi bộ;Ngày vào Đảng\n"
    "DV9;Phạm Thị Mai;Nữ;01/02/1990;XHB-02;03/02/2020\n"
)


def curl(line: str, token: str) -> Any:
    """What curl would be answered: `-H`, `-d`, `-F` and an address."""
    words = shlex.split(line.replace("$TOKEN", token).replace("$CHIBO", ""))
    given: dict[str, list[str]] = {"-H": [], "-d": [], "-F": []}
    address = ""
    rest = iter(words[1:])
    for word in rest:
        if word in given:
            given[word].append(next(rest))
        else:
            address = word
    headers = dict(each.split(": ", 1) for each in given["-H"])
    browser = Client()
    if given["-F"]:
        return browser.post(address, dict(_field(each) for each in given["-F"]), headers=headers)
    if given["-d"]:
        kind = headers.pop("Content-Type")
        return browser.post(address, given["-d"][0], content_type=kind, headers=headers)
    return browser.get(address, headers=headers)


def _field(said: str) -> tuple[str, Any]:
    name, _equals, value = said.partition("=")
    if value.startswith("@"):
        return name, SimpleUploadedFile(value[1:], ROWS.encode())
    return name, value


def stands_in(shown: Any, answer: Any) -> bool:
    """Whether the answer says all that is shown; it may say more."""
    if isinstance(shown, dict):
        return all(key in answer and stands_in(shown[key], answer[key]) for key in shown)
    if isinstance(shown, list):
        return len(shown) == len(answer) and all(map(stands_in, shown, answer))
    return bool(shown == answer)


@pytest.mark.django_db(transaction=True)
def test_the_examples_of_the_guide_are_answered_as_they_say(settings: LazySettings) -> None:
    settings.CHIBO_JOBS = "inline"
    ours = Commune()
    for cell in (ours.east, ours.west):
        a_held_meeting(cell, date(2026, 10, 3))
    account = an_account("superior", ours.commune, full_name="Đỗ Thị Hạnh")
    account.grants.create(role="clerk", unit=ours.commune, starts_on=date(2020, 1, 1))
    program = a_program(account, writes=True)
    examples = EXAMPLE.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(examples) >= 11
    for lines, shown in examples:
        for line in lines.strip().splitlines():
            answer = curl(line, program.text)
        assert stands_in(json.loads(shown), told(answer)), (lines, told(answer))
