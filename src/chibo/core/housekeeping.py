"""Throwing away what has served its purpose."""

from datetime import datetime, timedelta

from chibo.core.models import Submission

KEEP_FORM_KEYS = timedelta(days=7)


def forget_old_forms(*, now: datetime) -> int:
    """Forget the keys of forms sent more than a week ago; nobody resends those. Says how many."""
    return Submission.objects.filter(at__lt=now - KEEP_FORM_KEYS).delete()[0]
