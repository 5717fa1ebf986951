"""Numbers of people: nowhere in the clear, found again exactly, moved to a new key."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.exchange import actions as imports
from chibo.areas.exchange.models import ImportState
from chibo.areas.members.actions import (
    MemberCorrection,
)
from chibo.areas.members.models import Member
from chibo.cli.rotation import go_on, needed, rotate
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.numbers import Sealed, masked
from chibo.core.resealing import PLAIN
from chibo.core.secrets import CannotOpen
from tests.factories import a_cell, a_commune, a_member, a_province, an_account
from tests.factories.workbooks import MEMBER_HEADINGS, UNITS, a_csv, a_workbook

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
CITIZEN, CARD, PHONE = "001080012345", "38.012345", "0912345678"
TYPED, WANTED, OTHERS = "0923456789", "0934567890", "001085054321"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this story alone."""
    monkeypatch.setenv("CHIBO_KEYS", str(tmp_path / "khoa"))
    return tmp_path / "khoa" / "data-keys"


@pytest.fixture
def server() -> Actor:
    return operator_actor("chibo keys")


def all_text() -> str:
    """Every row of every table as PostgreSQL writes it, files as hexadecimal digits."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def in_the_clear(*numbers: str) -> list[str]:
    """Those of the numbers that somebody with a copy of the database reads."""
    text = all_text()
    spelt = {number: (number, number.replace(".", ""), number.encode().hex()) for number in numbers}
    return [number for number, ways in spelt.items() if any(way in text for way in ways)]


def fields_of(member: Member, **changed: Any) -> MemberCorrection:
    names = MemberCorrection.__dataclass_fields__
    return MemberCorrection(**{**{name: getattr(member, name) for name in names}, **changed})


def killed(count: int) -> None:
    """What a kill after the first batch that moved something comes down to."""
    if count:
        raise KeyboardInterrupt


def on_record(pk: int) -> Member:
    return Member.objects.unscoped("test").get(pk=pk)


def raw(pk: int) -> dict[str, Any]:
    columns = ("citizen_number", "citizen_mark", "phone")
    return Member.objects.unscoped("test").values(*columns).get(pk=pk)


def rows(*people: tuple[str, str, str]) -> list[list[Any]]:
    """A sheet of members with code, citizen number and telephone."""
    plain = ["Nguyễn Văn An", "Nam", "05/02/1970"]
    dates = ["52.01.1", "03/02/1995", "03/02/1996", "", ""]
    heads = [*MEMBER_HEADINGS, "Số thẻ đảng", "Điện thoại"]
    return [heads, *([code, *plain, number, *dates, CARD, phone] for code, number, phone in people)]


class TestOneNumberOnePerson:
    def test_the_database_refuses_it_on_two(self) -> None:
        cell = a_cell(a_commune())
        a_member(cell, citizen_number=CITIZEN)
        with pytest.raises(IntegrityError), transaction.atomic():
            a_member(cell, citizen_number=CITIZEN)

    def test_a_number_is_asked_of_its_blind_index_alone(self) -> None:
        member = a_member(a_cell(a_commune()), citizen_number=CITIZEN, phone="0912 345 678")
        register = Member.objects.unscoped("test")
        assert register.with_citizen_numbers(["001 080 012 345"]).get() == member
        assert register.with_phone("+84912345678").get() == member
        assert not register.with_card_numbers([CITIZEN]).exists()
        assert isinstance(raw(member.pk)["citizen_number"], Sealed)
        for question in ({"citizen_number": CITIZEN}, {"phone__startswith": "09"}):
            with pytest.raises(FieldError):
                register.filter(**question).exists()


def test_the_same_number_reads_the_same_under_one_key_and_opens_with_no_other(keys: Path) -> None:
    cell = a_cell(a_commune())
    one, other = a_member(cell, phone=PHONE), a_member(cell, phone=PHONE)
    assert raw(one.pk)["phone"] == raw(other.pk)["phone"]
    keys.write_text(f"0badbad0:{'ab' * 32}\n")
    with pytest.raises(CannotOpen):
        _closed = on_record(one.pk).phone


@pytest.mark.parametrize(
    ("text", "shown"),
    [(CITIZEN, "•••••••••345"), ("012345", "•••345"), ("0912", "••••"), ("", ""), (None, "")],
)
def test_three_digits_show_and_none_of_what_is_too_short(text: str | None, shown: str) -> None:
    assert masked(text) == shown


class TestANewKey:
    def test_an_import_is_undone_in_the_middle_of_it(
        self, keys: Path, server: Actor, settings: Any
    ) -> None:
        settings.CHIBO_JOBS = "inline"
        province = a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")
        clerk = actor_of(an_account("clerk", province), NOW.date())
        files = [("so-lieu.xlsx", a_workbook({"Tổ chức": UNITS}))]
        first = imports.upload(actor=clerk, unit=province, files=files, now=NOW)
        imports.take(actor=clerk, batch_id=first.pk, now=NOW)
        batch = None
        for phone in (PHONE, TYPED):
            files = [("dang-vien.csv", a_csv(rows(("0001", CITIZEN, phone))))]
            batch = imports.upload(actor=clerk, unit=province, files=files, now=NOW)
            imports.take(actor=clerk, batch_id=batch.pk, now=NOW)
        assert batch is not None

        with pytest.raises(KeyboardInterrupt):
            rotate(actor=server, now=NOW, tick=killed)
        done = imports.undo(actor=clerk, batch_id=batch.pk, now=NOW)
        assert done.state == ImportState.UNDONE, done.result
        assert Member.objects.unscoped("test").get(code="0001").phone == PHONE


class TestWhatAnEarlierVersionWrote:
    def plain(self, member: Member, number: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE members_member SET citizen_number = %s, citizen_mark = NULL WHERE id = %s",
                [number, member.pk],
            )

    def test_it_is_read_as_it_is_and_sealed_when_its_turn_comes(self, server: Actor) -> None:
        member = a_member(a_cell(a_commune()))
        self.plain(member, CITIZEN)
        assert on_record(member.pk).citizen_number == CITIZEN
        assert needed()[PLAIN] == {"đảng viên": 1}
        go_on(actor=server, now=NOW, tick=lambda _count: None)
        assert in_the_clear(CITIZEN) == []
        assert Member.objects.unscoped("test").with_citizen_numbers([CITIZEN]).get() == member

    def test_one_number_spelt_in_two_ways_does_not_stop_an_upgrade(self, server: Actor) -> None:
        cell = a_cell(a_commune())
        one, other = a_member(cell), a_member(cell)
        self.plain(one, CITIZEN)
        self.plain(other, f"{CITIZEN[:3]}-{CITIZEN[3:]}")
        go_on(actor=server, now=NOW, tick=lambda _count: None)
        assert Member.objects.unscoped("test").with_citizen_numbers([CITIZEN]).get() == one
        assert on_record(other.pk).citizen_number == "001-080012345"
