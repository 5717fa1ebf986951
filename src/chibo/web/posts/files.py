"""Concurrent posts, village cells and terms as sheets."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from chibo.areas.organisation.models import UnitStanding
from chibo.areas.posts.models import Post, TargetShare
from chibo.areas.posts.queries import Oddity, OddityRow, PersonRow, Share, TermDue
from chibo.areas.posts.queries.villages import VillageRow
from chibo.web.components.downloads import Column, Table, columns
from chibo.web.days import LookedAt


def posts_table(title: str, posts: Iterable[Post]) -> Table:
    """A row for each post: who holds it, from when, by which decision."""
    headings = columns(
        (_("Chức vụ"), 36),
        (_("Người giữ"), 30),
        (_("Từ ngày"), 12),
        (_("Thôi từ ngày"), 12),
        (_("Căn cứ"), 40),
    )
    rows = [
        (
            post.title,
            post.member.full_name,
            post.starts_on,
            post.ends_before,
            post.decision or None,
        )
        for post in posts
    ]
    return Table(title, headings, rows)


def share_table(shares: Sequence[Share], on: date) -> Table:
    """The shares against their targets; no data is said in words."""
    labels = dict(TargetShare.choices)
    columns = [
        Column(_("Tỷ lệ"), 60),
        Column(_("Giá trị"), 16),
        Column(_("Tử số"), 12),
        Column(_("Mẫu số"), 12),
        Column(_("Mục tiêu"), 12),
        Column(_("Đến ngày"), 12),
        Column(_("Tình trạng"), 20),
    ]
    rows = [
        (
            _(labels[each.code]),
            _("chưa có số liệu") if each.value is None else float(each.value),
            each.numerator,
            each.denominator,
            each.target.percent if each.target else None,
            each.target.by_on if each.target else None,
            _standing(each, on),
        )
        for each in shares
    ]
    return Table(_("Kiêm nhiệm"), columns, rows)


def _standing(share: Share, on: date) -> str:
    if not share.target:
        return _("chưa đặt")
    if share.is_reached:
        return _("đã đạt")
    return _("quá hạn, chưa đạt") if share.is_missed(on) else _("chưa đạt")


def oddity_table(found: Iterable[Oddity]) -> Table:
    """How much there is to look at."""
    columns = [Column(_("Cần xem"), 60), Column(_("Số lượng"), 12)]
    return Table(_("Cần xem"), columns, [(each.name, each.count) for each in found])


def several_table(people: Sequence[PersonRow], held: Mapping[int, Sequence[Post]]) -> Table:
    """Who holds several posts: a row each post, those of a person together."""
    headings = columns(
        (_("Họ và tên"), 28),
        (_("Chi bộ"), 40),
        (_("Chức vụ"), 28),
        (_("Nơi giữ chức vụ"), 40),
        (_("Từ ngày"), 12),
        (_("Trong, ngoài Đảng"), 16),
        (_("Địa bàn"), 30),
    )
    rows = [
        (
            row.member.full_name,
            row.home_name,
            post.title,
            getattr(post, "stood_name", post.unit.name),
            post.starts_on,
            _("trong Đảng") if post.inside else _("ngoài Đảng"),
            "; ".join(post.areas) or None,
        )
        for row in people
        for post in held[row.member.pk]
    ]
    return Table(_("Người giữ nhiều chức vụ"), headings, rows)


def odd_rows_table(name: str, rows: Sequence[OddityRow]) -> Table:
    """The units, or the posts in them, of one kind of clash or gap."""
    headings = columns(
        (_("Đơn vị"), 40), (_("Chức vụ"), 28), (_("Họ và tên"), 28), (_("Từ ngày"), 12)
    )
    told = [
        (row.name, row.post.title, row.post.member.full_name, row.post.starts_on)
        if row.post
        else (row.name, None, None, None)
        for row in rows
    ]
    return Table(name, headings, told)


def village_table(rows: Sequence[VillageRow]) -> Table:
    """Village cells with who leads them."""
    columns = [
        Column(_("Chi bộ"), 40),
        Column(_("Bí thư"), 26),
        Column(_("Trưởng thôn"), 26),
        Column(_("Bí thư là trưởng thôn"), 14),
        Column(_("Phó bí thư"), 26),
        Column(_("Trưởng ban công tác Mặt trận"), 28),
        Column(_("Phó bí thư là trưởng ban"), 14),
    ]
    told = [
        (
            row.cell.name,
            ", ".join(row.secretaries),
            ", ".join(row.heads),
            _yes(row.secretary_is_head),
            ", ".join(row.deputies),
            ", ".join(row.fronts),
            _yes(row.deputy_is_front),
        )
        for row in rows
    ]
    return Table(_("Chi bộ thôn"), columns, told)


def _yes(is_so: bool) -> str:
    return _("có") if is_so else _("không")


def term_tables(
    ending: Sequence[TermDue], missing: Iterable[UnitStanding], looked: LookedAt
) -> list[Table]:
    """Terms near their end, the first to end first; units no term is recorded for.

    What is planned is only kept as it is today.
    """
    columns = [
        Column(_("Đơn vị"), 40),
        Column(_("Hết nhiệm kỳ"), 14),
        Column(_("Muộn nhất"), 14),
        Column(_("Tình trạng"), 14),
        Column(_("Đại hội dự kiến"), 16),
    ]
    rows = [
        (
            getattr(each.term, "stood_name", each.unit.name),
            each.window.due_on,
            each.window.latest_on,
            _due(each, looked.day),
            each.congress.planned_on if each.congress and looked.is_today else None,
        )
        for each in ending
    ]
    without = [(each.name,) for each in missing]
    return [
        Table(_("Nhiệm kỳ sắp hết"), columns, rows),
        Table(_("Chưa ghi nhiệm kỳ"), [Column(_("Đơn vị"), 40)], without),
    ]


def _due(each: TermDue, today: date) -> str:
    if each.window.latest_on < today:
        return _("quá hạn")
    return _("đến hạn") if each.window.due_on <= today else ""
