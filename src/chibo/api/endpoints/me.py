"""Whose token it is."""

from typing import Any

from ninja import Router

from chibo.api import answers
from chibo.api.endpoints import REFUSALS
from chibo.api.reading import reading
from chibo.api.request import ApiRequest
from chibo.areas.access.roles import role_words
from chibo.areas.tokens.rules import CALLS_A_MINUTE
from chibo.core import clock

router = Router(tags=["me"])


@router.get("me", response={200: answers.Me, **REFUSALS}, summary="Khóa của ai, được làm gì")
@reading
def me(request: ApiRequest) -> dict[str, Any]:
    """The person, the roles as far as the token reaches, and until when."""
    token = request.caller.token
    return {
        "person": token.account.full_name,
        "token": token.name,
        "purpose": token.purpose,
        "writes": token.writes,
        "unit": token.unit.code if token.unit else None,
        "ends_before": token.ends_before,
        "roles": [
            {
                "role": grant.role,
                "name": role_words(grant.role_name),
                "unit": grant.unit_name,
                "below": grant.below,
            }
            for grant in request.actor.grants
        ],
        "calls_a_minute": CALLS_A_MINUTE,
        "members_today": token.members if token.members_on == clock.today() else 0,
    }
