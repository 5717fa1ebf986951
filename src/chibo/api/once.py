"""An act of a program carried out once, however often it is sent (Idempotency-Key)."""

import json
import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from chibo.api.request import ApiRequest
from chibo.core import clock
from chibo.core.errors import Refused
from chibo.core.models import Submission


class KeyUsed(Refused):
    """The key stands for something else that was sent before."""

    code = "key_used"


def once(
    request: ApiRequest, key: uuid.UUID, sent: bytes, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What `act` answered, or answered when the same was sent with the key before.

    The key, what the act writes and its answer are one transaction; the same sent at the same
    moment waits. A refused act gives its key back. Raises KeyUsed where the key came with other
    content, at another address or from somebody else.
    """
    what = f"{request.path}#{sha256(sent).hexdigest()}"
    with transaction.atomic():
        if not _claim(request, key, what):
            return _first_answer(request, key, what)
        answer = act()
        Submission.objects.filter(pk=key).update(leads_to=json.dumps(answer))
    return answer


def _claim(request: ApiRequest, key: uuid.UUID, what: str) -> bool:
    """Insert the key; a claim under way elsewhere is waited for by the unique index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submission (key, account_id, path, leads_to, at)"
            " VALUES (%s, %s, %s, '', %s) ON CONFLICT (key) DO NOTHING",
            [key, request.caller.token.account_id, what, clock.now()],
        )
        return bool(cursor.rowcount == 1)


def _first_answer(request: ApiRequest, key: uuid.UUID, what: str) -> dict[str, Any]:
    rows = Submission.objects.filter(pk=key, account_id=request.caller.token.account_id, path=what)
    first = rows.first()
    if first is None:
        raise KeyUsed(_("Idempotency-Key này đã dùng cho một lần gửi khác. Hãy tạo khóa UUID mới."))
    found: dict[str, Any] = json.loads(first.leads_to)
    return found
