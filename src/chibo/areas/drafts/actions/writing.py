"""Single sentences: rewritten, added, left out, given back to their record."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.drafts.actions.gathering import lock_for_draft
from chibo.areas.drafts.errors import BadDraft
from chibo.areas.drafts.models import Draft, DraftSentence, Mark
from chibo.areas.drafts.sections import sections_of
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotThere
from chibo.core.i18n import _
from chibo.core.rows import require_version

LONGEST = 1000
WHY = "the draft of a meeting the actor prepares"


@transaction.atomic
def rewrite(
    *, actor: Actor, meeting_id: int, sentence_id: int, text: str, version: int, now: datetime
) -> DraftSentence:
    """Write a sentence otherwise: it is marked as typed. The record's own words written again
    give it its mark back. Raises ChangedMeanwhile, BadDraft, MarkedSecret, NotThere."""
    row = _lock(actor, meeting_id, sentence_id)
    text = _checked(text)
    if text == row.text:
        return row
    require_version(row.version, version)
    before = row.text
    row.text = text
    row.mark = row.record_mark if row.key and text == row.record_text else Mark.TYPED
    return _save(actor, row, "draft.rewritten", now, [before, text])


@transaction.atomic
def add(
    *, actor: Actor, meeting_id: int, kind: str, section: str, text: str, now: datetime
) -> DraftSentence:
    """A sentence of one's own, at the end of a part."""
    meeting = lock_for_draft(actor, meeting_id)
    draft = Draft.objects.unscoped(WHY).filter(meeting=meeting, kind=kind).first()
    if draft is None or section not in sections_of(kind):
        raise NotThere(_("Dự thảo không có mục này."))
    rows = DraftSentence.objects.filter(draft=draft)
    row = DraftSentence(
        draft=draft,
        section=section,
        position=(rows.aggregate(last=Max("position"))["last"] or 0) + 1,
        mark=Mark.TYPED,
        text=_checked(text),
        version=0,
    )
    return _save(actor, row, "draft.added", now, [None, row.text])


@transaction.atomic
def leave_out(
    *, actor: Actor, meeting_id: int, sentence_id: int, out: bool, version: int, now: datetime
) -> DraftSentence:
    """Take a sentence out of the draft, or bring it back; done twice changes nothing."""
    row = _lock(actor, meeting_id, sentence_id)
    if row.is_left_out == out:
        return row
    require_version(row.version, version)
    row.is_left_out = out
    return _save(actor, row, "draft.left_out" if out else "draft.taken_back", now, [None, row.text])


@transaction.atomic
def follow_record(
    *, actor: Actor, meeting_id: int, sentence_id: int, version: int, now: datetime
) -> DraftSentence:
    """Say again what the record says now."""
    row = _lock(actor, meeting_id, sentence_id)
    if not row.record_text:
        raise BadDraft(_("Hồ sơ không còn ghi nội dung này nên không lấy lại được."))
    if row.text == row.record_text:
        return row
    require_version(row.version, version)
    before, row.text, row.mark = row.text, row.record_text, row.record_mark
    return _save(actor, row, "draft.rewritten", now, [before, row.text])


def _lock(actor: Actor, meeting_id: int, sentence_id: int) -> DraftSentence:
    meeting = lock_for_draft(actor, meeting_id)
    rows = DraftSentence.objects.select_related("draft").select_for_update(of=("self",))
    row = rows.filter(pk=sentence_id, draft__meeting=meeting).first()
    if row is None:
        raise NotThere(_("Câu này không còn trong dự thảo."))
    row.draft.meeting = meeting
    return row


def _checked(text: str) -> str:
    plain = " ".join(text.replace("\0", "").split())
    if not plain:
        raise BadDraft(_("Câu còn trống. Hãy ghi nội dung, hoặc bỏ câu khỏi dự thảo."))
    if len(plain) > LONGEST:
        raise BadDraft(_("Câu dài quá %d chữ. Hãy tách ra.") % LONGEST)
    refuse_if_secret(text=plain)
    return plain


def _save(
    actor: Actor, row: DraftSentence, action: str, now: datetime, change: list[str | None]
) -> DraftSentence:
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=row.draft.meeting.unit_id,
        target=f"draft_sentence:{row.pk}",
        changes={"text": change},
    )
    return row
