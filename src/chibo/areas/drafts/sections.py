"""The parts of the two drafts (domain §11), in their order."""

from django.utils.translation import gettext_noop

from chibo.areas.drafts.models import DraftKind

REPORT: dict[str, str] = {
    "tasks": gettext_noop("Kết quả thực hiện nhiệm vụ"),
    "directives": gettext_noop("Thực hiện văn bản của cấp trên"),
    "building": gettext_noop("Công tác xây dựng Đảng"),
    "dues": gettext_noop("Đảng phí"),
    "inputs": gettext_noop("Hoạt động của các tổ chức, đoàn thể"),
    "concerns": gettext_noop("Ý kiến, kiến nghị"),
    "committee": gettext_noop("Nội dung chi ủy đưa ra chi bộ"),
    "coming": gettext_noop("Nhiệm vụ tháng tới"),
}
RESOLUTION: dict[str, str] = {
    "review": gettext_noop("Đánh giá tháng trước"),
    "direction": gettext_noop("Phương hướng, nhiệm vụ"),
    "assignments": gettext_noop("Phân công thực hiện"),
}
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def sections_of(kind: str) -> dict[str, str]:
    """Code and title of each part."""
    return RESOLUTION if kind == DraftKind.RESOLUTION else REPORT
