"""A report line by line: what it says, what was remarked, what was sealed and changed since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from chibo.areas.indicators import periods as figures
from chibo.areas.indicators.periods import LENGTHS
from chibo.areas.periodic.forms import Line
from chibo.areas.periodic.models import SENT, LineComment, PeriodicReport, Seal
from chibo.areas.periodic.periods import Period
from chibo.areas.periodic.queries.drawing import Drawn, draw
from chibo.areas.periodic.rules import (
    Below,
    Change,
    LineFigure,
    Outcome,
    Value,
    changes,
    from_data,
    value_of,
)
from chibo.core.actor import Actor


@dataclass(frozen=True)
class Restated:
    """A sealed number that a person replaced: before, after, when, who and why."""

    before: Value
    after: Value
    seal: Seal


@dataclass(frozen=True)
class Earlier:
    """What the unit's report before this one said on a line, and how far the line moved since.

    `change` is None where either says no number.
    """

    report_id: int
    period: Period
    value: Value
    change: figures.Change | None


@dataclass(frozen=True)
class SeenLine:
    """One line as its page shows it.

    `last`: what was typed in the period before; `reported`: what the last report sent before it
    said. `moved` with `since`: the record says something else than the seal. `before`: what was
    said when it was sent the time before.
    """

    line: Line
    figure: LineFigure
    last: Value | None
    before: LineFigure | None
    moved: Change | None
    since: date | None
    comments: tuple[LineComment, ...]
    restated: tuple[Restated, ...] = ()
    reported: Earlier | None = None

    @property
    def has_changed(self) -> bool:
        """Whether it says something else than when it was sent the time before."""
        return self.before is not None

    @property
    def has_notes(self) -> bool:
        """Whether anything stands beside its value."""
        return bool(
            self.comments
            or self.reported
            or self.restated
            or self.moved
            or self.before
            or self.figure.shares
            or self.figure.parts
        )

    @property
    def waits(self) -> bool:
        """Whether the last return remarked on it and it was neither changed nor answered."""
        asked = any(row.is_latest and not row.answer for row in self.comments)
        return asked and not self.has_changed


@dataclass(frozen=True)
class SeenSection:
    """A heading with its lines."""

    title: str
    lines: tuple[SeenLine, ...]


@dataclass(frozen=True)
class SeenCheck:
    """A check with what was said about it."""

    outcome: Outcome
    explanation: str

    @property
    def stops(self) -> bool:
        """Whether it fails and nobody explained these very numbers."""
        return self.outcome.holds is False and not self.explanation


@dataclass(frozen=True)
class ReportSeen:
    """All of a report for its page and its paper."""

    report: PeriodicReport
    sections: tuple[SeenSection, ...]
    checks: tuple[SeenCheck, ...]
    below: Below
    missing: tuple[str, ...]
    seals: Sequence[Seal]

    @property
    def lines(self) -> tuple[SeenLine, ...]:
        """Every line in its order."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def moved(self) -> tuple[SeenLine, ...]:
        """The lines whose records were corrected since the seal."""
        return tuple(line for line in self.lines if line.moved)

    @property
    def untyped(self) -> tuple[SeenLine, ...]:
        """Lines somebody still has to type."""
        return tuple(each for each in self.lines if _is_open(each))


def _is_open(each: SeenLine) -> bool:
    if each.line.is_text:
        return not each.line.optional and not each.figure.text
    own = each.figure.own or each.figure.value
    return each.line.is_number and own.state == "open"


def see(actor: Actor, report: PeriodicReport, today: date) -> ReportSeen:
    """The report as it was sent, or as it is while it is being written; a constant number of
    statements. Raises NotAllowed."""
    drawn = draw(actor, report, today)
    shown, sent = drawn.lines, from_data(report.figures.get("lines", ()))
    moved: Mapping[str, Change] = {}
    if report.is_sent:
        shown = sent
    if report.is_locked:
        moved = {each.code: each for each in changes(sent, drawn.lines)}
    return _seen(report, shown, _sent_before(report), moved, drawn)


