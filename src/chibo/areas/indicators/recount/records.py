"""What must hold in the records themselves, and the guards of the database that keep it so."""

from collections.abc import Iterable

from django.db import connection

from chibo.areas.indicators.closing.tables import GUARDS as CLOSED_GUARDS
from chibo.areas.indicators.recount.lines import broken_lines, broken_stays
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.paths import segment
from chibo.core.i18n import _

WHY = "records are checked for everybody"
MARKED_TABLES = (
    "meetings_meeting",
    "scoring_scoresheet",
    "reports_monthlyreport",
    "members_member",
    "members_stay",
    "meetings_cellhabit",
    "organisation_unitstanding",
    "organisation_unit",
    "organisation_unitchange",
    "members_statechange",
    "training_trainingclass",
    "training_enrolment",
    "posts_fact",
)
FACT_TABLES = (
    ("posts_post", ("insert", "update", "delete")),
    ("members_member", ("update", "delete")),
    ("members_stay", ("insert", "update", "delete")),
    ("organisation_unitstanding", ("insert", "update", "delete")),
    ("organisation_unit", ("insert", "update", "delete")),
    ("places_place", ("insert", "update", "delete")),
)
GUARDS = (
    ("core_auditevent", "core_auditevent_append_only"),
    ("core_auditevent", "core_auditevent_awaits_seal"),
    ("core_trailleaf", "core_trailleaf_append_only"),
    ("core_trailbatch", "core_trailbatch_append_only"),
    *CLOSED_GUARDS,
    *(
        (table, f"indicators_mark_{act}")
        for table in MARKED_TABLES
        for act in ("insert", "update", "delete")
    ),
    *((table, f"posts_mark_{act}") for table, acts in FACT_TABLES for act in acts),
)


def broken_guards() -> list[str]:
    """Constraints that were never checked, triggers that are gone or switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint"
                       " WHERE NOT convalidated ORDER BY 1, 2")  # fmt: skip
        unchecked = cursor.fetchall()
    told = _("Bảng %(table)s: ràng buộc %(name)s chưa được kiểm tra trên dữ liệu đang có.")
    return [
        *(told % {"table": table, "name": name} for table, name in unchecked),
        *missing_guards(GUARDS),
    ]


def missing_guards(guards: Iterable[tuple[str, str]]) -> list[str]:
    """Of these triggers (table, name) those that are gone or switched off, in sentences."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
                       " WHERE NOT tgisinternal AND tgenabled <> 'D'")  # fmt: skip
        standing = set(cursor.fetchall())
    gone = _("Bảng %(table)s: thiếu hoặc đã tắt bộ canh %(name)s.")
    return [
        gone % {"table": guard[0], "name": guard[1]} for guard in guards if guard not in standing
    ]


def broken_records() -> list[str]:
    """What contradicts: paths, lines through time, stays; more present than expected."""
    return [
        *_broken_paths(),
        *broken_lines(),
        *_members_elsewhere(),
        *broken_stays(),
        *_more_than_expected(),
    ]


def _broken_paths() -> list[str]:
    rows = Unit.objects.unscoped(WHY).order_by("id")
    known = {unit.pk: unit for unit in rows.only("id", "code", "path", "parent_id")}
    told = _("Đơn vị %(unit)s: vị trí trong cây không khớp với đơn vị cấp trên.")
    return [
        told % {"unit": unit.code}
        for unit in known.values()
        if unit.path != (known[unit.parent_id].path if unit.parent_id else "") + segment(unit.pk)
    ]


def _members_elsewhere() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.code FROM members_member m JOIN organisation_unit u ON u.id = m.cell_id"
            " WHERE m.unit_path <> u.path ORDER BY m.id"
        )
        codes = [row[0] for row in cursor.fetchall()]
    told = _("Đảng viên %(code)s: vị trí trong cây không khớp với chi bộ.")
    return [told % {"code": code} for code in codes]


def _more_than_expected() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.code, m.held_on FROM meetings_meeting m"
            " JOIN organisation_unit u ON u.id = m.unit_id"
            " WHERE m.present > m.expected ORDER BY m.id"
        )
        rows = cursor.fetchall()
    told = _("Chi bộ %(unit)s, buổi %(day)s: số có mặt nhiều hơn số phải dự.")
    return [told % {"unit": code, "day": f"{day:%d/%m/%Y}" if day else "?"} for code, day in rows]
