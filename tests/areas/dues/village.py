"""A village cell and its dues, for the tests of every use case."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chibo.areas.dues import actions as dues
from chibo.areas.dues.actions import Laid, Payment, Rate
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesRate, DuesSheet
from chibo.areas.members.models import Member
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.factories import a_cell, a_commune, a_member, an_actor

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 19, 0, tzinfo=ZONE)


class Cell:
    """A village cell of four with its secretary, and the commune's clerk above."""

    def __init__(self) -> None:
        self.commune = a_commune()
        self.unit = a_cell(self.commune)
        self.an = a_member(self.unit, "Nguyễn Văn An")
        self.binh = a_member(self.unit, "Trần Thị Bình", gender="female")
        self.cuong = a_member(self.unit, "Lê Văn Cường")
        self.dung = a_member(self.unit, "Phạm Thị Dung", gender="female")
        self.secretary = an_actor("secretary", self.unit, name="Nguyễn Văn An")
        self.clerk = an_actor("clerk", self.commune, name="Hoàng Thị Mai")

    def lay_down(self, starts_on: Month = OCTOBER, version: int = 0, **more: Any) -> Any:
        laid = {
            "region": "IV",
            "cell_keeps": Decimal(30),
            "body_keeps": Decimal(90),
            "reliefs": ("long_member", "reduced_50"),
        }
        return dues.lay_down(
            actor=more.pop("actor", self.clerk),
            unit_id=self.commune.pk,
            starts_on=starts_on,
            laid=Laid(**{**laid, **more}),
            version=version,
            now=at(1),
        )

    def rate(self, member: Member, group: str, version: int = 0, **more: Any) -> DuesRate:
        return dues.set_rate(
            actor=more.pop("actor", self.secretary),
            member_id=member.pk,
            starts_on=more.pop("starts_on", OCTOBER),
            rate=Rate(group, **more),
            version=version,
            now=at(1),
        )

    def rates(self) -> None:
        """Salary, pension, farmer, past age: 80.000 + 26.500 + 11.100 + 7.400."""
        self.rate(self.an, "insured", amount=8_000_000)
        self.rate(self.binh, "pension", amount=5_300_000)
        self.rate(self.cuong, "uninsured")
        self.rate(self.dung, "past_age")

    def open(self, month: Month = NOVEMBER, now: datetime | None = None) -> DuesSheet:
        return dues.open_month(
            actor=self.secretary, unit_id=self.unit.pk, month=month, now=now or at(5)
        )

    def line(self, member: Member, month: Month = NOVEMBER) -> DuesEntry:
        return DuesEntry.objects.unscoped("test").get(member=member, month=month.first)

    def sheet(self, month: Month = NOVEMBER) -> DuesSheet:
        return DuesSheet.objects.unscoped("test").get(unit=self.unit, month=month.first)

    def pay(self, member: Member, book: DuesSheet, **more: Any) -> DuesPayment:
        entry = self.line(member, more.pop("month", book.round))
        return dues.pay(
            actor=more.pop("actor", self.secretary),
            entry_id=entry.pk,
            book_id=book.pk,
            payment=Payment(more.pop("paid_on", date(2026, 11, 5)), **more),
            version=entry.version,
            now=at(5),
        )
