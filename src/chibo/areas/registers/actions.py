"""Entering papers that came in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from chibo.areas.directives.models import Directive
from chibo.areas.documents.entries import read_file
from chibo.areas.documents.errors import BadEntry
from chibo.areas.documents.permissions import ISSUE
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.documents.texts import words_of
from chibo.areas.organisation.models import Unit
from chibo.areas.registers.models import IncomingPaper, IncomingPaperQuerySet
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row
from chibo.core.vietnamese import show_date

_WHY = "numbers of papers in are one series, whoever enters them"
_LOCK = 712_005
_LONGEST = 200_000


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What the register says of a paper in; `file` (name, content) is read for its words."""

    received_on: date
    issuer: str
    number: str
    issued_on: date
    title: str
    handed_to: str = ""
    directive_id: int | None = None
    file: tuple[str, bytes] | None = None


@transaction.atomic
def enter_incoming(*, actor: Actor, unit: Unit, paper: Arrived, now: datetime) -> IncomingPaper:
    """The paper under the next number of the year it came in, without gaps.

    Raises NotAllowed, BadEntry (also for a paper that is in the register), MarkedSecret,
    CannotLookInside, and NotThere for a paper from above the actor may not see.
    """
    actor.require(ISSUE, unit)
    _check(paper, now.date())
    text = read_file(paper.file)
    if paper.directive_id is not None:
        get_row(Directive.objects, actor, "directives.view", pk=paper.directive_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, unit.pk])
    rows = IncomingPaper.objects.unscoped(_WHY).filter(unit=unit)
    _refuse_twice(rows, paper)
    year = paper.received_on.year
    last = rows.filter(year=year).aggregate(last=Max("number_in"))["last"] or 0
    row = IncomingPaper.objects.create(
        unit=unit,
        year=year,
        number_in=last + 1,
        received_on=paper.received_on,
        issuer=paper.issuer.strip(),
        number=paper.number.strip(),
        issued_on=paper.issued_on,
        title=paper.title.strip(),
        handed_to=paper.handed_to.strip(),
        directive_id=paper.directive_id,
        entered_by=actor.name,
        entered_at=now,
        key=_key(paper, text),
    )
    _trail(actor, row, now)
    return row


def _trail(actor: Actor, row: IncomingPaper, now: datetime) -> None:
    audit.record(
        actor=actor,
        action="registers.paper_in",
        at=now,
        unit_id=row.unit_id,
        target=f"paper_in:{row.pk}",
        changes={"number": row.number, "issuer": row.issuer},
    )


def _key(paper: Arrived, text: str) -> str:
    said = f"{paper.number} {paper.issuer} {paper.title} {paper.handed_to} {text}"
    return " ".join(words_of(said))[:_LONGEST]


def _check(paper: Arrived, today: date) -> None:
    for field, words in (
        ("number", _("Chưa ghi số, ký hiệu của văn bản. Hãy ghi như trên văn bản.")),
        ("issuer", _("Chưa ghi cơ quan ban hành. Hãy ghi như trên văn bản.")),
        ("title", _("Chưa ghi trích yếu. Hãy ghi văn bản nói về việc gì.")),
    ):
        if not getattr(paper, field).strip():
            raise BadEntry(words, field)
    if paper.received_on > today:
        raise BadEntry(_("Ngày đến còn ở phía trước. Hãy xem lại ngày."), "received_on")
    if paper.issued_on > paper.received_on:
        raise BadEntry(_("Văn bản không thể đến trước ngày ban hành. Hãy xem lại."), "issued_on")
    refuse_if_secret(title=f"{paper.number} {paper.title}")


def _refuse_twice(rows: IncomingPaperQuerySet, paper: Arrived) -> None:
    same = rows.filter(number=paper.number.strip(), issuer=paper.issuer.strip())
    found = same.filter(issued_on=paper.issued_on).first()
    if found:
        raise BadEntry(
            _("Văn bản này đã vào sổ ngày %(day)s, số đến %(number)d.")
            % {"day": show_date(found.received_on), "number": found.number_in},
            "number",
        )
