"""What a report's lines say, whether they fit together, and what changed since. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from chibo.areas.periodic.forms import Rule

State = Literal["value", "none", "na", "open"]
"""A number (nought among them); no data; does not apply; not typed yet."""


@dataclass(frozen=True)
class Value:
    """What stands on a line; `number` only in the state "value"."""

    state: State = "open"
    number: Decimal | None = None

    @classmethod
    def of(cls, number: Decimal | int) -> "Value":
        """A number."""
        return cls("value", Decimal(number))


@dataclass(frozen=True)
class Share:
    """What a unit below put into a line."""

    unit_id: int
    unit: str
    value: Value


@dataclass(frozen=True)
class Part:
    """What the sealed report of a shorter period put into a line."""

    report_id: int
    unit: str
    period: str
    value: Value


@dataclass(frozen=True)
class Gap:
    """A month of a unit that no sealed shorter report covers; `label` as people read it."""

    key: str
    label: str


@dataclass(frozen=True)
class LineFigure:
    """One line of a report: its value, what it was divided of, who below put in what; or words.

    `parts`: the sealed shorter periods it was carried from; `gaps`: what they do not cover, for
    which `rest` was typed.
    """

    code: str
    value: Value
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    own: Value | None = None
    shares: tuple[Share, ...] = ()
    text: str = ""
    parts: tuple[Part, ...] = ()
    gaps: tuple[Gap, ...] = ()
    rest: Value | None = None

    @property
    def is_asked(self) -> bool:
        """Of a typed line: whether anything of it has to be typed."""
        return bool(self.gaps) or not self.parts


@dataclass(frozen=True)
class Reported:
    """What a unit below reported on a line, beside what the records say of it now."""

    unit: str
    said: Decimal
    now: Decimal


@dataclass(frozen=True)
class Below:
    """The units below that owe the same report: how many, how many accepted, what they said."""

    asked: int = 0
    accepted: int = 0
    reported: Mapping[str, tuple[Reported, ...]] = field(default_factory=dict)
    """By the code of the line."""


@dataclass(frozen=True)
class Outcome:
    """A rule applied; `holds` None where it cannot be told yet."""

    rule: Rule
    holds: bool | None
    left: Decimal | None = None
    right: Decimal | None = None
    differing: tuple[Reported, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Left less right."""
        if self.left is None or self.right is None:
            return None
        return self.left - self.right

    @property
    def key(self) -> str:
        """What an explanation was written about: other numbers ask for another sentence."""
        return f"{_text(self.left)}/{_text(self.right)}"


def check(
    rules: Sequence[Rule], lines: Mapping[str, LineFigure], below: Below
) -> tuple[Outcome, ...]:
    """Every rule applied to the lines; rules about the units below only where there are some."""
    return tuple(
        _below(rule, lines, below) if rule.below else _sums(rule, lines)
        for rule in rules
        if not rule.below or below.asked
    )


def _sums(rule: Rule, lines: Mapping[str, LineFigure]) -> Outcome:
    left, right = _sum(rule.left, lines), _sum(rule.right, lines)
    if left is None or right is None:
        return Outcome(rule, None, left, right)
    return Outcome(rule, left == right if rule.relation == "=" else left <= right, left, right)


def _sum(codes: Sequence[str], lines: Mapping[str, LineFigure]) -> Decimal | None:
    """None where a part is not known; what does not apply adds nothing."""
    total = Decimal(0)
    for code in codes:
        value = lines[code].value
        if value.state in ("none", "open"):
            return None
        total += value.number or 0
    return total


def _below(rule: Rule, lines: Mapping[str, LineFigure], below: Below) -> Outcome:
    """What the units below said, and the rest from the records, against the own figure."""
    own = lines[rule.below].value.number
    if own is None or below.accepted < below.asked:
        return Outcome(rule, None, own)
    said = below.reported.get(rule.below, ())
    right = own + sum((each.said - each.now for each in said), Decimal(0))
    differing = tuple(each for each in said if each.said != each.now)
    return Outcome(rule, own == right, own, right, differing)


