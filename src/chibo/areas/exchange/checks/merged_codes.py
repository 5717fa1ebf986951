"""Codes of records that were merged into another: an old file must not bring them back."""

from collections.abc import Sequence

from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import WHY
from chibo.areas.members.duplicates.models import Merge
from chibo.areas.members.models import Member
from chibo.core.i18n import _


def follow_merged_codes(rows: dict[str, list[Row]], findings: Findings) -> None:
    """Leave out members' rows under a merged code; let other sheets speak of the kept record."""
    people = rows.get("members", [])
    others = [row for each in rows.values() for row in each if row.get("member_code") is not None]
    kept = _kept_codes(
        [*(row.get("code") for row in people), *(r.get("member_code") for r in others)]
    )
    if not kept:
        return
    for row in people:
        if row.get("code") in kept:
            _warn(row, row.get("code"), kept[row.get("code")], findings)
    if "members" in rows:
        rows["members"] = [row for row in people if row.get("code") not in kept]
    for row in others:
        row.values["member_code"] = kept.get(row.get("member_code"), row.get("member_code"))


def _kept_codes(codes: Sequence[str | None]) -> dict[str, str]:
    """Of these codes, those that nobody carries any more, with the code of the kept record.

    A kept record may itself have been merged into another since.
    """
    merges = Merge.objects.unscoped(WHY).filter(undone_at=None)
    members = Member.objects.unscoped(WHY)
    led = dict(
        merges.filter(gone_code__in={code for code in codes if code is not None})
        .order_by("pk")
        .values_list("gone_code", "kept_id")
    )
    found: dict[str, str] = {}
    while led:
        alive = dict(members.filter(pk__in=led.values()).values_list("pk", "code"))
        found |= {code: alive[pk] for code, pk in led.items() if pk in alive}
        further = dict(merges.filter(gone_id__in=led.values()).values_list("gone_id", "kept_id"))
        led = {c: further[pk] for c, pk in led.items() if pk not in alive and pk in further}
    carried = set(members.filter(code__in=found).values_list("code", flat=True))
    return {gone: code for gone, code in found.items() if gone not in carried}


def _warn(row: Row, gone: str, kept: str, findings: Findings) -> None:
    findings.warn(
        row,
        "code",
        "merged_code",
        _("Bản ghi mã %(gone)s đã gộp vào mã %(kept)s nên hàng này được bỏ qua.")
        % {"gone": gone, "kept": kept},
        _("Hãy dùng mã %s; nếu gộp nhầm thì hoàn tác lần gộp đó.") % kept,
    )
