"""Chair and secretary sign: each for themselves when signed in, or on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.members.models import Member
from chibo.areas.minutes.actions.locking import lock_minutes, require_keeper, require_open, trail
from chibo.areas.minutes.errors import CannotSign
from chibo.areas.minutes.models import Minutes, Part, Signature
from chibo.areas.minutes.queries import MinutesSeen
from chibo.areas.minutes.subjects import OfCell, Subject
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.vietnamese import fold


@transaction.atomic
def sign(
    *,
    actor: Actor,
    meeting_id: int,
    part: str,
    digest: str,
    now: datetime,
    of: type[Subject] = OfCell,
) -> Signature:
    """The person named as chair or secretary confirms the record they read (its `digest`).

    Signing the same record again changes nothing. Raises CannotSign for anybody else.
    """
    seen, minutes = lock_minutes(actor, meeting_id, digest, of)
    require_open(minutes)
    name = _named(seen, part)
    if not is_named(actor, name):
        raise CannotSign(
            _(
                "Chỉ đồng chí %(name)s ký được ở ô này khi tự đăng nhập. Nếu đồng chí ấy đã ký "
                "trên giấy, hãy ghi “đã ký tay”."
            )
            % {"name": name}
        )
    return _keep(actor, seen, minutes, Part(part), signed_on=now.date(), by_hand=False, now=now)


@dataclass(frozen=True)
class HandSignature:
    """Who signed on paper, as what, and when."""

    part: str
    signed_on: date


@transaction.atomic
def note_hand_signature(
    *,
    actor: Actor,
    meeting_id: int,
    signed: HandSignature,
    digest: str,
    now: datetime,
    of: type[Subject] = OfCell,
) -> Signature:
    """Who keeps the minutes notes that the paper was signed by hand on a day."""
    seen, minutes = lock_minutes(actor, meeting_id, digest, of)
    require_keeper(actor, seen)
    require_open(minutes)
    _named(seen, signed.part)
    if not seen.subject.on <= signed.signed_on <= now.date():
        raise CannotSign(_("Ngày ký phải từ ngày họp đến hôm nay. Hãy xem lại ngày."))
    part = Part(signed.part)
    return _keep(actor, seen, minutes, part, signed_on=signed.signed_on, by_hand=True, now=now)


def _named(seen: MinutesSeen, part: str) -> str:
    names = {each.part.value: each.name for each in seen.signed}
    if part not in names:
        raise CannotSign(_("Hãy chọn người ký: chủ trì hoặc người ghi biên bản."))
    if not names[part].strip():
        raise CannotSign(
            _("Hồ sơ chưa ghi tên người ký ở ô này. Hãy mở lại buổi họp và ghi ở bước “Họp”.")
        )
    return names[part]


def is_named(actor: Actor, name: str) -> bool:
    """Whether the signed-in person is the one of this name."""
    return bool(name.strip()) and fold(_name_of(actor)) == fold(name)


def _name_of(actor: Actor) -> str:
    if actor.member_id is None:
        return actor.name
    rows = Member.objects.unscoped("the name of the one who signs")
    found = rows.filter(pk=actor.member_id).values_list("full_name", flat=True).first()
    return found or actor.name


def _keep(
    actor: Actor,
    seen: MinutesSeen,
    minutes: Minutes,
    part: Part,
    *,
    signed_on: date,
    by_hand: bool,
    now: datetime,
) -> Signature:
    before = next(each for each in seen.signed if each.part == part)
    if before.stands and before.signature is not None:
        return before.signature
    signature, _new = Signature.objects.update_or_create(
        minutes=minutes,
        part=part,
        defaults={
            "name": before.name,
            "digest": seen.digest,
            "signed_on": signed_on,
            "by_hand": by_hand,
            "recorded_by": actor.name,
            "recorded_at": now,
        },
    )
    told = {"part": str(part), "by_hand": by_hand, "sha256": seen.digest}
    trail(actor, "minutes.signed", seen.subject, now, told)
    return signature
