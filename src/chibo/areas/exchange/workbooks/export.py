"""Writing the register out in the sheets that the import takes."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from chibo.areas.exchange.sheets import SHEETS, SheetForm
from chibo.areas.exchange.sheets.members import SENSITIVE
from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.exchange.workbooks.places import overseer_rows, place_rows
from chibo.areas.exchange.workbooks.posts import post_rows
from chibo.areas.exchange.workbooks.training import class_rows, enrolment_rows, target_rows
from chibo.areas.exchange.workbooks.transfers import TransferSheet
from chibo.areas.exchange.workbooks.units import UnitSheets
from chibo.areas.exchange.workbooks.writer import SheetWriter
from chibo.areas.meetings.models import Meeting, MeetingKind
from chibo.areas.members.models import Gender, Member, MemberState
from chibo.areas.members.restricted import restricted
from chibo.core.actor import Actor

_TWELVE = 12


def write_register(asked: Asked) -> bytes:
    """The sheets of a unit and everything below it, as far as the actor may see.

    The top unit is written without its superior: taken into an empty system it becomes the root,
    taken into this one it stays where it is (an empty cell leaves the value).
    """
    writer = SheetWriter(asked.stamp)
    units = UnitSheets(asked)
    rows = {
        "units": units.unit_rows(),
        "changes": units.change_rows(),
        "members": _members(asked, units),
        "transfers": TransferSheet(asked, units).rows(),
        "posts": post_rows(asked),
        "places": place_rows(asked),
        "overseers": overseer_rows(asked),
        "meetings": _meetings(asked),
        "targets": target_rows(asked),
        "classes": class_rows(asked),
        "enrolments": enrolment_rows(asked, units.codes),
    }
    for form in SHEETS:
        _write_sheet(writer, form, rows[form.code])
    return writer.done()


def _write_sheet(writer: SheetWriter, form: SheetForm, rows: Iterable[dict[str, Any]]) -> None:
    sheet = writer.sheet(form.title, [max(_TWELVE, len(c.heading) + 3) for c in form.columns])
    writer.headings(sheet, [column.shown for column in form.columns])
    for number, row in enumerate(rows, start=1):
        writer.row(sheet, number, [row[column.field] for column in form.columns])


def _members(asked: Asked, units: UnitSheets) -> Iterable[dict[str, Any]]:
    genders = dict(Gender.choices)
    cells = _cells_then(asked, units)
    rows = Member.objects.visible_to(asked.actor, "members.view").under(asked.top.path)
    kept_back = restricted(inside=asked.top.path)
    for member in rows.select_related("cell").order_by("unit_path", "name_key", "id").iterator():
        cell_code = cells.get(member.pk, member.cell.code)
        if not cell_code or not asked.by_then(member.joined_on):
            continue
        yield {
            "code": member.code,
            "full_name": member.full_name,
            "gender": genders[member.gender],
            "born_on": member.born_on,
            **_sensitive(asked.actor, member, kept_back),
            "card_number": "" if member.pk in kept_back else member.card_number,
            "cell_code": cell_code,
            "joined_on": member.joined_on,
            "full_on": asked.known(member.full_on),
            **shown_state(asked, member),
            "phone": "" if member.pk in kept_back else member.phone,
        }


def _cells_then(asked: Asked, units: UnitSheets) -> Mapping[int, str]:
    """Codes of cells other than today's: of the day asked for, or from which a member followed.

    Empty for who was at home outside the part of the tree that is written.
    """
    then = {pk: units.codes.get(cell, "") for pk, cell in asked.homes_then().items()}
    return {**then, **{pk: code for pk, code in units.first_cells().items() if then.get(pk, code)}}


def _sensitive(actor: Actor, member: Member, kept_back: Container[int]) -> dict[str, str]:
    """Dân tộc, tôn giáo and số định danh go only to whom the member's page shows them.

    Of records their person had restricted they stay here; an empty cell changes nothing when the
    file comes back.
    """
    if member.pk in kept_back or not actor.may("members.sensitive", member.unit_path):
        return dict.fromkeys(SENSITIVE, "")
    return {name: getattr(member, name) or "" for name in SENSITIVE}


def shown_state(asked: Asked, member: Member) -> dict[str, Any]:
    """The state as known on the day; one that came later is left to be read from the dates."""
    if not asked.by_then(member.state_on) or (
        member.state == MemberState.FULL and asked.known(member.full_on) is None
    ):
        return {"state": "", "state_on": None}
    return {"state": MemberState(member.state).label, "state_on": member.state_on}


def _meetings(asked: Asked) -> Iterable[dict[str, Any]]:
    rows = Meeting.objects.visible_to(asked.actor).under(asked.top.path).held()
    rows = rows.exclude(kind=MeetingKind.EXTRAORDINARY)  # the sheet has no word for it
    kinds = dict(MeetingKind.choices)
    found = rows.select_related("unit", "score_sheet").order_by("unit__path", "held_on", "id")
    for meeting in found.iterator():
        if asked.by_then(meeting.held_on):
            yield _meeting(meeting, kinds)


def _meeting(meeting: Meeting, kinds: dict[str, str]) -> dict[str, Any]:
    score = getattr(meeting, "score_sheet", None)
    plain: Sequence[str] = (
        "held_on",
        "starts_at",
        "ends_at",
        "expected",
        "present",
        "excused",
        "unexcused",
        "speakers",
        "topic",
        "visitors",
    )
    return {
        "cell_code": meeting.unit.code,
        "kind": kinds[meeting.kind],
        **{name: getattr(meeting, name) for name in plain},
        "self_total": score.self_total if score else None,
        "official_total": score.official_total if score else None,
    }