def _seen(
    report: PeriodicReport,
    shown: Mapping[str, LineFigure],
    before: Mapping[str, LineFigure],
    moved: Mapping[str, Change],
    drawn: Drawn,
) -> ReportSeen:
    comments = defaultdict(list)
    for row in report.comments.all():
        comments[row.line].append(row)
    last, reported = _told_last(report, shown)
    seals = list(report.seals.all())
    restated = _restated(seals)
    sections = tuple(
        SeenSection(
            section.title,
            tuple(
                SeenLine(
                    line=line,
                    figure=shown[line.code],
                    last=last.get(line.code),
                    before=_other(before.get(line.code), shown[line.code]),
                    moved=moved.get(line.code),
                    since=_since(report, moved.get(line.code)),
                    comments=tuple(comments[line.code]),
                    restated=tuple(restated[line.code]),
                    reported=reported.get(line.code),
                )
                for line in section.lines
                if line.code in shown
            ),
        )
        for section in report.shape.sections
    )
    return ReportSeen(report, sections, _checks(report, drawn), drawn.below, drawn.missing, seals)


def _restated(seals: Sequence[Seal]) -> Mapping[str, list[Restated]]:
    found: dict[str, list[Restated]] = defaultdict(list)
    for seal in seals:
        for each in seal.record["changes"]:
            row = Restated(value_of(each["before"]), value_of(each["after"]), seal)
            found[each["line"]].append(row)
    return found


def _checks(report: PeriodicReport, drawn: Drawn) -> tuple[SeenCheck, ...]:
    """As they stood when the report was sent, else as they are."""
    outcomes = drawn.outcomes
    if report.is_sent:
        kept = {row["code"]: row for row in report.figures.get("checks", ())}
        outcomes = tuple(
            _kept(each, kept[each.rule.code]) for each in outcomes if each.rule.code in kept
        )
    return tuple(SeenCheck(each, explained(report, each)) for each in outcomes)


def _kept(outcome: Outcome, row: Mapping[str, object]) -> Outcome:
    left, right = (value_of(("value", str(row[each]))).number for each in ("left", "right"))
    holds = row["holds"]
    return Outcome(outcome.rule, None if holds is None else bool(holds), left, right)


def explained(report: PeriodicReport, outcome: Outcome) -> str:
    """What was said about a check, as long as its numbers are the ones it was said about."""
    said = report.explanations.get(outcome.rule.code, {})
    return str(said.get("text", "")) if said.get("key") == outcome.key else ""


def _told_last(
    report: PeriodicReport, shown: Mapping[str, LineFigure]
) -> tuple[dict[str, Value], dict[str, Earlier]]:
    """The unit's own numbers of the period before, of lines that are typed whole, and what the
    last report it sent before this one said of every line with a number. One read."""
    rows = PeriodicReport.objects.unscoped("the reports before one the actor may see")
    back = 12 // LENGTHS[report.shape.period] if report.shape.first_only else 1
    earlier = report.period.plus(-back).starts_on
    wanted = Q(starts_on=earlier) | Q(state__in=SENT, starts_on__lt=report.starts_on)
    found = rows.filter(wanted, unit=report.unit_id, form=report.form).order_by("-starts_on")[:2]
    typed: dict[str, Any] = next((r.typed for r in found if r.starts_on == earlier), {})
    whole = {line.code for line in report.shape.lines if line.is_number}
    whole -= {line.code for line in report.shape.carried}
    last = {code: value_of(said) for code, said in typed.items() if code in whole}
    sent = next((row for row in found if row.is_sent), None)
    return last, _earlier(report, shown, sent) if sent else {}


def _earlier(
    report: PeriodicReport, shown: Mapping[str, LineFigure], sent: PeriodicReport
) -> dict[str, Earlier]:
    said, found = from_data(sent.figures.get("lines", ())), {}
    for line in report.shape.lines:
        then, now = said.get(line.code), shown.get(line.code)
        if then is None or now is None or line.is_text:
            continue
        told = line.definition
        change = figures.change_between(
            now.value.number,
            then.value.number,
            unit=line.unit,
            is_mean=bool(told and told.is_rate and told.unit != "%"),
        )
        found[line.code] = Earlier(sent.pk, sent.period, then.value, change)
    return found


def _sent_before(report: PeriodicReport) -> Mapping[str, LineFigure]:
    """What the superior read last before this."""
    sent = report.previous if report.is_sent else report.figures
    return from_data(sent.get("lines", ()))


def _other(before: LineFigure | None, now: LineFigure) -> LineFigure | None:
    if before is None or (before.value, before.text) == (now.value, now.text):
        return None
    return before


def _since(report: PeriodicReport, change: Change | None) -> date | None:
    mark = report.moved.get(change.code) if change else None
    return date.fromisoformat(mark) if mark else None
