"""The answer to a request and what it does: a mark, or letting go of what need not be kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chibo.areas.access.two_people.own_hands import require_own_hands
from chibo.areas.documents.secrecy import refuse_if_secret
from chibo.areas.privacy import permissions
from chibo.areas.privacy.actions.erasing import let_go
from chibo.areas.privacy.errors import BadRequest
from chibo.areas.privacy.models import DataRequest, RequestState, Restriction, Right
from chibo.areas.privacy.steps import locked, tell_member, trail
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.errors import NotAllowed
from chibo.core.i18n import _
from chibo.core.rows import lock_row, require_version, save_next

ANSWERS = (RequestState.GRANTED, RequestState.PARTLY, RequestState.REFUSED)
MARKED = (Right.RESTRICT, Right.OBJECT)
LETS_GO = (Right.ERASE, Right.WITHDRAW)


@dataclass(frozen=True)
class Outcome:
    """What is decided; `mark`: what stands on the record where processing is restricted."""

    state: str
    words: str
    mark: str = ""


@transaction.atomic
def answer(
    *, actor: Actor, request_id: int, outcome: Outcome, version: int, now: datetime
) -> DataRequest:
    """Answer, and do what was granted. A sentence always: what was done, or why not.

    Erasing is carried out by somebody else than who acknowledged the request, and only of what no
    duty to keep holds (`register.Keeping.lets_go`).
    Raises NotAllowed, ChangedMeanwhile, BadRequest.
    """
    row = locked(actor, request_id, version)
    _check(row, outcome)
    granted = outcome.state != RequestState.REFUSED
    gone: tuple[str, ...] = ()
    if granted and row.right in LETS_GO:
        _require_second_person(actor, row)
        require_own_hands(actor, now)
        gone = let_go(actor, row.member, now, only_chosen=row.right == Right.WITHDRAW)
    if granted and row.right in MARKED:
        Restriction.objects.create(
            member=row.member, request=row, why=outcome.mark.strip(), since=now, by_name=actor.name
        )
    told = {"state": outcome.state, "answer": outcome.words.strip()}
    save_next(row, {**told, "answered_at": now, "answered_by": actor.name})
    trail(actor, "data_request.answered", row, now, state=outcome.state, gone=list(gone))
    tell_member("privacy.answered", row, now)
    return row


def _check(row: DataRequest, outcome: Outcome) -> None:
    if outcome.state not in ANSWERS:
        raise BadRequest(_("Hãy chọn: làm theo, làm một phần, hay không làm theo."), "state")
    if not outcome.words.strip():
        raise BadRequest(
            _("Chưa ghi câu trả lời. Hãy ghi đã làm gì; không làm theo thì ghi lý do."), "words"
        )
    marked = outcome.state != RequestState.REFUSED and row.right in MARKED
    if marked and not outcome.mark.strip():
        raise BadRequest(_("Chưa ghi mục nào bị hạn chế, để người mở hồ sơ biết."), "mark")
    for text in (outcome.words, outcome.mark):
        refuse_if_secret(text=text)


def _require_second_person(actor: Actor, row: DataRequest) -> None:
    if row.acknowledged_at is None:
        raise BadRequest(_("Hãy báo đã nhận trước. Xóa dữ liệu cần hai người: nhận và xóa."))
    if actor.account_id is not None and row.acknowledged_account == actor.account_id:
        raise NotAllowed(
            _("Xóa dữ liệu cần hai người. Hãy để người khác của cấp ủy trả lời yêu cầu này.")
        )


@transaction.atomic
def lift(*, actor: Actor, mark_id: int, because: str, version: int, now: datetime) -> Restriction:
    """Take a mark off again, and say why. NotThere, NotAllowed, ChangedMeanwhile, BadRequest."""
    mark = lock_row(Restriction.objects.select_related("member"), actor, pk=mark_id)
    actor.require(permissions.ANSWER, mark.member)
    require_version(mark.version, version)
    if mark.lifted_at:
        raise BadRequest(_("Dấu hạn chế này đã được bỏ."))
    if not because.strip():
        raise BadRequest(_("Chưa ghi vì sao bỏ dấu hạn chế."), "because")
    refuse_if_secret(text=because)
    told = {"lifted_at": now, "lifted_by": actor.name, "lifted_because": because.strip()}
    save_next(mark, told)
    audit.record(
        actor=actor,
        action="restriction.lifted",
        at=now,
        unit_id=mark.member.cell_id,
        target=f"data_request:{mark.request_id}",
    )
    return mark
