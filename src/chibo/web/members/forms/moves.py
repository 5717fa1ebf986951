"""The form of one change of state: only the fields this change needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chibo.areas.members.actions import MovePaper
from chibo.areas.members.models import Member
from chibo.areas.members.rules import MoveWish
from chibo.core.actor import Actor
from chibo.regulations import MemberRules, Move
from chibo.web.components.fields import DayField
from chibo.web.forms import UnitField, VersionedForm

NEEDED = {
    "considered_on": {"considered_on"},
    "decision": {"decision_number", "decided_on", "decided_by"},
    "reason": {"reason", "until"},
    "ground": {"ground"},
}
ALWAYS = {"version", "note"}


class MoveForm(VersionedForm):
    """What has to be on the table; the action says which clause is missing what."""

    considered_on = DayField(label=_("Ngày chi bộ họp xét"), required=False)
    reason = forms.ChoiceField(label=_("Lý do miễn"), required=False)
    ground = forms.ChoiceField(
        label=_("Trường hợp xóa tên"),
        required=False,
        help_text=_("Ghi đúng kết luận của cấp ủy; phần mềm không tự đề nghị."),
    )
    decision_number = forms.CharField(
        label=_("Số quyết định, nghị quyết"), required=False, max_length=60
    )
    decided_on = DayField(label=_("Ngày của văn bản"), required=False)
    decided_by = forms.CharField(label=_("Cấp quyết định"), required=False, max_length=200)
    on = DayField(
        label=_("Có hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống: lấy ngày của văn bản."),
    )
    until = DayField(
        label=_("Miễn đến ngày"),
        required=False,
        help_text=_("Ngày đầu tiên hết hạn. Tuổi cao, sức yếu thì để trống."),
    )
    cell = UnitField(label=_("Chi bộ tiếp nhận"), cells_only=True, required=False)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=500,
        help_text=_("Không ghi nội dung hồ sơ kỷ luật, thẩm tra."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, actor: Actor, member: Member, move: Move, rules: MemberRules, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.move = move
        kept = ALWAYS.union(*(NEEDED[need] for need in move.needs))
        if move.code != "recognised":
            kept.add("on")
        if move.code == "restored":
            kept.add("cell")
            self._cell_field().bind(actor)
            self.initial.setdefault("cell", member.cell)
        for name in set(self.fields) - kept:
            del self.fields[name]
        if "decision" not in move.needs:
            self.fields["on"].help_text = ""
            self.fields["on"].required = True
        self._offer("reason", rules.exemption_reasons)
        self._offer("ground", rules.grounds)

    def _cell_field(self) -> UnitField:
        field = self.fields["cell"]
        assert isinstance(field, UnitField)
        return field

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            named = [(row.code, gettext(row.name)) for row in rows]
            field.choices = [("", gettext("(chọn một)")), *named]

    def wish(self) -> MoveWish:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return MoveWish(
            code=self.move.code,
            on=typed.get("on"),
            decision_number=typed.get("decision_number", ""),
            decided_on=typed.get("decided_on"),
            considered_on=typed.get("considered_on"),
            reason=typed.get("reason", ""),
            until=typed.get("until"),
            ground=typed.get("ground", ""),
        )

    def paper(self) -> MovePaper:
        """By whom, and what to remember."""
        typed = self.cleaned_data
        return MovePaper(typed.get("decided_by", ""), typed["note"])

    @property
    def cell_id(self) -> int | None:
        """The home of somebody restored."""
        cell = self.cleaned_data.get("cell")
        return cell.pk if cell else None
