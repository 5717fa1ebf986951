"""The rules of the radar as declared, and each hit in a sentence; pure."""

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from chibo.core.errors import Refused
from chibo.core.i18n import _
from chibo.core.vietnamese import show_date, show_points
from chibo.regulations import organisation_rules
from chibo.regulations.values import Source

NUMBERS = ("number", "span", "least")


class BadRadar(Refused):
    """The file of an office's own thresholds cannot be read."""

    code = "bad_radar"


@dataclass(frozen=True)
class Rule:
    """One rule: a threshold and why it matters."""

    code: str
    name: str
    why: str
    number: int = 0
    span: int = 0
    least: int = 0
    by: str = ""
    source: Source | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """What its words may quote."""
        return {name: getattr(self, name) for name in NUMBERS}

    @property
    def title(self) -> str:
        """Its name in the reader's language, with its numbers."""
        return _(self.name) % self.numbers

    @property
    def reason(self) -> str:
        """Why it matters, in the reader's language."""
        return _(self.why) % self.numbers


def rules(on: date) -> tuple[Rule, ...]:
    """Every rule, with an office's own thresholds where it set some (CHIBO_RADAR).

    What a regulation says is read as in force on the day.
    """
    return tuple(_by_regulation(rule, on) for rule in _rules(os.environ.get("CHIBO_RADAR", "")))


def find_rule(code: str, on: date) -> Rule | None:
    """The rule with this code."""
    return next((rule for rule in rules(on) if rule.code == code), None)


def _by_regulation(rule: Rule, on: date) -> Rule:
    told = organisation_rules(on)
    if not rule.by or rule.number or told is None:
        return rule
    found = getattr(told, rule.by)
    return replace(rule, number=found.value, source=found.source)


def declared() -> tuple[Rule, ...]:
    """The rules as they are shipped."""
    return _rules("")


@cache
def _rules(own: str) -> tuple[Rule, ...]:
    text = resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    found = {row["code"]: Rule(**row) for row in tomllib.loads(text)["rule"]}
    for code, numbers in _own(own).items():
        if code not in found:
            raise BadRadar(_("Tệp ngưỡng có quy tắc “%s” mà phần mềm không biết.") % code)
        found[code] = _with(found[code], numbers)
    return tuple(found.values())


def _with(rule: Rule, numbers: Mapping[str, int]) -> Rule:
    return replace(
        rule,
        number=numbers.get("number", rule.number),
        span=numbers.get("span", rule.span),
        least=numbers.get("least", rule.least),
    )


def _own(path: str) -> dict[str, dict[str, int]]:
    if not path:
        return {}
    try:
        rows = tomllib.loads(Path(path).read_text(encoding="utf-8"))["rule"]
        return {row["code"]: _numbers(row) for row in rows}
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise BadRadar(
            _("Không đọc được tệp ngưỡng %s. Hãy xem lại biến CHIBO_RADAR và các dòng [[rule]].")
            % path
        ) from wrong


def _numbers(row: dict[str, Any]) -> dict[str, int]:
    return {name: int(row[name]) for name in NUMBERS if name in row}


@dataclass(frozen=True)
class Found:
    """What a rule found about a unit: since when, how much, a second day and months if any."""

    since: date | None = None
    amount: Any = None
    then: date | None = None
    months: Sequence[date] = ()


def sentence(code: str, found: Found, today: date) -> str:
    """Why the unit is named, in a sentence that only tells of the unit."""
    return _SENTENCES[code](found, today)


def _silent(found: Found, today: date) -> str:
    if found.since is None:
        return _("Chưa có buổi thường kỳ nào được ghi trong hai năm gần đây.")
    return _("Buổi thường kỳ gần nhất là ngày %s.") % show_date(found.since)


def _term(found: Found, today: date) -> str:
    due = found.since or today
    days = (due - today).days
    if days < 0:
        told = _("Nhiệm kỳ đã hết từ %(day)s, quá %(days)d ngày.")
    else:
        told = _("Nhiệm kỳ hết ngày %(day)s, còn %(days)d ngày.")
    planned = _("Đại hội dự kiến %s.") % show_date(found.then) if found.then else ""
    said = told % {"day": show_date(due), "days": abs(days)}
    return f"{said} {planned or _('Chưa ghi ngày đại hội.')}"


def _admission(found: Found, today: date) -> str:
    if found.since is None:
        return _("Chưa ghi lần kết nạp nào ở chi bộ này.")
    return _("Lần kết nạp gần nhất là ngày %s.") % show_date(found.since)


def _age(found: Found, today: date) -> str:
    return _("Tuổi bình quân của cả chi bộ là %s.") % show_points(found.amount)


def _one(found: Found, today: date) -> str:
    told = {"count": found.amount, "day": show_date(found.since)}
    return _("%(count)d lần ghi gần nhất, từ %(day)s, đều từ một tài khoản.") % told


def _late(found: Found, today: date) -> str:
    told = {"count": found.amount, "month": f"{found.since:%m/%Y}" if found.since else ""}
    return _("%(count)d báo cáo nộp muộn, từ báo cáo tháng %(month)s.") % told


def _few(found: Found, today: date) -> str:
    return str(_("Đang có %d đảng viên chính thức.") % found.amount)


def _no_secretary(found: Found, today: date) -> str:
    if found.since is None or found.since == date.min:
        return _("Hồ sơ chưa từng ghi bí thư.")
    return _("Không có bí thư từ ngày %s.") % show_date(found.since)


_SENTENCES: dict[str, Callable[[Found, date], str]] = {
    "silent": _silent,
    "term_ending": _term,
    "no_admission": _admission,
    "average_age": _age,
    "one_enters": _one,
    "reports_late": _late,
    "few_full": _few,
    "no_secretary": _no_secretary,
}
