"""What pages of plans show: what becomes of a unit, names by code."""

from collections.abc import Mapping

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chibo.areas.plans.flows import Fate
from chibo.web.templatetags._pages import badge

register = Library()


@register.simple_tag
def fate_badge(fate: Fate) -> SafeString:
    """What becomes of a unit, in a word with a shape."""
    words = {
        "ended": (_("kết thúc"), "refused"),
        "founded": (_("lập mới"), "gold"),
        "moved": (_("chuyển"), "due"),
        "changed": (_("đổi tên hoặc loại"), "plain"),
    }
    return badge(*words[fate.what])


@register.filter
def of(names: Mapping[str, str], code: str) -> str:
    """The name behind a code; "nothing above" for none."""
    return names.get(code, code) if code else _("không có cấp trên")


@register.filter
def place(position: int) -> int:
    """The number of a line as people count: from 1."""
    return position + 1
