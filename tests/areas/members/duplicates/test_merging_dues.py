"""Two records of one person who both stand in the books of dues, or hold the same post."""

from datetime import date, datetime

import pytest

from chibo.areas.dues import actions as dues
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesSheet
from chibo.areas.members.duplicates import actions
from chibo.areas.members.duplicates.errors import CannotMerge, CannotUndoMerge, NeedsChoice
from chibo.areas.members.duplicates.models import Merge
from chibo.areas.members.models import Member
from chibo.areas.organisation.models import Unit
from chibo.areas.oversight.models import Overseeing
from chibo.areas.posts.models import Post
from chibo.core.actor import Actor
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from tests.areas.members.duplicates.pairs import NOW, everything, proposal, undone
from tests.factories import a_post, an_actor

pytestmark = pytest.mark.django_db
OCTOBER = Month(2026, 10)
THEN = datetime(2026, 10, 20, 9, 0, tzinfo=ZONE)


class Books:
    """The books of the cell: a rate for the record kept, October open for both."""

    def __init__(self, cell: Unit, kept: Member) -> None:
        self.cell, self.keeper = cell, an_actor("secretary", cell)
        dues.set_rate(
            actor=self.keeper,
            member_id=kept.pk,
            starts_on=OCTOBER,
            rate=dues.Rate("insured", 8_000_000),
            version=0,
            now=THEN,
        )
        dues.open_month(actor=self.keeper, unit_id=cell.pk, month=OCTOBER, now=THEN)

    @property
    def sheet(self) -> DuesSheet:
        return DuesSheet.objects.unscoped("test").get(month=OCTOBER.first)

    def line(self, member: Member) -> DuesEntry:
        return DuesEntry.objects.unscoped("test").get(member=member, month=OCTOBER.first)

    def pay(self, member: Member, amount: int = 80_000) -> None:
        line = self.line(member)
        dues.pay(
            actor=self.keeper,
            entry_id=line.pk,
            book_id=line.sheet_id,
            payment=dues.Payment(date(2026, 10, 5), amount),
            version=line.version,
            now=THEN,
        )

    def close(self) -> None:
        sheet = self.sheet
        dues.close_month(actor=self.keeper, sheet_id=sheet.pk, version=sheet.version, now=THEN)


@pytest.fixture
def books(cell: Unit, kept: Member, gone: Member) -> Books:
    return Books(cell, kept)


def merged(actor: Actor, kept: Member, gone: Member, **choices: str) -> Merge:
    return actions.merge(
        actor=actor,
        proposal_id=proposal().pk,
        keep_id=kept.pk,
        take=[],
        versions={
            each.pk: Member.objects.unscoped("test").get(pk=each.pk).version
            for each in (kept, gone)
        },
        why="Ghi hai lần",
        now=NOW,
        choices={label.replace("__", "."): choice for label, choice in choices.items()},
    )


class TestOneMonthTwice:
    def test_a_line_nobody_paid_goes_and_comes_back_with_the_undo(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        before = everything()
        done = merged(clerk, kept, gone)
        sheet = books.sheet
        assert (sheet.people, sheet.paid, sheet.received) == (1, 80_000, 80_000)
        assert done.aside["dues.duesentry"] == 1
        undone(clerk, done)
        assert everything() == before

    def test_the_line_with_money_stands_whichever_record_is_kept(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(gone, 50_000)
        before = everything()
        done = merged(clerk, kept, gone)
        line = books.line(kept)
        assert (line.paid, books.sheet.received) == (50_000, 50_000)
        undone(clerk, done)
        assert everything() == before

    def test_money_on_both_is_asked_about_and_nothing_happens_before_the_answer(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        books.pay(gone)
        before = everything()
        with pytest.raises(NeedsChoice, match="10/2026") as asked:
            merged(clerk, kept, gone)
        assert asked.value.label == "dues.duesentry"
        assert everything() == before

    def test_paid_twice_both_payments_stand_on_one_line(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        books.pay(gone, 30_000)
        books.close()
        before = everything()
        done = merged(clerk, kept, gone, dues__duesentry="paid_twice")
        assert books.line(kept).paid == 110_000
        sheet = books.sheet
        assert (sheet.received, sheet.people, sheet.state) == (110_000, 1, "closed")
        undone(clerk, done)
        assert everything() == before

    def test_written_twice_one_payment_is_taken_back_and_stays_readable(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        books.pay(gone)
        before = everything()
        done = merged(clerk, kept, gone, dues__duesentry="written_twice")
        line = books.line(kept)
        assert (line.paid, books.sheet.received) == (80_000, 80_000)
        rows = DuesPayment.objects.unscoped("test").filter(entry=line).order_by("number")
        assert [(row.number, row.taken_back) for row in rows] == [
            (1, ""),
            (2, "Ghi hai lần: gộp bản ghi DV2."),
        ]
        undone(clerk, done)
        assert everything() == before

    def test_money_in_a_closed_book_is_not_taken_back_behind_its_keepers_back(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        books.pay(gone)
        books.close()
        before = everything()
        with pytest.raises(CannotMerge, match=r"sổ tháng 10/2026 đã khóa"):
            merged(clerk, kept, gone, dues__duesentry="written_twice")
        assert everything() == before

    def test_a_book_closed_since_keeps_the_merge_from_being_undone(
        self, clerk: Actor, kept: Member, gone: Member, books: Books
    ) -> None:
        books.pay(kept)
        books.pay(gone)
        done = merged(clerk, kept, gone, dues__duesentry="written_twice")
        books.close()
        before = everything()
        with pytest.raises(CannotUndoMerge, match=r"tháng 10/2026 đã khóa"):
            undone(clerk, done)
        assert everything() == before


class TestPostsOfBoth:
    def test_somebody_says_that_the_record_kept_is_right(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        a_post(kept, "Bí thư", cell, starts_on=date(2024, 1, 1))
        a_post(gone, "Bí thư", cell, starts_on=date(2025, 1, 1))
        before = everything()
        with pytest.raises(NeedsChoice, match="chức vụ ở cùng một chỗ") as asked:
            merged(clerk, kept, gone)
        assert asked.value.label == "posts.post"
        done = merged(clerk, kept, gone, posts__post="kept")
        assert Post.objects.unscoped("test").get().starts_on == date(2024, 1, 1)
        assert done.aside["posts.post"] == 1
        undone(clerk, done)
        assert everything() == before

    def test_both_follow_one_unit(
        self, clerk: Actor, cell: Unit, kept: Member, gone: Member
    ) -> None:
        for member, day in ((kept, date(2025, 1, 1)), (gone, date(2025, 6, 1))):
            Overseeing.objects.create(unit=cell, member=member, starts_on=day, is_lead=False)
        before = everything()
        done = merged(clerk, kept, gone, oversight__overseeing="kept")
        assert Overseeing.objects.unscoped("test").get().starts_on == date(2025, 1, 1)
        undone(clerk, done)
        assert everything() == before
