"""When two records of members become one: one person signs in with one account."""

from chibo.areas.access.errors import BadAccount
from chibo.areas.access.models import Account
from chibo.areas.members.duplicates.events import MembersMerged
from chibo.core.i18n import _


def refuse_two_accounts(event: MembersMerged) -> None:
    """Raise BadAccount when both records had an open account."""
    if Account.objects.filter(member_id=event.kept_id, is_active=True).count() > 1:
        raise BadAccount(
            _("Cả hai bản ghi đều có tài khoản đang mở. Hãy khoá một tài khoản trước rồi gộp.")
        )
