"""People of the sample read what is past; what is due waits for them."""

from datetime import date, timedelta

from django.db.models import F

from chibo.areas.access.queries import operator_actor
from chibo.areas.notices.actions import remind
from chibo.areas.notices.models import Notice
from chibo.sample.hours import at


def tell_notices(today: date) -> None:
    """Notices of the months played were read when they came; the reminders of the day are new."""
    rows = Notice.objects.unscoped("the sample's own rows")
    old = rows.filter(made_at__lt=at(today - timedelta(days=7), 0), read_at__isnull=True)
    old.update(read_at=F("made_at"))
    remind(actor=operator_actor("chibo demo"), now=at(today, 7))
