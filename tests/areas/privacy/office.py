"""A commune whose people ask about their data."""

from datetime import date
from typing import Any

from chibo.areas.access.queries import operator_actor
from chibo.areas.privacy import actions
from chibo.areas.privacy.actions import Outcome
from chibo.areas.privacy.models import DataRequest
from chibo.core.actor import Actor
from tests.factories import a_cell, a_commune, a_member, an_account, an_actor
from tests.months import at

DAY = date(2026, 11, 20)
NOW = at(DAY, 9)
PROGRAM = operator_actor("chibo")
SECRET = "Gợi ý kín của chi ủy"


class Office:
    """A commune with a clerk and a superior, and a member of its cell with an account."""

    def __init__(self) -> None:
        self.commune = a_commune()
        self.cell = a_cell(self.commune)
        self.member = a_member(self.cell, "Lê Văn Cường", phone="0912345678", religion="Phật giáo")
        self.account = an_account(member=self.member, full_name="Lê Văn Cường")
        self.clerk = self.working("clerk", "Cán Bộ")
        self.superior = self.working("superior", "Phó Bí Thư")
        self.self = an_actor("member", self.cell, member=self.member, account_id=self.account.pk)

    def working(self, role: str, name: str) -> Actor:
        account = an_account(role, self.commune, full_name=name)
        return an_actor(role, self.commune, name=name, account_id=account.pk)

    def asked(self, right: str, wish: str = "Không dùng số cũ") -> DataRequest:
        return actions.ask(actor=self.self, right=right, wish=wish, now=NOW)

    def answered(self, row: DataRequest, state: str, **more: Any) -> DataRequest:
        outcome = Outcome(state, more.get("words", "Đã làm như yêu cầu"), more.get("mark", ""))
        row.refresh_from_db()
        return actions.answer(
            actor=more.get("by", self.clerk),
            request_id=row.pk,
            outcome=outcome,
            version=row.version,
            now=NOW,
        )
