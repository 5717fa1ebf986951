"""Where a numbered paper leads: to the page of its record, else to the paper itself."""

from collections.abc import Callable, Mapping

from django.urls import reverse

from chibo.areas.dues.queries import get_sheet
from chibo.areas.members.queries import change_member_id
from chibo.core.actor import Actor

_RECORDS = {
    "notice": "meeting_record",
    "report": "decide_report",
    "periodic": "periodic_report",
    "summation": "summation",
    "transfer": "transfer",
    "conclusion": "committee_meeting",
}
_PAPERS = {
    "dues_report": "dues_report",
    "body_dues_report": "body_dues_report",
    "exemption": "exemption",
    "mentoring": "mentor_decision",
    "remedy_plan": "remedy_plan",
}


def address_of(ref: str, meetings: Mapping[str, int]) -> str:
    """The address a line of the register leads to; `meetings` of resolutions by their ref."""
    head, _colon, key = ref.partition(":")
    if ref in meetings:
        return reverse("meeting_record", args=[meetings[ref]])
    if head in _RECORDS:
        return reverse(_RECORDS[head], args=[key])
    if head in _PAPERS:
        return reverse("issued_paper", args=[_PAPERS[head], key]) + "?dang=in"
    return ""


def page_of_record(actor: Actor, kind: str, key: str) -> str:
    """The page on which somebody issued a paper."""
    return _PAGES[kind](actor, key)


def _dues(actor: Actor, key: str) -> str:
    sheet = get_sheet(actor, int(key))
    return reverse("dues_month", args=[sheet.unit_id, sheet.round]) + "#bao-cao"


def _body_dues(_actor: Actor, key: str) -> str:
    unit_id, _dash, month = key.partition("-")
    return f"{reverse('dues_body', args=[unit_id])}?thang={month}"


def _exemption(actor: Actor, key: str) -> str:
    return reverse("member", args=[change_member_id(actor, int(key))]) + "#qua-trinh"


def _remedies(_actor: Actor, key: str) -> str:
    unit_id, _dash, year = key.partition("-")
    return f"{reverse('unit_remedies', args=[unit_id])}?nam={year}"


_PAGES: dict[str, Callable[[Actor, str], str]] = {
    "conclusion": lambda _actor, key: reverse("committee_meeting", args=[key]) + "#ket-luan",
    "dues_report": _dues,
    "body_dues_report": _body_dues,
    "exemption": _exemption,
    "remedy_plan": _remedies,
}
