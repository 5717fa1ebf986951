"""Standings beside a fresh replay of the changes on record; stays beside the members."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from chibo.areas.organisation import lines
from chibo.areas.organisation.models import Unit, UnitChange, UnitStanding
from chibo.areas.organisation.rules import Ring
from chibo.areas.organisation.standings import COLUMNS, FACTS, present, standing_rows
from chibo.core.i18n import _

WHY = "records are checked for everybody"
Row = tuple[Any, ...]
_STAYS = (
    (
        gettext_noop("Đảng viên %s: nơi sinh hoạt hiện nay không khớp với quá trình sinh hoạt."),
        "SELECT m.code FROM members_member m JOIN members_stay s ON s.member_id = m.id"
        " WHERE s.cell_id <> m.cell_id AND NOT EXISTS (SELECT FROM members_stay l"
        " WHERE l.member_id = m.id AND l.starts_on > s.starts_on) ORDER BY m.id",
    ),
    (
        gettext_noop("Đảng viên %s: không có nơi sinh hoạt."),
        "SELECT m.code FROM members_member m"
        " WHERE m.state NOT IN ('transferred', 'deceased', 'left')"
        " AND NOT EXISTS (SELECT FROM members_stay s"
        " WHERE s.member_id = m.id AND s.ends_before = '9999-12-31') ORDER BY m.id",
    ),
    (
        gettext_noop("Đảng viên %s: quá trình sinh hoạt bắt đầu trước ngày vào Đảng."),
        "SELECT DISTINCT m.code FROM members_member m JOIN members_stay s ON s.member_id = m.id"
        " WHERE s.starts_on < m.joined_on ORDER BY 1",
    ),
    (
        gettext_noop("Đảng viên %s: quá trình sinh hoạt bị ngắt quãng mà không có quyết định."),
        "SELECT m.code FROM (SELECT member_id, ends_before, lead(starts_on) OVER"
        " (PARTITION BY member_id ORDER BY starts_on) AS following FROM members_stay) s"
        " JOIN members_member m ON m.id = s.member_id"
        " WHERE s.following > s.ends_before AND NOT EXISTS (SELECT FROM members_statechange c"
        " WHERE c.member_id = s.member_id AND c.on IN (s.ends_before, s.following)) ORDER BY m.id",
    ),
)


def broken_lines() -> list[str]:
    """Units whose standings, or whose row of today, do not follow from what is recorded."""
    ids = Unit.objects.unscoped(WHY).values_list("pk", flat=True)
    drawn = lines.load(ids)
    try:
        wanted = {unit_id: _rows(unit_id, drawn) for unit_id in drawn.below}
    except Ring as ring:
        codes = Unit.objects.unscoped(WHY).filter(pk__in=ring.unit_ids)
        told = _("Các đơn vị đứng vòng tròn trên nhau: %s.")
        return [told % ", ".join(sorted(codes.values_list("code", flat=True)))]
    return [*_standings_that_differ(wanted), *_units_that_differ(drawn), *_carried(drawn)]


def _rows(unit_id: int, drawn: lines.Drawn) -> list[Row]:
    return [tuple(row.values()) for row in standing_rows(unit_id, drawn.replay)]


def _standings_that_differ(wanted: dict[int, list[Row]]) -> list[str]:
    kept: dict[int, list[Row]] = {unit_id: [] for unit_id in wanted}
    rows = UnitStanding.objects.unscoped(WHY).order_by("unit_id", "starts_on")
    for row in rows.values_list(*COLUMNS):
        kept.setdefault(row[0], []).append(row)
    told = _("Đơn vị %s: quá trình trong cây không khớp với các biến động đã ghi.")
    return _told(told, [unit_id for unit_id in kept if kept[unit_id] != wanted.get(unit_id)])


def _units_that_differ(drawn: lines.Drawn) -> list[str]:
    differing = []
    for row in Unit.objects.unscoped(WHY).values("id", "path", *FACTS):
        line = drawn.replay.line(row["id"])
        facts = {**present(line), "path": drawn.replay.present_path(row["id"])}
        if any(row[name] != value for name, value in facts.items()):
            differing.append(row["id"])
    return _told(_("Đơn vị %s: hiện trạng không khớp với các biến động đã ghi."), differing)


def _carried(drawn: lines.Drawn) -> list[str]:
    rows = UnitChange.objects.unscoped(WHY).applied().filter(caused_by__isnull=False)
    kept = sorted(
        (row.unit_id, row.kind, row.on, tuple(row.receivers), row.caused_by_id or 0) for row in rows
    )
    wanted = sorted(
        (each.unit_id, each.kind, each.on, each.receivers, each.caused_by)
        for unit_id in drawn.below
        for each in drawn.replay.line(unit_id).carried
    )
    differing = {row[0] for row in set(kept) ^ set(wanted)}
    return _told(_("Đơn vị %s: phần đi theo biến động của đơn vị khác ghi sai."), list(differing))


def _told(sentence: str, unit_ids: list[int]) -> list[str]:
    units = Unit.objects.unscoped(WHY).filter(pk__in=unit_ids).order_by("id")
    return [sentence % code for code in units.values_list("code", flat=True)]


def broken_stays() -> list[str]:
    """Members whose home cells through time contradict each other or their record."""
    found = []
    for sentence, question in _STAYS:
        with connection.cursor() as cursor:
            cursor.execute(question)
            found += [_(sentence) % code for (code,) in cursor.fetchall()]
    return found
