"""Two records of one person become one: their dues of the same month, and the money in the books.

What was really taken stays in the book it was written into, with its receipt number. A person who
merges says whether the money of such a month came twice or was only written twice.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from chibo.areas.dues.actions.sums import recount
from chibo.areas.dues.models import DuesEntry, DuesPayment, DuesSheet
from chibo.areas.members.duplicates.clashes import Pair, Settler, register
from chibo.areas.members.duplicates.errors import CannotMerge, CannotUndoMerge, NeedsChoice
from chibo.areas.members.duplicates.rows import Rows, rows_where
from chibo.core.i18n import _

WHY = "the dues of two records that become one"
LABEL = "dues.duesentry"
PAID_TWICE, WRITTEN_TWICE = "paid_twice", "written_twice"
CHOICES = {
    PAID_TWICE: gettext_lazy("Đã nộp hai lần thật: giữ cả hai khoản trong sổ"),
    WRITTEN_TWICE: gettext_lazy("Một khoản ghi hai lần: rút khoản ở bản ghi kia, vẫn đọc được"),
}


def register_settler() -> None:
    """Have dues of the same month settled before two records become one."""
    register(
        Settler(
            label=LABEL,
            choices=CHOICES,
            watched=_payments_of,
            settle=settle_months,
            restored=_recount_for,
            refuse_undo=_refuse_closed,
        )
    )


def settle_months(pair: Pair) -> int:
    """Leave one line a month: the one with money on it, else that of the record kept."""
    ids = [pair.kept_id, pair.gone_id]
    sheets = _locked_sheets(ids)
    by_month: dict[object, dict[int | None, DuesEntry]] = {}
    for line in DuesEntry.objects.unscoped(WHY).filter(member__in=ids).select_for_update():
        by_month.setdefault(line.month, {})[line.member_id] = line
    both = [(two[pair.kept_id], two[pair.gone_id]) for two in by_month.values() if len(two) == 2]
    if not pair.choice and any(kept.paid and gone.paid for kept, gone in both):
        raise NeedsChoice(LABEL, _question(both))
    for kept, gone in both:
        _settle(kept, gone, pair)
    for sheet in sheets if both else []:
        recount(sheet)
    return len(both)


def _question(both: Iterable[tuple[DuesEntry, DuesEntry]]) -> str:
    months = sorted({kept.round for kept, gone in both if kept.paid and gone.paid})
    return _(
        "Cả hai bản ghi đều có tiền đảng phí của tháng %s. Hãy cho biết tiền đã nộp hai lần thật "
        "hay chỉ ghi hai lần."
    ) % ", ".join(month.label for month in months)


def _settle(kept: DuesEntry, gone: DuesEntry, pair: Pair) -> None:
    """One line stays with all payments; taken back where they were only written twice."""
    if kept.paid and gone.paid and pair.choice == WRITTEN_TWICE:
        _take_back(gone, pair)
    stays, goes = (gone, kept) if gone.paid and not kept.paid else (kept, gone)
    rows = DuesPayment.objects.unscoped(WHY)
    rows.filter(entry=goes).update(entry=stays)
    goes.delete()
    standing = rows.filter(entry=stays).standing().values_list("amount", flat=True)
    stays.paid = sum(standing)
    stays.version += 1
    stays.save()


def _take_back(line: DuesEntry, pair: Pair) -> None:
    rows = DuesPayment.objects.unscoped(WHY).filter(entry=line).standing()
    for row in rows.select_related("book").select_for_update(of=("self",)):
        if not row.book.is_open:
            raise CannotMerge(
                _(
                    "Khoản ghi hai lần nằm trong sổ tháng %s đã khóa. Hãy nhờ cấp trên mở lại sổ "
                    "đó rồi gộp."
                )
                % row.book.round.label
            )
        row.taken_back = _("Ghi hai lần: gộp bản ghi %s.") % pair.gone_code
        row.version += 1
        row.save()


def _locked_sheets(member_ids: list[int]) -> list[DuesSheet]:
    """The sheets and books that hold anything of these members, held against others."""
    rows = DuesSheet.objects.unscoped(WHY).filter(pk__in=_sheet_ids(member_ids))
    return list(rows.select_for_update().order_by("pk"))


def _sheet_ids(member_ids: list[int]) -> set[int]:
    lines = DuesEntry.objects.unscoped(WHY).filter(member__in=member_ids)
    payments = DuesPayment.objects.unscoped(WHY).filter(entry__member__in=member_ids)
    return {*lines.values_list("sheet_id", flat=True), *payments.values_list("book_id", flat=True)}


def _payments_of(member_ids: list[int]) -> Rows:
    rows = DuesPayment.objects.unscoped(WHY).filter(entry__member__in=member_ids)
    return rows_where(DuesPayment, [str(pk) for pk in rows.values_list("pk", flat=True)])


def _recount_for(member_ids: list[int]) -> None:
    for sheet in _locked_sheets(member_ids):
        recount(sheet)


def _refuse_closed(rows: Rows) -> None:
    """Money that was taken back by the merge cannot come back into a book closed since."""
    stood = [
        row["id"]
        for (label, _key), row in rows.items()
        if label == "dues.duespayment" and not row["taken_back"]
    ]
    held = DuesPayment.objects.unscoped(WHY).filter(pk__in=stood).exclude(taken_back="")
    for payment in held.select_related("book"):
        if not payment.book.is_open:
            raise CannotUndoMerge(
                _(
                    "Không hoàn tác được: sổ đảng phí tháng %s đã khóa sau khi gộp. "
                    "Hãy nhờ cấp trên mở lại sổ đó trước."
                )
                % payment.book.round.label
            )
