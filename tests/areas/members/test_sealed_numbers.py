"""Numbers of people: nowhere in the clear, found again exactly, moved to a new key."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.documents.models import PaperPdf
from chibo.areas.exchange import actions as imports
from chibo.areas.exchange.models import ImportState
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.export import write_register
from chibo.areas.members.actions import (
    MemberCorrection,
    correct_member,
    decide_proposal,
    propose_correction,
)
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member
from chibo.areas.notices.models import NoticeChoice
from chibo.cli.rotation import KeyNeeded, drop, go_on, needed, rotate
from chibo.core import resealing
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.models import AuditEvent
from chibo.core.numbers import Sealed, masked
from chibo.core.resealing import PLAIN
from chibo.core.secrets import CannotOpen, key_names
from tests.factories import a_cell, a_commune, a_member, a_province, an_account, an_actor
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


def test_no_number_is_readable_anywhere_after_a_life_in_the_register(settings: Any) -> None:
    settings.CHIBO_JOBS = "inline"
    province = a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")
    clerk = actor_of(an_account("clerk", province), NOW.date())
    files = [
        ("to-chuc.xlsx", a_workbook({"Tổ chức": UNITS})),
        ("dang-vien.csv", a_csv(rows(("0001", CITIZEN, PHONE), ("0002", OTHERS, "")))),
    ]
    batch = imports.upload(actor=clerk, unit=province, files=files, now=NOW)
    assert batch.state == ImportState.CHECKED, list(batch.problems.values_list("message"))
    assert in_the_clear(CITIZEN, CARD, PHONE, OTHERS) == [], "while it waits"
    imports.take(actor=clerk, batch_id=batch.pk, now=NOW)
    member = Member.objects.unscoped("test").get(code="0001")
    assert (member.citizen_number, member.card_number, member.phone) == (CITIZEN, CARD, PHONE)
    doubled = imports.upload(
        actor=clerk,
        unit=province,
        files=[("sai.csv", a_csv(rows(("0003", CITIZEN, "84 912 345 67x"))))],
        now=NOW,
    )
    assert doubled.state == ImportState.REFUSED
    assert "•••••••••345" in " ".join(doubled.problems.values_list("message", flat=True))

    correct_member(
        actor=clerk,
        member_id=member.pk,
        correction=fields_of(member, phone=TYPED),
        version=member.version,
        now=NOW,
    )
    person = an_actor("member", member.cell, member=member)
    proposal = propose_correction(
        actor=person, wanted={"phone": WANTED}, reason="Theo sim mới", now=NOW
    )
    decide_proposal(
        actor=clerk,
        proposal_id=proposal.pk,
        accept=True,
        answer="Đã gọi thử.",
        version=1,
        member_version=on_record(member.pk).version,
        now=NOW,
    )
    assert on_record(member.pk).phone == WANTED
    later = imports.upload(
        actor=clerk,
        unit=province,
        files=[("sua.csv", a_csv(rows(("0002", OTHERS, PHONE))))],
        now=NOW,
    )
    imports.take(actor=clerk, batch_id=later.pk, now=NOW)
    imports.undo(actor=clerk, batch_id=later.pk, now=NOW)
    assert Member.objects.unscoped("test").get(code="0002").phone == ""
    NoticeChoice.objects.create(account_id=clerk.account_id, by_sms=True, phone=TYPED)
    PaperPdf.objects.create(
        account_id=1, digest="", name="", source=CARD.encode(), asked_at=NOW, content=PHONE.encode()
    )
    book = write_register(Asked(clerk, province, None))
    assert len(book) > 1000
    assert in_the_clear(CITIZEN, CARD, PHONE, TYPED, WANTED, OTHERS) == []
    event = AuditEvent.objects.filter(action="member.corrected").order_by("id").first()
    assert event is not None
    assert event.changes == {"phone": ["•••••••678", "•••••••789"]}


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
    def test_work_goes_on_while_it_is_taken_and_after_a_kill_it_is_finished(
        self, keys: Path, server: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(resealing.Place, "size", 2)
        cell = a_cell(a_commune())
        people = [a_member(cell, citizen_number=f"00108001234{n}") for n in range(5)]
        (old,) = key_names()

        with pytest.raises(KeyboardInterrupt):
            rotate(actor=server, now=NOW, tick=killed)
        assert [each[0] for each in needed().items()] == sorted([old, key_names()[-1]])
        assert sum(needed()[old].values()) == 3
        register = Member.objects.unscoped("test")
        for person in people:
            assert register.with_citizen_numbers([person.citizen_number]).get() == person
            assert on_record(person.pk).citizen_number == person.citizen_number
        clerk, last = an_actor("clerk", cell.parent), on_record(people[0].pk)
        with pytest.raises(BadMember, match="một đảng viên khác"):
            correct_member(
                actor=clerk,
                member_id=last.pk,
                correction=fields_of(last, citizen_number="001080012344"),
                version=last.version,
                now=NOW,
            )
        with pytest.raises(KeyNeeded, match="còn niêm phong 3 đảng viên"):
            drop(old, actor=server, now=NOW)
        assert go_on(actor=server, now=NOW, tick=lambda _count: None).rows == 3
        assert go_on(actor=server, now=NOW, tick=lambda _count: None).rows == 0
        drop(old, actor=server, now=NOW)
        assert key_names() == list(needed())
        assert [on_record(each.pk).citizen_number for each in people] == [
            each.citizen_number for each in people
        ]
        assert [on_record(each.pk).version for each in people] == [1] * 5, "no form looks stale"
        with pytest.raises(KeyNeeded, match="đang dùng"):
            drop(key_names()[-1], actor=server, now=NOW)

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
