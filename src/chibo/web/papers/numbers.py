"""Why a paper bears its number: the series the rules on papers of its day keep."""

from datetime import date

from django.utils.translation import gettext as _

from chibo.regulations import paper_rules
from chibo.web.month.frame import Because


def numbering_why(on: date | None) -> Because | None:
    """The rule of numbering in force on the day; None before the first."""
    rules = paper_rules(on) if on else None
    if rules is None:
        return None
    numbering = rules.numbering
    first = f"{numbering.starts_at:0{numbering.digits}d}"
    if numbering.per == "type_and_year":
        told = _("Mỗi loại văn bản một dãy số trong một năm, bắt đầu từ %s.") % first
    else:
        told = _("Mỗi loại văn bản một dãy số trong nhiệm kỳ, bắt đầu từ %s.") % first
    return Because.of(f"{told} {numbering.source.why}", numbering.source)
