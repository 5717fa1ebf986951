"""Numbers of people in a real backup, and a rotation of keys that is really killed."""

import base64
import io
import os
import re
import signal
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from chibo.areas.access.queries import actor_of, operator_actor
from chibo.areas.documents.models import PaperPdf, PaperText
from chibo.areas.exchange import actions as imports
from chibo.areas.exchange.models import ImportBatch, ImportState
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.export import write_register
from chibo.areas.members.actions import (
    MemberCorrection,
    TransferOrder,
    correct_member,
    decide_proposal,
    issue_transfer,
    propose_correction,
)
from chibo.areas.members.errors import BadMember
from chibo.areas.members.models import Member
from chibo.areas.members.papers import letter_of_transfer
from chibo.areas.notices.actions import Ways, choose, send_waiting
from chibo.areas.notices.telling import Told, tell
from chibo.areas.organisation.models import Unit
from chibo.areas.reports.indexing import catch_up
from chibo.cli.backups.clients import require_success, start_client
from chibo.cli.backups.keys import Keys
from chibo.cli.backups.manifest import DUMP
from chibo.cli.backups.read import opened_backup
from chibo.cli.backups.write import write_backup
from chibo.cli.rotation import KeyNeeded, drop, go_on, needed
from chibo.core.clock import ZONE
from chibo.core.embedded import database_url
from chibo.core.models import AuditEvent
from chibo.core.periods import Month
from chibo.core.resealing import BATCH
from chibo.core.secrets import key_names
from tests.factories import a_cell, a_commune, a_member, a_province, an_account, an_actor
from tests.factories.workbooks import MEMBER_HEADINGS, UNITS, a_csv, a_workbook

from .conftest import Chibo, StartChibo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)
CITIZEN, CARD, PHONE = "001080012345", "38.076541", "0912345678"
TYPED, WANTED, OTHERS, SMS = "0923456789", "0934567890", "001085054321", "0945678901"
TABLES = (
    "members_member",
    "members_transfer",
    "members_correctionproposal",
    "exchange_importfile",
    "exchange_importchange",
    "exchange_importproblem",
    "notices_notice",
    "notices_noticechoice",
    "notices_delivery",
    "documents_paperpdf",
    "documents_papertext",
    "core_auditevent",
    "procrastinate_jobs",
)
NUMBERS = (CITIZEN, CARD, PHONE, TYPED, WANTED, OTHERS, SMS)


def fields_of(member: Member, **changed: Any) -> MemberCorrection:
    names = MemberCorrection.__dataclass_fields__
    return MemberCorrection(**{**{name: getattr(member, name) for name in names}, **changed})


def on_record(pk: int) -> Member:
    return Member.objects.unscoped("test").get(pk=pk)


def rows(*people: tuple[str, str, str]) -> list[list[Any]]:
    """A sheet of members with code, citizen number and telephone."""
    plain = ["Nguyễn Văn An", "Nam", "05/02/1970"]
    dates = ["52.01.1", "03/02/1995", "03/02/1996", "", ""]
    heads = [*MEMBER_HEADINGS, "Số thẻ đảng", "Điện thoại"]
    return [heads, *([code, *plain, number, *dates, CARD, phone] for code, number, phone in people)]


