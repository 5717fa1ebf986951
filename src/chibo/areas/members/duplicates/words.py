"""Reasons in words with their sources, and what the tables hold in the words of the pages."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.duplicates.rules import Reason


@dataclass(frozen=True)
class Told:
    """A reason as it is shown; `source` empty where it is plain comparison."""

    code: str
    sentence: str | Promise
    speaks_against: bool = False


_SENTENCES: dict[Reason, str | Promise] = {
    Reason.SAME_CITIZEN_NUMBER: _("cùng số định danh"),
    Reason.SAME_CARD_NUMBER: _("cùng số thẻ đảng"),
    Reason.NUMBER_IN_OTHER_FIELD: _("số định danh của người này là số thẻ đảng của người kia"),
    Reason.SAME_NAME: _("cùng họ tên"),
    Reason.NAME_WITHOUT_ACCENTS: _("họ tên chỉ khác dấu"),
    Reason.NAME_IN_ANOTHER_ORDER: _("họ tên cùng các chữ, khác thứ tự"),
    Reason.NAME_ONE_LETTER_OFF: _("họ tên lệch một chữ cái"),
    Reason.SAME_BIRTH: _("cùng ngày sinh"),
    Reason.BIRTH_SWAPPED: _("ngày sinh đảo ngày và tháng"),
    Reason.BIRTH_ONE_DIGIT_OFF: _("ngày sinh lệch một chữ số"),
    Reason.CITIZEN_NUMBER_ONE_SLIP: _("số định danh lệch một chữ số hoặc đảo hai chữ số"),
    Reason.SAME_ADMISSION: _("cùng ngày vào Đảng"),
    Reason.BUT_NUMBERS_DIFFER: _("nhưng hai số định danh khác nhau"),
    Reason.BUT_GENDERS_DIFFER: _("nhưng giới tính khác nhau"),
}
_AGAINST = (Reason.BUT_NUMBERS_DIFFER, Reason.BUT_GENDERS_DIFFER)
_TABLES: dict[str, str | Promise] = {
    "committee_meetings.committeeattendance": _("buổi họp chi ủy"),
    "access.account": _("tài khoản"),
    "dues.duesentry": _("đảng phí"),
    "dues.duespayment": _("khoản nộp đảng phí"),
    "dues.duesrate": _("mức đóng đảng phí"),
    "meetings.attendance": _("điểm danh"),
    "members.correctionproposal": _("đề nghị sửa thông tin"),
    "members.dossieritem": _("giấy tờ trong hồ sơ"),
    "members.statechange": _("thay đổi trạng thái"),
    "members.stay": _("nơi sinh hoạt"),
    "members.transfer": _("giấy chuyển sinh hoạt"),
    "oversight.overseeing": _("đơn vị được giao theo dõi"),
    "posts.post": _("chức vụ"),
    "sittings.visitor": _("buổi dự sinh hoạt ở chi bộ khác"),
    "sittings.partattendance": _("giờ đến, giờ về"),
    "tasks.task": _("nhiệm vụ"),
    "training.enrolment": _("lớp đã học"),
}


def told(codes: list[str]) -> list[Told]:
    """Reasons in words, in the order of telling; a code this version lacks is left out."""
    known = [reason for reason in Reason if reason.value in codes]
    return [Told(each.value, _SENTENCES[each], each in _AGAINST) for each in known]


def in_words(codes: list[str]) -> str:
    """The same as one phrase."""
    return ", ".join(str(each.sentence) for each in told(codes))


def what(label: str) -> str:
    """What a table holds ("meetings.attendance"), in the words of the pages."""
    return str(_TABLES.get(label, _("bản ghi khác")))
