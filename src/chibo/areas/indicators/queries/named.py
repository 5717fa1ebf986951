"""What was counted, told as records the actor may open; the rest stays counted only."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chibo.areas.indicators.permissions import VIEW
from chibo.areas.indicators.queries.records import WHY, Asked, Record, meeting_record
from chibo.areas.indicators.queries.same_words import Found
from chibo.areas.meetings.models import Meeting
from chibo.areas.members.models import MemberState
from chibo.areas.members.past import states_on
from chibo.areas.organisation.models import Unit, UnitStanding
from chibo.areas.organisation.past import names_on, standings_on
from chibo.areas.training.models import TrainingClass
from chibo.areas.training.queries import with_sums
from chibo.areas.training.rules import Sums
from chibo.core.choices import spoken
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations import get_unit_kind


def cells(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Cells with the months and quarters they met in of those they were asked for."""
    rows = Unit.objects.visible_to(asked.actor, VIEW).in_bulk([row["id"] for row in found])
    return {
        row["id"]: Record("unit", cell.pk, cell, cell.name, None, _tally(row), cell.name)
        for row in found
        if (cell := rows.get(row["id"]))
    }


def _tally(row: Found) -> str:
    told = _(
        "họp thường kỳ %(met)d/%(months)d tháng phải họp, chuyên đề %(quarters)d/%(all)d quý"
    ) % {
        "met": row["months_met"] + row["running_met"],
        "months": row["months_asked"] + row["running_met"],
        "quarters": row["quarters_met"],
        "all": row["quarters_asked"],
    }
    if not row["visits"]:
        return told
    return _("%(told)s; cấp trên dự %(visits)d buổi") % {"told": told, "visits": row["visits"]}


def meetings(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Meetings with attendance and official points."""
    rows = Meeting.objects.visible_to(asked.actor).filter(pk__in=[row["id"] for row in found])
    return {
        meeting.pk: meeting_record(meeting)
        for meeting in rows.select_related("unit", "score_sheet")
    }


def people(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Members with what they were on the day, under the name their cell then had."""
    return {row["id"]: record for row, record in _people(asked, found, "id")}


def _people(asked: Asked, found: list[Found], key: str) -> Iterator[tuple[Found, Record]]:
    """Each row with the member its column `key` names, as far as they may be named."""
    ids = [row[key] for row in found]
    rows = {
        member.pk: member
        for member in asked.people().filter(pk__in=ids).select_related("cell").defer("search_words")
    }
    homes = Unit.objects.unscoped(WHY).in_bulk([r["cell_id"] for r in found if r[key] in rows])
    names = names_on(list(homes.values()), asked.day)
    states, words = states_on(list(rows.values()), asked.day), dict(spoken(MemberState))
    for row in found:
        if member := rows.get(pk := row[key]):
            record = Record(
                kind="member",
                pk=pk,
                unit=member.cell,
                title=member.full_name,
                on=member.joined_on,
                note=str(words[MemberState(states[pk].shown)]),
                place=names.get(row["cell_id"], homes[row["cell_id"]].name),
            )
            yield row, record


def aged(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Members with the whole years that were added up."""
    ages = {row["id"]: row["age"] for row in found}
    return {
        pk: replace(record, note=_("%d tuổi") % ages[pk])
        for pk, record in people(asked, found).items()
    }


def admitted(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Members with the day they were admitted."""
    return {
        pk: replace(record, note=_("vào Đảng ngày %s") % show_date(record.on))
        for pk, record in people(asked, found).items()
        if record.on
    }


def movements(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Members with the day something happened to them, and the cell it happened in; by stay."""
    return {
        row["id"]: replace(record, on=row["day"], note=_("ngày %s") % show_date(row["day"]))
        for row, record in _people(asked, found, "member_id")
    }


def classes(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Classes with their trainees and attendances."""
    rows = TrainingClass.objects.visible_to(asked.actor).filter(pk__in=[r["id"] for r in found])
    return {
        each.training_class.pk: Record(
            kind="class",
            pk=each.training_class.pk,
            unit=each.training_class.unit,
            title=str(each.training_class),
            on=each.training_class.starts_on,
            note=_class_note(each.sums),
            place=each.training_class.unit.name,
        )
        for each in with_sums(asked.actor, list(rows.select_related("unit")))
    }


def _class_note(sums: Sums) -> str:
    told = _("%d học viên") % sums.trainees
    if sums.attendances is None:
        return _("%s; chưa ghi lượt dự") % told
    return _("%(told)s; %(count)d lượt dự") % {"told": told, "count": sums.attendances}


def units(asked: Asked, found: list[Found]) -> Mapping[int, Record]:
    """Units by the kind they carried: on the last day, or on the day something happened to them."""
    ids = [row["id"] for row in found]
    rows = Unit.objects.visible_to(asked.actor, VIEW).in_bulk(ids)
    then = standings_on(list(rows.values()), asked.day)
    return {
        pk: Record(
            kind="unit",
            pk=pk,
            unit=unit,
            title=then[pk].name if pk in then else unit.name,
            on=row["counts_on"],
            note=kind_words(then.get(pk, unit)),
            place=then[pk].name if pk in then else unit.name,
        )
        for row in found
        if (unit := rows.get(pk := row["id"]))
    }


def kind_words(row: Unit | UnitStanding) -> str:
    """The kind it carries in words; one no pack gives any more by its code."""
    try:
        return _(get_unit_kind(row.kind).name)
    except KeyError:
        return row.kind