@pytest.fixture
def on_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands started here work on the database of this test."""
    name = connection.settings_dict["NAME"]
    monkeypatch.setenv("CHIBO_DATABASE_URL", make_conninfo(database_url(), dbname=name))


class TestABackupOfALife:
    """A register that was filled, corrected, moved and told of; then somebody has its dump."""

    def dumped(self, folder: Path) -> str:
        """What `chibo backup` dumps, as statements."""
        keys, file = Keys({"00000001": b"k" * 32}), folder / "sao-luu.chibo"
        write_backup(file, keys, now=NOW)
        with opened_backup(file, keys) as (archive, _manifest), tempfile.TemporaryFile() as errors:
            (folder / "dump").write_bytes(archive.read(DUMP))
            with (folder / "dump").open("rb") as dump:
                client = start_client(
                    "pg_restore", "--file=-", stdin=dump.fileno(), stdout=-1, stderr=errors
                )
                text = client.communicate()[0].decode()
            require_success(client, "pg_restore", errors)
        return text

    def imported(self, clerk: Any, unit: Unit, name: str, content: bytes) -> ImportBatch:
        """Sent, looked at and taken, as the worker does it."""
        batch = imports.upload(actor=clerk, unit=unit, files=[(name, content)], now=NOW)
        imports.check(batch.pk, NOW)
        batch.refresh_from_db()
        if batch.state == ImportState.CHECKED:
            imports.take(actor=clerk, batch_id=batch.pk, now=NOW)
            imports.write(batch.pk, NOW)
        return batch

    def live(self, province: Unit, settings: Any, outside: Path) -> None:
        settings.CHIBO_SMS = f"file:{outside}"
        clerk = actor_of(an_account("clerk", province), NOW.date())
        self.imported(clerk, province, "to-chuc.xlsx", a_workbook({"Tổ chức": UNITS}))
        people = a_csv(rows(("0001", CITIZEN, PHONE), ("0002", OTHERS, "")))
        self.imported(clerk, province, "moi.csv", people)
        member = Member.objects.unscoped("test").get(code="0001")
        assert (member.citizen_number, member.card_number, member.phone) == (CITIZEN, CARD, PHONE)
        twice = a_csv(rows(("0003", CITIZEN, "84 912 345 67x")))
        wrong = self.imported(clerk, province, "sai.csv", twice)
        assert wrong.state == ImportState.REFUSED
        assert "•••••••••345" in " ".join(wrong.problems.values_list("message", flat=True))
        correct_member(
            actor=clerk,
            member_id=member.pk,
            correction=fields_of(member, phone=TYPED),
            version=member.version,
            now=NOW,
        )
        event = AuditEvent.objects.get(action="member.corrected")
        assert event.changes == {"phone": ["•••••••678", "•••••••789"]}
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
        again = a_csv(rows(("0002", OTHERS, PHONE)))
        later = self.imported(clerk, province, "sua.csv", again)
        imports.undo(actor=clerk, batch_id=later.pk, now=NOW)
        imports.unwrite(later.pk, NOW)
        assert Member.objects.unscoped("test").get(code="0002").phone == ""
        choose(actor=clerk, ways=Ways(by_sms=True, phone=SMS), version=0, now=NOW)
        tell([Told("task.soon", "x", "task:1", [clerk.account_id or 0], {"day": "1/12"})], NOW)
        send_waiting(actor=operator_actor("test"), now=NOW)
        assert SMS in outside.read_text()
        self.moves_away(clerk, on_record(member.pk))
        assert len(write_register(Asked(clerk, province, None))) > 1000
        waiting = a_csv(rows(("0004", "001080055555", PHONE)))
        imports.upload(actor=clerk, unit=province, files=[("cho.csv", waiting)], now=NOW)

    def moves_away(self, clerk: Any, member: Member) -> None:
        """With a letter, which is printed, asked for as PDF and made findable."""
        there = a_cell(member.cell.parent, "Chi bộ thôn Tây")
        order = TransferOrder(
            "internal", "residence", date(2026, 11, 2), Month(2026, 11), there.pk, is_clear=True
        )
        letter = issue_transfer(
            actor=clerk, member_id=member.pk, order=order, version=member.version, now=NOW
        )
        made = letter_of_transfer(actor=clerk, transfer_id=letter.pk, names={}, now=NOW)
        with zipfile.ZipFile(io.BytesIO(made.content)) as word:
            assert CARD in word.read("word/document.xml").decode()
        told = {"account_id": 1, "digest": "", "name": "", "asked_at": NOW}
        PaperPdf.objects.create(source=made.content, content=CARD.encode(), **told)
        catch_up(actor=operator_actor("test"), now=NOW)
        words = PaperText.objects.get()
        assert "nguyen van an" in words.key
        PaperText.objects.update(key=f"{words.key} 38 076541")  # as an earlier version kept them
        assert catch_up(actor=operator_actor("test"), now=NOW).kept == 1

    def spelt(self, number: str) -> re.Pattern[str]:
        """The number however it is written, in letters, as hexadecimal digits or base64."""
        digits = re.sub(r"\D", "", number)
        longest = max(number.split("."), key=len)
        ways = {number, digits, longest, longest.encode().hex(), digits.encode("utf-16le").hex()}
        for before in ("", "x", "xx"):
            kept = base64.b64encode(f"{before}{longest}".encode()).decode()
            ways.add(kept[4 if before else 0 : len(kept) // 4 * 4 - 4])
        return re.compile("|".join(map(re.escape, ways)))

    def insides(self, dump: str) -> Iterator[str]:
        """The dump, and what lies packed in its columns (Word files, workbooks)."""
        yield dump
        for found in re.findall(r"\\\\x(504b0304[0-9a-f]+)", dump):
            with zipfile.ZipFile(io.BytesIO(bytes.fromhex(found))) as packed:
                yield from (packed.read(name).decode(errors="ignore") for name in packed.namelist())

    def test_holds_no_number_of_anybody_in_the_clear(
        self, settings: Any, tmp_path: Path, on_this_database: None
    ) -> None:
        province = a_province("Đảng bộ tỉnh Ví Dụ", code="52", place="")
        self.live(province, settings, tmp_path / "sms.txt")
        dump = self.dumped(tmp_path)
        for table in TABLES:
            assert re.search(rf"^COPY public\.{table} .*\n(?!\\\.)", dump, re.MULTILINE), table
        found = [n for n in NUMBERS for text in self.insides(dump) if self.spelt(n).search(text)]
        assert found == []
        for line in ("0912345678", "\\\\x30393132333435363738", "MDkxMjM0NTY3OA=="):
            assert self.spelt(PHONE).search(line), "or the search finds nothing at all"


class TestARotationKilledForGood:
    """SIGKILL of `chibo keys rotate` in its second batch; people go on, the next run ends it."""

    number = "0010800{:05d}".format

    def people(self, cell: Unit) -> list[Member]:
        """One batch of members, and two more."""
        one = a_member(cell)
        fields = {f.attname: getattr(one, f.attname) for f in Member._meta.concrete_fields}
        fields = {name: value for name, value in fields.items() if name != "id"}
        Member.objects.bulk_create(
            Member(**{**fields, "code": f"K{n}", "citizen_number": self.number(n)})
            for n in range(BATCH + 2)
        )
        return list(Member.objects.unscoped("test").filter(code__startswith="K").order_by("id"))

    def kill_once_it_waits_for_us(self, started: subprocess.Popen[str]) -> None:
        """`started` is about to take a row that our open transaction holds."""
        ends = time.monotonic() + 60
        with connection.cursor() as cursor:
            while time.monotonic() < ends and started.poll() is None:
                cursor.execute(
                    "select count(*) from pg_locks"
                    " where not granted and transactionid = pg_current_xact_id()::xid"
                )
                if cursor.fetchone() == (1,):
                    break
                time.sleep(0.01)
        os.kill(started.pid, signal.SIGKILL)
        assert started.wait(30) == -signal.SIGKILL

    def test_leaves_every_number_readable_and_the_next_run_ends_it(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        on_this_database: None,
        chibo: Chibo,
        start_chibo: StartChibo,
    ) -> None:
        monkeypatch.setenv("CHIBO_KEYS", str(tmp_path / "khoa"))
        cell = a_cell(a_commune())
        people = self.people(cell)
        (old,) = key_names()
        register = Member.objects.unscoped("test")
        with transaction.atomic():
            assert register.select_for_update().get(pk=people[-1].pk)
            self.kill_once_it_waits_for_us(start_chibo("keys", "rotate"))
        new = key_names()[-1]
        assert needed() == {old: {"đảng viên": 2}, new: {"đảng viên": BATCH}}

        for first_and_last in (people[0], people[-1]):
            number = first_and_last.citizen_number
            assert register.with_citizen_numbers([number]).get() == first_and_last
        kept = register.filter(code__startswith="K").order_by("id")
        numbers = [self.number(n) for n in range(len(people))]
        assert [each.citizen_number for each in kept] == numbers
        clerk, last = an_actor("clerk", cell.parent), on_record(people[0].pk)
        with pytest.raises(BadMember, match="một đảng viên khác"):
            correct_member(
                actor=clerk,
                member_id=last.pk,
                correction=fields_of(last, citizen_number=self.number(BATCH + 1)),
                version=last.version,
                now=NOW,
            )
        server = operator_actor("chibo keys")
        with pytest.raises(KeyNeeded, match="còn niêm phong 2 đảng viên"):
            drop(old, actor=server, now=NOW)

        ended = chibo("keys", "reseal")
        assert "Đã niêm phong lại 2 hàng" in ended.stdout, ended.stderr
        assert go_on(actor=server, now=NOW, tick=lambda _count: None).rows == 0
        drop(old, actor=server, now=NOW)
        assert key_names() == list(needed()) == [new]
        assert [each.citizen_number for each in kept.all()] == numbers
        assert {each.version for each in kept} == {1}, "no form looks stale"
        with pytest.raises(KeyNeeded, match="đang dùng"):
            drop(new, actor=server, now=NOW)
