"""Drawing sheets by lot for a second look, and writing down what was found."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.grading.errors import CannotDraw
from chibo.areas.grading.models import Finding, SecondLook, SecondLookSheet
from chibo.areas.grading.queries import graded_sheets
from chibo.areas.grading.rules import drawn
from chibo.areas.organisation.models import Unit
from chibo.areas.scoring.permissions import DECIDE
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.periods import Month
from chibo.core.rows import get_row, lock_row, require_version

MOST = 200


@dataclass(frozen=True)
class Draw:
    """What to draw from: meetings of the rounds `first` … `last`, and how many sheets."""

    first: Month
    last: Month
    seed: str
    size: int


@transaction.atomic
def draw(*, actor: Actor, unit_id: int, wanted: Draw, now: datetime) -> SecondLook:
    """Draw officially graded sheets at or below the unit by lot; every draw is kept.

    Raises NotAllowed, CannotDraw.
    """
    unit = get_row(Unit.objects, actor, pk=unit_id)
    actor.require(DECIDE, unit)
    if not wanted.seed.strip() or not 1 <= wanted.size <= MOST:
        raise CannotDraw(
            _("Hãy ghi số bốc thăm và số phiếu cần rút, từ 1 đến %d.") % MOST,
        )
    if wanted.last < wanted.first:
        raise CannotDraw(_("Tháng cuối không được trước tháng đầu. Hãy ghi lại."))
    rows = graded_sheets(actor, unit, wanted.first, wanted.last).order_by("meeting_id")
    candidates = list(rows.values_list("meeting_id", flat=True))
    if not candidates:
        raise CannotDraw(
            _("Các tháng này chưa có phiếu nào được chấm chính thức. Hãy chọn tháng khác.")
        )
    look = SecondLook.objects.create(
        unit=unit,
        first_month=wanted.first.first,
        last_month=wanted.last.first,
        seed=wanted.seed.strip(),
        size=wanted.size,
        candidates=candidates,
        drawn_by=actor.name,
        drawn_at=now,
    )
    lots = drawn(candidates, look.seed, look.size)
    SecondLookSheet.objects.bulk_create(
        SecondLookSheet(look=look, meeting_id=meeting_id, position=position)
        for position, meeting_id in enumerate(lots, start=1)
    )
    told = {"seed": look.seed, "of": len(candidates), "drawn": lots}
    _trail(actor, "second_look.drawn", look, now, told)
    return look


@transaction.atomic
def note_finding(
    *, actor: Actor, look_id: int, row_id: int, finding: str, note: str, version: int, now: datetime
) -> SecondLookSheet:
    """Write down what the second look at one sheet found. The grade itself is changed elsewhere.

    A sheet that does not fit its record needs a sentence. Raises CannotDraw, ChangedMeanwhile.
    """
    look = lock_row(SecondLook.objects.select_related("unit"), actor, pk=look_id)
    row = SecondLookSheet.objects.select_for_update().filter(look=look, pk=row_id).first()
    if row is None:
        raise NotThere(_("Phiếu này không nằm trong lần bốc thăm."))
    require_version(row.version, version)
    refuse_if_secret(text=note)
    if finding not in Finding.values:
        raise CannotDraw(_("Hãy chọn kết quả xem lại: khớp hay chưa khớp với hồ sơ."))
    if finding == Finding.DIFFERS and not note.strip():
        raise CannotDraw(_("Điểm chưa khớp thì ghi một câu: chưa khớp ở mục nào."))
    row.finding, row.note = finding, note.strip()
    row.looked_by, row.looked_at = actor.name, now
    row.version += 1
    row.save()
    told = {"meeting": row.meeting_id, "finding": finding}
    _trail(actor, "second_look.noted", look, now, told)
    return row


def _trail(
    actor: Actor, action: str, look: SecondLook, now: datetime, changes: dict[str, object]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=look.unit_id,
        target=f"second_look:{look.pk}",
        changes=changes,
    )
