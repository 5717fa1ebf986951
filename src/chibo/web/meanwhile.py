"""What somebody else did to a record while a form was open, in words: who, when, what to what."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.models import ChangeKind, Gender, MemberState
from chibo.areas.organisation.models import CellType
from chibo.areas.posts.models import HowGiven
from chibo.core import clock
from chibo.core.errors import ChangedMeanwhile, Meanwhile
from chibo.core.vietnamese import show_date

Words = str | Promise

FIELDS: Mapping[str, Words] = {
    "full_name": _("Họ và tên"),
    "gender": _("Giới tính"),
    "born_on": _("Ngày sinh"),
    "ethnicity": _("Dân tộc"),
    "religion": _("Tôn giáo"),
    "citizen_number": _("Số định danh"),
    "card_number": _("Số thẻ đảng"),
    "cell_id": _("Chi bộ"),
    "joined_on": _("Ngày vào Đảng"),
    "full_on": _("Ngày chính thức"),
    "state": _("Trạng thái"),
    "state_on": _("Ngày trạng thái"),
    "phone": _("Điện thoại"),
    "name": _("Tên"),
    "cell_type": _("Loại hình"),
    "founded_on": _("Ngày thành lập"),
    "ended_before": _("Ngày kết thúc"),
    "areas": _("Địa bàn"),
    "place": _("Địa danh"),
    "term_starts_on": _("Đầu nhiệm kỳ"),
    "title": _("Chức vụ"),
    "inside": _("Chức vụ trong Đảng"),
    "starts_on": _("Từ ngày"),
    "ends_before": _("Thôi giữ từ ngày"),
    "how": _("Được giao bằng cách nào"),
    "decision": _("Số văn bản"),
    "is_lead": _("Phụ trách chính"),
    "until": _("Tạm thời đến ngày"),
}
QUIET = frozenset({"citizen_number", "card_number", "ethnicity", "religion", "phone", "cell_id"})
"""Fields of which only is told that they changed."""
ACTIONS: Mapping[str, Words] = {
    "member.moved": _("ghi thay đổi trạng thái"),
    "member.move_taken_back": _("hoàn tác một thay đổi trạng thái"),
    "member.arrived": _("ghi tiếp nhận"),
    "member.merged": _("gộp hai bản ghi"),
    "member.merge_undone": _("hoàn tác lần gộp"),
    "member.dossier_kept": _("sửa danh mục hồ sơ"),
    "member.correction_decided": _("trả lời đề nghị sửa thông tin"),
    "transfer.issued": _("cấp giấy giới thiệu"),
    "transfer.accepted": _("ghi tiếp nhận"),
    "transfer.refused": _("từ chối tiếp nhận"),
    "transfer.cancelled": _("hủy giấy giới thiệu"),
    "transfer.stay_ended": _("ghi kết thúc sinh hoạt tạm thời"),
    "transfer.answer_taken_back": _("hoàn tác lần tiếp nhận"),
    "transfer.stay_extended": _("kéo dài sinh hoạt tạm thời"),
    "transfer.arrival_taken_back": _("hoàn tác tiếp nhận"),
    "unit.changed": _("ghi quyết định về tổ chức"),
    "unit.change_taken_back": _("hoàn tác quyết định về tổ chức"),
    "unit.change_came_due": _("thi hành quyết định đến ngày"),
    "post.ended": _("ghi thôi giữ chức vụ"),
    "post.withdrawn": _("xoá chức vụ ghi nhầm"),
}
_CODES: Mapping[str, Mapping[str, Words]] = {
    "state": dict(MemberState.choices),
    "gender": dict(Gender.choices),
    "cell_type": dict(CellType.choices),
    "how": dict(HowGiven.choices),
    "kind": dict(ChangeKind.choices),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def with_what_changed(refusal: ChangedMeanwhile) -> str:
    """The refusal's sentence, and what others did since where the trail knows it."""
    return " ".join([str(refusal.message), *(f"{each}." for each in what_changed(refusal))])


def what_changed(refusal: ChangedMeanwhile) -> list[str]:
    """One sentence an act, the newest first: who, when, which field from what to what."""
    return [_sentence(act) for act in refusal.acts]


def _sentence(act: Meanwhile) -> str:
    at = act.at.astimezone(clock.ZONE)
    when = gettext("%(time)s ngày %(day)s") % {
        "time": at.strftime("%H:%M"),
        "day": show_date(at.date()),
    }
    fields = [_field(name, *pair) for name, pair in act.changes.items() if _is_pair(name, pair)]
    done = [_done(act)] if act.action in ACTIONS else []
    what = "; ".join([*done, *fields]) or gettext("đã sửa")
    return gettext("%(who)s, %(when)s: %(what)s") % {"who": act.who, "when": when, "what": what}


def _done(act: Meanwhile) -> str:
    """What was done, with its kind and day where the trail has them."""
    said = str(ACTIONS[act.action])
    kind = _CODES["kind"].get(str(act.changes.get("kind", "")))
    if act.action.startswith("member.") and kind:
        said += f" “{kind}”"
    on = act.changes.get("on")
    return f"{said} {_value('on', on)}" if isinstance(on, str) else said


def _is_pair(name: str, value: Any) -> bool:
    return name in FIELDS and isinstance(value, list) and len(value) == 2


def _field(name: str, before: Any, after: Any) -> str:
    label = FIELDS[name]
    if name in QUIET:
        return gettext("%s (đã đổi)") % label
    return f"{label}: {_value(name, before)} → {_value(name, after)}"


def _value(name: str, value: Any) -> str:
    if value in (None, "", []):
        return gettext("(để trống)")
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if _DAY.fullmatch(str(value)):
        return show_date(date.fromisoformat(str(value)))
    return str(_CODES.get(name, {}).get(str(value), value))
