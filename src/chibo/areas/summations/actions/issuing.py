"""Issuing a summation, restating it after corrections, opening it again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from chibo.areas.documents.actions import take_number
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.documents.texts import keep_text, text_of
from chibo.areas.minutes.canonical import plain
from chibo.areas.periodic.chains import next_version
from chibo.areas.periodic.rules import Change, as_data, from_data
from chibo.areas.summations import permissions
from chibo.areas.summations.actions.holding import for_writing, trail
from chibo.areas.summations.errors import NotNow, UntrueWords
from chibo.areas.summations.models import Summation, SummationState, SummationVersion
from chibo.areas.summations.papers import about, summation_paper_of
from chibo.areas.summations.queries.showing import Seen, as_it_stands, see
from chibo.core.actor import Actor
from chibo.core.i18n import _, in_vietnamese
from chibo.core.rows import save_next

FORM = 1


@transaction.atomic
def issue(*, actor: Actor, summation_id: int, version: int, now: datetime) -> Summation:
    """Freeze figures and texts, take a number of the register, seal with SHA-256.

    Issued again after it was opened it keeps its number. Raises NotNow where a section is empty,
    UntrueWords where a sentence says what its figure does not.
    """
    row = for_writing(actor, summation_id, version, permissions.ISSUE)
    if row.is_issued:
        return row
    seen = see(actor, row, now.date())
    _require_complete(seen)
    row.figures, row.issued_at = as_data(seen.used), now
    row.state = SummationState.ISSUED
    save_next(row, {})
    _number(actor, row, now)
    made = _seal(actor, row, seen, now)
    trail(actor, "summation.issued", row, now, {"sha256": made.sha256})
    return row


@transaction.atomic
def restate(
    *, actor: Actor, summation_id: int, reason: str, version: int, now: datetime
) -> Summation:
    """Take corrected figures into a new sealed version; the one before stays as it was.

    Raises NotNow where it is not issued, nothing moved or no reason is given, UntrueWords where a
    sentence is no longer so: then it has to be opened and rewritten.
    """
    row = for_writing(actor, summation_id, version, permissions.ISSUE)
    if not row.is_issued:
        raise NotNow(_("Chỉ điều chỉnh báo cáo đã ban hành; báo cáo đang soạn thì sửa thẳng."))
    words = _reason(reason)
    seen = see(actor, row, now.date())
    if not seen.moved:
        raise NotNow(_("Hồ sơ vẫn đúng như số đã ban hành, không có gì để điều chỉnh."))
    corrected = {each.code: seen.fresh[each.code] for each in seen.moved}
    row.figures = as_data({**from_data(row.figures), **corrected})
    row.moved, row.looked_on = {}, None
    restated = as_it_stands(actor, row, now.date())
    _require_true(restated)
    save_next(row, {})
    _seal(actor, row, restated, now, words, seen.moved)
    told = {each.code: [str(each.before.number), str(each.after.number)] for each in seen.moved}
    trail(actor, "summation.restated", row, now, {**told, "reason": words})
    return row


@transaction.atomic
def reopen(
    *, actor: Actor, summation_id: int, reason: str, version: int, now: datetime
) -> Summation:
    """Open an issued summation to be rewritten; its versions stay readable. Raises NotNow."""
    row = for_writing(actor, summation_id, version, permissions.ISSUE)
    if not row.is_issued:
        raise NotNow(_("Chỉ mở lại báo cáo đã ban hành."))
    words = _reason(reason)
    row.moved, row.looked_on = {}, None
    save_next(row, {"state": SummationState.DRAFT})
    trail(actor, "summation.reopened", row, now, {"reason": words})
    return row


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NotNow(_("Thay đổi báo cáo đã ban hành thì cần ghi lý do."))
    refuse_if_secret(text=reason)
    return reason.strip()


def _require_complete(seen: Seen) -> None:
    if seen.empty:
        told = _("Còn mục chưa ghi: %s. Không có thì ghi “không có”.")
        raise NotNow(told % "; ".join(seen.empty))
    _require_true(seen)


def _require_true(seen: Seen) -> None:
    if seen.faults:
        told = _("Lời chưa đúng với số liệu: %s Hãy sửa lời rồi ban hành.")
        raise UntrueWords(told % " ".join(seen.faults))


def _number(actor: Actor, row: Summation, now: datetime) -> None:
    with in_vietnamese():
        number = take_number(
            actor=actor,
            unit=row.unit,
            paper_kind="BC",
            file_kind="summation",
            ref=row.ref,
            issued_on=now.date(),
            title=row.title,
            now=now,
        )
        keep_text(number, text_of(summation_paper_of(actor, row, now.date())), whole=True)


def _seal(
    actor: Actor,
    row: Summation,
    seen: Seen,
    now: datetime,
    reason: str = "",
    changes: Sequence[Change] = (),
) -> SummationVersion:
    latest = row.versions.order_by("-number").first()
    fields = next_version(
        _said(row, seen), latest, by=actor.name, at=now, reason=reason, changes=changes
    )
    return SummationVersion.objects.create(summation=row, **fields)


def _said(row: Summation, seen: Seen) -> dict[str, Any]:
    """All that the summation says: the frame, the texts as they read, the figures."""
    with in_vietnamese():
        return {
            "form": FORM,
            "unit": {"code": row.unit.code, "name": plain(row.unit.name)},
            "title": plain(row.title),
            "about": plain(about(row)),
            "years": [row.first_year, row.last_year],
            "cut": row.cut,
            "structure": row.structure,
            "periods": [str(each) for each in seen.periods],
            "table": list(row.indicators),
            "typed": dict(row.texts),
            "texts": {text.section.code: plain(text.said) for text in seen.texts},
            "lines": row.figures,
        }
