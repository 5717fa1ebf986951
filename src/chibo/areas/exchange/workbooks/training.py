"""`Chỉ tiêu`, `Lớp học` and `Học viên` as written out."""

from collections.abc import Iterable, Mapping
from typing import Any

from chibo.areas.exchange.workbooks.asked import Asked
from chibo.areas.members.models import Member
from chibo.areas.targets.models import Target
from chibo.areas.training.models import Course, Enrolment, TrainingClass
from chibo.areas.training.rules import MEMBERS_ONLY


def target_rows(asked: Asked) -> Iterable[dict[str, Any]]:
    """The targets of a unit and all below it, by unit and year; without later years."""
    rows = Target.objects.visible_to(asked.actor).filter(**_below("unit__path", asked))
    found = rows.select_related("unit").order_by("unit__path", "year", "indicator")
    for target in found.iterator():
        if asked.on is None or target.year <= asked.on.year:
            yield {
                "unit_code": target.unit.code,
                "year": target.year,
                "indicator": target.indicator,
                "planned": target.planned,
                "lag_reason": target.lag_reason,
            }


def class_rows(asked: Asked) -> Iterable[dict[str, Any]]:
    """The classes opened by a unit and all below it, in the order of their beginning."""
    names = dict(Course.choices)
    rows = TrainingClass.objects.visible_to(asked.actor).filter(**_below("unit__path", asked))
    for each in rows.select_related("unit").order_by("starts_on", "code").iterator():
        if asked.by_then(each.starts_on):
            yield {
                "code": each.code,
                "course": names[each.course],
                "name": each.name,
                "unit_code": each.unit.code,
                "starts_on": each.starts_on,
                "ends_on": asked.known(each.ends_on),
            }


def enrolment_rows(asked: Asked, units: Mapping[int, str]) -> Iterable[dict[str, Any]]:
    """Who is enrolled in these classes; members by code, as far as they are written out too.

    Another member is written by name and day of birth, or not at all where only members learn.
    """
    homes = asked.homes_then()
    inside = _below("training_class__unit__path", asked)
    rows = Enrolment.objects.visible_to(asked.actor, "training.names").filter(**inside)
    found = rows.select_related("training_class", "member")
    for each in found.order_by(
        "training_class__starts_on", "training_class__code", "id"
    ).iterator():
        if not asked.by_then(each.training_class.starts_on):
            continue
        member = each.member
        outside = member is not None and not _is_written(asked, member, homes, units)
        if outside and each.training_class.course in MEMBERS_ONLY:
            continue
        yield {
            "class_code": each.training_class.code,
            "member_code": member.code if member and not outside else "",
            "full_name": member.full_name if member and outside else each.full_name,
            "born_on": member.born_on if member and outside else each.born_on,
            "attended": each.attended,
            "result": each.result,
        }


def _is_written(
    asked: Asked, member: Member, homes: Mapping[int, int], units: Mapping[int, str]
) -> bool:
    """Whether the sheet `Đảng viên` of the same file has the member."""
    if not member.unit_path.startswith(asked.top.path) or not asked.by_then(member.joined_on):
        return False
    return member.pk not in homes or homes[member.pk] in units


def _below(column: str, asked: Asked) -> dict[str, str]:
    return {f"{column}__gte": asked.top.path, f"{column}__lt": asked.top.path + "~"}
