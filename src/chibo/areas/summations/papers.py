"""Báo cáo tổng kết as a numbered paper: as it was issued, or as it stands."""

from datetime import date, datetime

from chibo.areas.access.queries import signers
from chibo.areas.documents import papers as paper
from chibo.areas.documents.charts_docx import MARK
from chibo.areas.documents.making import MadePaper, made
from chibo.areas.documents.signing import signed_by_head
from chibo.areas.members.papers import organ_name
from chibo.areas.organisation.models import Unit
from chibo.areas.organisation.queries import ancestors
from chibo.areas.reports.papers.record import numbered_heading, superior_organ
from chibo.areas.summations.books import issued_on
from chibo.areas.summations.models import Summation
from chibo.areas.summations.queries.listing import get_summation
from chibo.areas.summations.queries.showing import Row, Seen, SeenText, as_it_stands
from chibo.areas.summations.spans import head
from chibo.areas.summations.wording import tell
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.vietnamese import show_date, show_points
from chibo.regulations import get_unit_kind

RESULTS = "results"
"""The figures are printed behind this section."""


def summation_paper(*, actor: Actor, summation_id: int, now: datetime) -> MadePaper:
    """The summation as .docx, with its number once it was issued."""
    row = get_summation(actor, summation_id)
    with in_vietnamese():
        filled = summation_paper_of(actor, row, now.date())
    return made(actor, filled, row.unit_id, row.ref, now, ref=row.ref)


def latest_paper(actor: Actor, unit: Unit, now: datetime) -> paper.Paper | None:
    """The newest summation at or below the unit, to try a template on."""
    rows = Summation.objects.visible_to(actor, inside=unit.path)
    found = rows.select_related("unit", "unit__parent").order_by("-last_year", "-pk").first()
    return summation_paper_of(actor, found, now.date()) if found else None


def summation_paper_of(actor: Actor, row: Summation, today: date) -> paper.SummationPaper:
    """What the paper says."""
    seen, above = as_it_stands(actor, row, today), ancestors(row.unit)
    issued = issued_on(row) if row.issued_at else today
    organ, own = superior_organ(above), organ_name(row.unit)
    cut = [text.section.code for text in seen.texts].index(RESULTS) + 1
    return paper.SummationPaper(
        heading=numbered_heading(actor, row.unit, above, "BC", row.ref, issued),
        subject=_subject(row.title),
        about=about(row),
        before=tuple(_section(text) for text in seen.texts[:cut]),
        after=tuple(_section(text) for text in seen.texts[cut:]),
        structure=_(str(row.get_structure_display())).lower(),
        heads=tuple(head(each) for each in seen.periods),
        rows=tuple(_row(each) for each in seen.rows),
        totals_heads=(_years(row), _("Bình quân mỗi năm")),
        totals=tuple(_total(each) for each in seen.rows),
        carried=tuple(
            paper.CarriedLine(unit=each.name, done=each.done, total=each.total)
            for each in seen.carried
        ),
        charts=tuple(_charts(seen)),
        notes=_notes(seen),
        recipients=(*((f"{organ} " + _("(báo cáo),"),) if organ else ()), _("Lưu %s.") % own),
        signature=signed_by_head(
            signers(row.unit, issued),
            f"T/M {get_unit_kind(row.unit.kind).organ.upper()}",
        ),
    )


def about(row: Summation) -> str:
    """The paper it sums up: "Chỉ thị số 05-CT/TW ngày 15/05/2016", or as somebody typed it."""
    if row.directive is not None:
        kind = row.directive.get_kind_display()
        told = {"kind": kind, "number": row.directive.number}
        day = show_date(row.directive.issued_on)
        return _("%(kind)s số %(number)s ngày %(day)s") % {**told, "day": day}
    if row.resolution is not None:
        unit = row.resolution.meeting.unit
        told = {"number": f"{row.resolution.number or 0:02d}-NQ/CB", "unit": unit.name}
        return _("Nghị quyết số %(number)s của %(unit)s") % told
    return row.paper


def _subject(title: str) -> str:
    """Under BÁO CÁO stands what it is about, in small letters and without that word again."""
    bare = title.strip().rstrip(".")
    words = bare[len("báo cáo ") :] if bare.lower().startswith("báo cáo ") else bare
    return words[:1].lower() + words[1:]


def _years(row: Summation) -> str:
    return (
        f"{row.first_year}–{row.last_year}"
        if row.last_year > row.first_year
        else str(row.first_year)
    )


def _section(text: SeenText) -> paper.Section:
    title = f"{text.section.number}- {_(text.section.title).upper()}"
    return paper.Section(title=title, text=text.said)


def _row(row: Row) -> paper.YearsRow:
    values = tuple(tell(row.named, each) for each in row.cells)
    return paper.YearsRow(label=_name(row), measure=_(row.named.unit), values=values)


def _total(row: Row) -> paper.YearsRow:
    values = tell(row.named, row.whole), _mean(row)
    return paper.YearsRow(label=_name(row), measure=_(row.named.unit), values=values)


def _mean(row: Row) -> str:
    if row.mean is None:
        return "–"
    told = tell(row.named, row.mean)
    years = row.mean.denominator
    counted = _("%s năm đủ") % show_points(years)
    return f"{told} ({counted})" if years else told


def _name(row: Row) -> str:
    return row.named.name


def _charts(seen: Seen) -> list[paper.PaperChart]:
    """Only what has a value in two periods at least says anything as a chart."""
    found: list[paper.PaperChart] = []
    for row in seen.rows:
        values = [each.value.number for each in row.cells]
        if row.named.code in seen.summation.charts and sum(v is not None for v in values) > 1:
            points = zip(seen.periods, values, strict=True)
            found.append(
                paper.PaperChart(
                    title=f"{_name(row)} ({_(row.named.unit)})",
                    measure=_(row.named.unit),
                    picture=f"{MARK}{len(found) + 1}",
                    as_line=row.named.unit == "%",
                    points=tuple(
                        paper.ChartPoint(label=head(period), value=value)
                        for period, value in points
                    ),
                )
            )
    return found


def _notes(seen: Seen) -> tuple[str, ...]:
    """What the running year means, and what was restated."""
    notes = []
    day = issued_on(seen.summation) if seen.summation.is_issued else None
    if day is not None and seen.periods and not seen.periods[-1].is_over(day):
        told = _("Số của %(period)s tính đến ngày %(day)s")
        notes.append(told % {"period": seen.periods[-1].label, "day": show_date(day)})
    notes += [
        _("Điều chỉnh ngày %(day)s: %(why)s") % {"day": f"{each.at:%d/%m/%Y}", "why": each.reason}
        for each in seen.versions
        if each.is_restated
    ]
    return tuple(notes)
