"""A suggestion of self-criticism: recorded, answered, concluded, deleted.

Every event in the trail says only that a step took place: neither whom it concerns nor a word of
it. When the review is over the row goes, and that is all that is left.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.meetings.actions.locking import trail
from chibo.areas.meetings.queries import get_meeting, roll_of
from chibo.areas.sittings import permissions
from chibo.areas.sittings.errors import BadSitting
from chibo.areas.sittings.models import Suggestion, SuggestionState
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version

TEXT_LENGTH = 4000


@transaction.atomic
def suggest(
    *, actor: Actor, meeting_id: int, member_id: int, made_by: str, text: str, now: datetime
) -> Suggestion:
    """Put it to a member of the cell: by the superior, or written down by the secretary.

    Raises NotAllowed, NotThere, BadSitting. The same words to the same person twice change nothing.
    """
    meeting = get_meeting(actor, meeting_id)
    rights = (permissions.SUGGEST, permissions.KEEP)
    if not any(actor.may(right, meeting.unit.path) for right in rights):
        actor.require(permissions.SUGGEST, meeting.unit)
    member = next((r.member for r in roll_of(meeting) if r.member.pk == member_id), None)
    if member is None:
        raise BadSitting(_("Người này không có trong danh sách chi bộ vào ngày họp."))
    words = _words(text)
    rows = Suggestion.objects.unscoped("the same words put twice by the same hand")
    same = rows.filter(meeting=meeting, concerns=member.pk, made_by_account=actor.account_id)
    known = same.filter(text=words).first()
    if known is not None:
        return known
    row = Suggestion.objects.create(
        meeting=meeting,
        concerns=member.pk,
        concerns_name=member.full_name,
        made_by=made_by.strip()[:200] or actor.name,
        made_by_account=actor.account_id,
        text=words,
    )
    trail(_unnamed(actor, row), "self_criticism.suggested", meeting, now)
    return row


def _words(text: str) -> str:
    said = text.replace("\0", "").strip()
    if not said:
        raise BadSitting(_("Chưa ghi nội dung. Hãy ghi một câu."))
    if len(said) > TEXT_LENGTH:
        raise BadSitting(_("Nội dung dài quá %d chữ. Hãy ghi gọn hơn.") % TEXT_LENGTH)
    refuse_if_secret(text=said)
    return said


@transaction.atomic
def answer_suggestion(
    *, actor: Actor, suggestion_id: int, answer: str, version: int, now: datetime
) -> Suggestion:
    """What the person says to it: written by themselves, or by the secretary at the meeting."""
    row = _held(actor, suggestion_id)
    if actor.member_id != row.concerns:
        actor.require(permissions.KEEP, row.meeting.unit)
    return _step(actor, row, "answer", answer, SuggestionState.ANSWERED, version, now)


@transaction.atomic
def conclude_suggestion(
    *, actor: Actor, suggestion_id: int, outcome: str, version: int, now: datetime
) -> Suggestion:
    """What the meeting concluded, written by the secretary once there is an answer."""
    row = _held(actor, suggestion_id)
    actor.require(permissions.KEEP, row.meeting.unit)
    if row.state == SuggestionState.RECORDED:
        raise BadSitting(_("Chưa có ý kiến trả lời của người được gợi ý."))
    return _step(actor, row, "outcome", outcome, SuggestionState.CONCLUDED, version, now)


def _step(
    actor: Actor,
    row: Suggestion,
    field: str,
    text: str,
    state: SuggestionState,
    version: int,
    now: datetime,
) -> Suggestion:
    words = _words(text)
    if getattr(row, field) == words:
        return row
    require_version(row.version, version)
    if row.state == SuggestionState.CONCLUDED and state == SuggestionState.ANSWERED:
        raise BadSitting(_("Đã kết luận nên không sửa ý kiến trả lời nữa."))
    setattr(row, field, words)
    row.state = state
    row.version += 1
    row.save()
    trail(_unnamed(actor, row), f"self_criticism.{state}", row.meeting, now)
    return row


@transaction.atomic
def end_review(*, actor: Actor, suggestion_id: int, version: int, now: datetime) -> None:
    """The review is over: everything written is deleted; the trail says that one took place."""
    row = _held(actor, suggestion_id)
    actor.require(permissions.KEEP, row.meeting.unit)
    require_version(row.version, version)
    if row.state != SuggestionState.CONCLUDED:
        raise BadSitting(_("Hãy ghi kết luận trước khi kết thúc kiểm điểm."))
    trail(_unnamed(actor, row), "self_criticism.ended", row.meeting, now)
    row.delete()


def _held(actor: Actor, suggestion_id: int) -> Suggestion:
    return lock_row(Suggestion.objects.select_related("meeting__unit"), actor, pk=suggestion_id)


def _unnamed(actor: Actor, row: Suggestion) -> Actor:
    """In the trail the person concerned is nobody: their name would tell whom it was about."""
    if actor.member_id != row.concerns:
        return actor
    return replace(actor, account_id=None, member_id=None, name=_("Người liên quan"))