def summed(values: Sequence[Value]) -> Value:
    """Numbers added up; "no data" where there is none, "does not apply" where that was all."""
    numbers = [each.number for each in values if each.number is not None]
    if numbers:
        return Value.of(sum(numbers, Decimal(0)))
    return Value("none") if any(each.state == "none" for each in values) else Value("na")


def added(own: Value, shares: Sequence[Share]) -> Value:
    """One's own number and those of below; "no data" adds nothing but does not hide the others."""
    numbers = [
        value.number for value in (own, *(s.value for s in shares)) if value.number is not None
    ]
    if own.state == "open" or not numbers:
        return Value(own.state)
    return Value.of(sum(numbers, Decimal(0)))


@dataclass(frozen=True)
class Change:
    """A line that says something else than when it was sealed."""

    code: str
    before: Value
    after: Value


def changes(sealed: Mapping[str, LineFigure], now: Mapping[str, LineFigure]) -> tuple[Change, ...]:
    """The lines whose figures differ, in the order of the seal.

    A line that is open now, because a report it was carried from was opened again, says nothing.
    """
    return tuple(
        Change(code, each.value, now[code].value)
        for code, each in sealed.items()
        if code in now and now[code].value.state != "open" and _sides(each) != _sides(now[code])
    )


def _sides(line: LineFigure) -> tuple[Any, ...]:
    return line.value, line.numerator, line.denominator


def as_data(lines: Mapping[str, LineFigure]) -> list[dict[str, Any]]:
    """The lines as JSON keeps them: numbers as text, so that none loses a digit."""
    return [_line_data(each) for each in lines.values()]


def _line_data(line: LineFigure) -> dict[str, Any]:
    carried = {"parts": _parts_data(line), "gaps": [[g.key, g.label] for g in line.gaps]}
    rest = {"rest": value_data(line.rest)} if line.rest else {}
    return {
        **(carried if line.parts else {}),
        **rest,
        "code": line.code,
        "value": value_data(line.value),
        "numerator": _text(line.numerator),
        "denominator": _text(line.denominator),
        "own": value_data(line.own) if line.own else None,
        "shares": [
            {"unit_id": s.unit_id, "unit": s.unit, "value": value_data(s.value)}
            for s in line.shares
        ],
        "text": line.text,
    }


def _parts_data(line: LineFigure) -> list[dict[str, Any]]:
    return [
        {"report_id": p.report_id, "unit": p.unit, "period": p.period, "value": value_data(p.value)}
        for p in line.parts
    ]


def from_data(rows: Sequence[Mapping[str, Any]]) -> dict[str, LineFigure]:
    """The lines of a snapshot by code."""
    return {
        row["code"]: LineFigure(
            code=row["code"],
            value=value_of(row["value"]),
            numerator=_number(row["numerator"]),
            denominator=_number(row["denominator"]),
            own=value_of(row["own"]) if row["own"] else None,
            shares=tuple(
                Share(s["unit_id"], s["unit"], value_of(s["value"])) for s in row["shares"]
            ),
            text=row["text"],
            parts=tuple(
                Part(p["report_id"], p["unit"], p["period"], value_of(p["value"]))
                for p in row.get("parts", ())
            ),
            gaps=tuple(Gap(key, label) for key, label in row.get("gaps", ())),
            rest=value_of(row["rest"]) if "rest" in row else None,
        )
        for row in rows
    }


def value_data(value: Value) -> list[str]:
    """A value as JSON keeps it."""
    return [value.state, _text(value.number)]


def value_of(data: Sequence[str]) -> Value:
    """A value read back; the state "open" for nothing."""
    state, number = data[:2]
    known: State = state if state in ("value", "none", "na") else "open"  # type: ignore[assignment]
    return Value(known, _number(number))


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
