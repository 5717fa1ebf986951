"""Which types of paper a unit may issue on a day, and the code that stands for it in the number."""

from datetime import date

from chibo.areas.organisation.models import Unit
from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date
from chibo.regulations import get_unit_kind, paper_rules
from chibo.regulations.papers import PaperRules


class NotIssued(Refused):
    """This unit may not issue this type of paper (QĐ 399-QĐ/TW Art. 13)."""

    code = "paper_not_issued"


class NoPaperRules(Refused):
    """No rules on the form of papers are in force on the day."""

    code = "no_paper_rules"


def get_paper_rules(day: date) -> PaperRules:
    """The rules on the form of papers in force on `day`; raises NoPaperRules before the first."""
    rules = paper_rules(day)
    if rules is None:
        raise NoPaperRules(
            _(
                "Chưa có quy định thể thức văn bản nào có hiệu lực vào ngày %(day)s. "
                "Hãy xem lại ngày của văn bản."
            )
            % {"day": show_date(day)}
        )
    return rules


def org_code(unit: Unit) -> str:
    """Such as "CB" for a cell; raises NotIssued for a unit that issues no papers."""
    code = get_unit_kind(unit.kind).paper_code
    if not code:
        raise NotIssued(
            _("%(unit)s không ban hành văn bản. Hãy ban hành ở chi bộ hoặc đảng ủy cấp trên.")
            % {"unit": unit.name}
        )
    return code


def check_may_issue(unit: Unit, paper_kind: str, day: date) -> None:
    """Raise NotIssued unless a paper abbreviated `paper_kind` is one that `unit` may issue."""
    types = [t for t in get_paper_rules(day).types if t.abbreviation == paper_kind]
    if not types:
        raise NotIssued(
            _("Không có loại văn bản nào viết tắt là “%(kind)s”. Hãy chọn loại có trong danh sách.")
            % {"kind": paper_kind}
        )
    if unit.is_cell and not any(t.cell_may_issue for t in types):
        raise NotIssued(
            _(
                "Chi bộ không ban hành %(name)s (theo %(source)s). "
                "Hãy dùng nghị quyết, kế hoạch, thông báo hoặc báo cáo."
            )
            % {"name": types[0].name.lower(), "source": types[0].source.label}
        )


def types_for(unit: Unit, day: date) -> list[tuple[str, str]]:
    """(abbreviation, name) of the types `unit` may issue, as the rules of the day list them.

    Two types under one abbreviation (quyết định, quy định) are one series and one line.
    """
    found: dict[str, list[str]] = {}
    for each in get_paper_rules(day).types:
        if each.cell_may_issue or not unit.is_cell:
            found.setdefault(each.abbreviation, []).append(each.name)
    return [(abbreviation, ", ".join(names)) for abbreviation, names in found.items()]
