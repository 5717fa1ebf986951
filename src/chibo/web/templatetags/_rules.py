"""Links from a sentence to the rule it leans on."""

import re
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chibo.regulations import current
from chibo.regulations.listing import rule_rows
from chibo.regulations.values import Source


def rule_address(ref: str) -> str:
    """The page and place of a rule ("meetings-hd42-2025#grade-good")."""
    pack_id, _, anchor = ref.partition("#")
    page = reverse("rule_pack", args=[pack_id])
    return f"{page}#{anchor}" if anchor else page


def linked(label: str, ref: str) -> str:
    """The label of a source, a link where its rule is kept."""
    if not ref:
        return label
    return format_html('<a href="{}">{}</a>', rule_address(ref), label)


def rule_link(source: Source | None) -> str:
    """The document and clause of a source, a link where its rule is kept; empty without one."""
    return linked(source.label, source.ref) if source else ""


@lru_cache(maxsize=1024)
def rule_links(text: str) -> SafeString:
    """A stored sentence with every source it names ("QĐ 294-QĐ/TW, điểm 9.3") as a link."""
    refs, pattern = _labels()
    parts = pattern.split(str(text))
    return format_html_join("", "{}", ((linked(part, refs.get(part, "")),) for part in parts))


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    """Every label of a rule with its place, the newest pack's where several say the same."""
    refs = {
        row.source.label: row.source.ref
        for pack in sorted(current().packs, key=lambda pack: pack.effective_from)
        for row in rule_rows(pack.rules)
    }
    longest_first = sorted(refs, key=len, reverse=True)
    return refs, re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")
