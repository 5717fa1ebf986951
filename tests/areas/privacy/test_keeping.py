"""What is past its time goes, and waits where a person decides."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chibo.areas.access.actions import reset_password
from chibo.areas.access.models import Account
from chibo.areas.access.queries import actor_of
from chibo.areas.calendars.models import CalendarFeed
from chibo.areas.drafts.models import Draft
from chibo.areas.exchange.models import ImportBatch, ImportFile
from chibo.areas.members.models import Member
from chibo.areas.privacy import actions
from chibo.areas.privacy.actions import forgetting
from chibo.areas.privacy.queries.retention import kept_too_long
from chibo.areas.privacy.retention import past_rows, retention
from chibo.areas.tokens.models import Token
from chibo.core.errors import NotAllowed
from chibo.core.models import AuditEvent, Submission
from tests.areas.privacy.office import DAY, NOW, PROGRAM, Office
from tests.factories import a_member, an_account
from tests.months import CellMonth
from tests.programs import a_program

pytestmark = pytest.mark.django_db


def a_form_sent(at: datetime) -> Submission:
    return Submission.objects.create(key=uuid4(), account_id=1, path="/", leads_to="/", at=at)


class TestTime:
    """What is past its time, with a clock."""

    def test_what_is_over_goes_in_one_act_and_the_rest_stays(self, office: Office) -> None:
        for days in (400, 10):
            ImportBatch.objects.create(
                unit=office.commune, by_name="Cán Bộ", state="refused",
                created_at=NOW - timedelta(days=days),
            )  # fmt: skip
        taken = ImportBatch.objects.create(
            unit=office.commune, by_name="Cán Bộ", state="taken",
            created_at=NOW - timedelta(days=400), taken_at=NOW - timedelta(days=400),
        )  # fmt: skip
        old, _new = ImportBatch.objects.unscoped("test").exclude(pk=taken.pk).order_by("created_at")
        ImportFile.objects.create(batch=old, name="nhap.xlsx", content=b"ten nguoi")
        a_form_sent(NOW - timedelta(days=7, seconds=1))
        later = a_form_sent(NOW - timedelta(days=6))

        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 1, "imports": 1}
        assert not ImportFile.objects.exists(), "the upload goes with its import"
        assert ImportBatch.objects.unscoped("test").count() == 2
        assert list(Submission.objects.all()) == [later]
        event = AuditEvent.objects.get(action="privacy.forgotten")
        assert event.changes == {"forms": 1, "imports": 1}

        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        assert AuditEvent.objects.filter(action="privacy.forgotten").count() == 1
        assert actions.forget(actor=PROGRAM, now=NOW + timedelta(days=21)) == {
            "forms": 1,
            "imports": 1,
        }

    def test_keys_slips_and_drafts_of_what_is_over_go(self, office: Office, today_is: Any) -> None:
        today_is("2025-11-20")
        clerk = Account.objects.get(pk=office.clerk.account_id)
        ended = [a_program(clerk, name=name).token for name in ("A", "B")][1]
        Token.objects.filter(pk=ended.pk).update(ended_at=NOW - timedelta(days=366))
        Token.objects.exclude(pk=ended.pk).update(ends_before=DAY - timedelta(days=364))
        CalendarFeed.objects.create(
            account=office.account, kind="own", secret_hash="x", made_at=NOW,
            revoked_at=NOW - timedelta(days=91),
        )  # fmt: skip
        meeting = CellMonth().hold()
        for kind, days in (("report", 366), ("resolution", 364)):
            Draft.objects.create(meeting=meeting, kind=kind, gathered_at=NOW - timedelta(days=days))
        slip, again, used = (an_account("clerk", office.commune) for _n in range(3))
        Account.objects.filter(pk__in=[slip.pk, again.pk]).update(must_change_password=True)
        Account.objects.update(created_at=NOW - timedelta(days=31))
        admin = actor_of(an_account("administrator"), DAY)
        again_slip = reset_password(actor=admin, account_id=again.pk, now=NOW - timedelta(days=29))

        gone = actions.forget(actor=PROGRAM, now=NOW)
        assert gone == {"slips": 1, "tokens_ended": 1, "feeds": 1, "drafts": 1}
        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        for account, works in ((slip, False), (again, True), (used, True)):
            assert Account.objects.get(pk=account.pk).has_usable_password() == works
        assert Account.objects.get(pk=again.pk).check_password(again_slip.password)
        assert Draft.objects.unscoped("test").get().kind == "resolution"
        assert actions.forget(actor=PROGRAM, now=NOW + timedelta(days=2))["tokens"] == 1

    def test_more_than_a_night_holds_waits_for_the_next(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(forgetting, "BATCH", 2)
        monkeypatch.setattr(forgetting, "MOST", 2)
        last, *_older = [a_form_sent(NOW - timedelta(days=30 + number)) for number in range(5)]
        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 4}
        assert list(Submission.objects.all()) == [last], "the oldest first"
        assert actions.forget(actor=PROGRAM, now=NOW) == {"forms": 1}

    def test_what_a_person_decides_only_waits(self, office: Office) -> None:
        a_member(
            office.cell, "Trần Văn Xa", phone="0900000001", state="transferred",
            state_on=DAY - timedelta(days=366),
        )  # fmt: skip
        a_member(
            office.cell, "Trần Văn Gần", phone="0900000002", state="transferred",
            state_on=DAY - timedelta(days=364),
        )  # fmt: skip
        a_member(office.cell, "Không Số", state="left", state_on=DAY - timedelta(days=900))
        assert actions.forget(actor=PROGRAM, now=NOW) == {}
        found = kept_too_long(actor=office.clerk, unit=office.commune, now=NOW)
        waits = next(each for each in found.rules if each.rule.code == "phones")
        assert (waits.number, [m.full_name for m in waits.members]) == (1, ["Trần Văn Xa"])
        assert Member.objects.unscoped("test").get(full_name="Trần Văn Xa").phone == "0900000001"
        with pytest.raises(NotAllowed):
            kept_too_long(actor=office.self, unit=office.commune, now=NOW)

    def test_each_rule_says_how_long_why_and_of_which_table(self) -> None:
        for rule in retention():
            assert rule.model._meta.db_table == rule.table
            assert rule.days >= 0
            assert rule.source_vi
            str(past_rows(rule, NOW).query)
