"""Papers made before their words were kept become findable; run again it does nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from chibo.areas.access.queries import signers
from chibo.areas.documents.models import NumberState, PaperNumber
from chibo.areas.documents.papers import Paper
from chibo.areas.documents.templates import stamp_of
from chibo.areas.documents.texts import keep_text, text_of
from chibo.areas.meetings.queries import get_meeting
from chibo.areas.members.papers import letter_paper
from chibo.areas.members.queries import get_transfer
from chibo.areas.reports.papers.filling import FILLINGS
from chibo.areas.reports.papers.issuing import FILE_KINDS, issuable
from chibo.areas.reports.papers.making import monthly_report
from chibo.areas.reports.papers.record import read_record
from chibo.areas.reports.queries import get_report
from chibo.areas.resolutions.models import Resolution
from chibo.core.actor import Actor
from chibo.core.errors import NotThere, Refused
from chibo.core.i18n import _, in_vietnamese

_WHY = "papers whose words are not kept yet, whoever issued them"
_NUMBERED = Q(ref__startswith="transfer:", text__key__regex=r"\m[0-9]{6,}\M")
"""Letters whose words an earlier version kept with the number of the card."""
Fill = Callable[[Actor, str, datetime], Paper]


@dataclass
class Caught:
    """How many papers were read, and how many could not be filled again."""

    kept: int = 0
    left: int = 0


def catch_up(*, actor: Actor, now: datetime) -> Caught:
    """Keep the words of every issued paper that has only its title, each in its own transaction.

    The template its day had is written beside a number that remembers none.
    """
    waiting = PaperNumber.objects.unscoped(_WHY).filter(
        Q(text__isnull=True) | Q(text__is_whole=False) | _NUMBERED, state=NumberState.ISSUED
    )
    done = Caught()
    for number_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
        number = PaperNumber.objects.unscoped(_WHY).select_related("unit").get(pk=number_id)
        if _keep(actor, number, now):
            done.kept += 1
        else:
            done.left += 1
    return done


def _keep(actor: Actor, number: PaperNumber, now: datetime) -> bool:
    head, _colon, key = number.ref.partition(":")
    if head not in _FILLED:
        return False
    file_kind, fill = _FILLED[head]
    try:
        with in_vietnamese():
            said = text_of(fill(actor, key, now))
    except Refused:
        return False
    with transaction.atomic():
        keep_text(number, said, whole=True)
        if not number.template:
            number.template = stamp_of(number.unit.path, file_kind, number.issued_on)
            number.save(update_fields=["template"])
    return True


def _notice(actor: Actor, key: str, now: datetime) -> Paper:
    return FILLINGS["notice"](read_record(actor, get_meeting(actor, int(key))), now.date())


def _resolution(actor: Actor, key: str, now: datetime) -> Paper:
    found = Resolution.objects.unscoped(_WHY).filter(pk=int(key)).first()
    if found is None:
        raise NotThere(_("Nghị quyết này không còn."))
    meeting = get_meeting(actor, found.meeting_id)
    return FILLINGS["resolution"](read_record(actor, meeting), now.date())


def _report(actor: Actor, key: str, now: datetime) -> Paper:
    return monthly_report(actor, get_report(actor, int(key)), now.date())


def _transfer(actor: Actor, key: str, now: datetime) -> Paper:
    row = get_transfer(actor, int(key))
    names = signers(row.issuer, row.issued_on) if row.issuer else {}
    return letter_paper(actor, row, names)


def _issued(kind: str) -> Fill:
    def fill(actor: Actor, key: str, now: datetime) -> Paper:
        return issuable(actor, kind, key, now.date()).fill()

    return fill


_FILLED: dict[str, tuple[str, Fill]] = {
    "notice": ("notice", _notice),
    "resolution": ("resolution", _resolution),
    "report": ("monthly_report", _report),
    "transfer": ("transfer", _transfer),
    "mentoring": ("mentor_decision", _issued("mentor_decision")),
    **{
        kind: (FILE_KINDS.get(kind, kind), _issued(kind))
        for kind in ("conclusion", "dues_report", "body_dues_report", "exemption", "remedy_plan")
    },
}
