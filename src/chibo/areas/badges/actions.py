"""Recording badges, years not counted, measures; taking a record back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chibo.areas.badges import permissions
from chibo.areas.badges.errors import BadBadge
from chibo.areas.badges.facts import WHY, facts_by_member
from chibo.areas.badges.models import AgeGap, Badge, BadgeWait, How
from chibo.areas.badges.rules import BadgeFacts, judge_award
from chibo.areas.members.models import Member
from chibo.core import audit
from chibo.core.actor import Actor
from chibo.core.i18n import _
from chibo.core.rows import get_row, lock_row, require_version
from chibo.core.vietnamese import show_date
from chibo.regulations import badge_rules


@dataclass(frozen=True)
class Award:
    """So many years, given on a day, how, by which decision."""

    years: int
    awarded_on: date
    how: str = How.ON_TIME
    decision_number: str = ""


@transaction.atomic
def record_award(*, actor: Actor, member_id: int, award: Award, now: datetime) -> Badge:
    """A badge was given, or is decided for a round to come.

    Judged by the pack of its day; before the first pack only contradictions are refused.
    Raises NotAllowed, BadBadge.
    """
    member = lock_row(Member.objects, actor, pk=member_id)
    return _record(actor, member, award, facts_by_member([member])[member.pk], now)


@transaction.atomic
def record_round(
    *,
    actor: Actor,
    awards: Sequence[tuple[int, int]],
    round_on: date,
    decision_number: str,
    now: datetime,
) -> int:
    """Everyone on the list (member id, years) is given their badge in the round; all or nobody.

    Who has this badge already is left as recorded: sent twice it writes nothing. How many are new.
    """
    if not decision_number.strip():
        raise BadBadge(_("Hãy ghi số quyết định tặng Huy hiệu của cấp có thẩm quyền."))
    ids = [member_id for member_id, _years in awards]
    rows = Member.objects.visible_to(actor).filter(pk__in=ids)
    members = {member.pk: member for member in rows.select_for_update(of=("self",)).order_by("id")}
    facts = facts_by_member(list(members.values()))
    held = set(Badge.objects.unscoped(WHY).filter(member_id__in=ids).values_list("member", "years"))
    new = [pair for pair in dict.fromkeys(awards) if pair not in held]
    for member_id, years in new:
        if member_id not in members:
            raise BadBadge(_("Danh sách có người ngoài phạm vi phụ trách. Hãy tải lại danh sách."))
        award = Award(years, round_on, How.ON_TIME, decision_number)
        _record(actor, members[member_id], award, facts[member_id], now)
    return len(new)


def _record(actor: Actor, member: Member, award: Award, facts: BadgeFacts, now: datetime) -> Badge:
    actor.require(permissions.KEEP, member)
    _check(member, award, facts)
    rules = badge_rules(award.awarded_on)
    badge = Badge.objects.create(
        member=member,
        years=award.years,
        awarded_on=award.awarded_on,
        how=award.how,
        decision_number=award.decision_number.strip(),
        pack_id=rules.pack_id if rules else "",
    )
    changes = {"years": award.years, "on": award.awarded_on.isoformat(), "how": award.how}
    _trail(actor, "badge.recorded", member, now, changes)
    return badge


def _check(member: Member, award: Award, facts: BadgeFacts) -> None:
    if award.how not in How.values:
        raise BadBadge(_("Hãy chọn một hình thức: đúng đợt, tặng sớm hoặc truy tặng."))
    if Badge.objects.unscoped(WHY).filter(member=member, years=award.years).exists():
        words = {"name": member.full_name, "years": award.years}
        raise BadBadge(_("%(name)s đã được ghi Huy hiệu %(years)s năm.") % words)
    if award.awarded_on < member.joined_on:
        raise BadBadge(_("Ngày trao trước cả ngày vào Đảng. Hãy xem lại ngày."))
    rules = badge_rules(award.awarded_on)
    reason = rules and judge_award(facts, award.years, award.awarded_on, award.how, rules)
    if reason:
        clause = f" ({reason.source.label})" if reason.source else ""
        raise BadBadge(f"{member.full_name}: {reason.sentence}{clause}")


@transaction.atomic
def take_back_badge(
    *, actor: Actor, badge_id: int, reason: str, version: int, now: datetime
) -> None:
    """The badge was recorded by mistake; the trail keeps it with the reason."""
    badge = lock_row(Badge.objects.select_related("member"), actor, pk=badge_id)
    actor.require(permissions.KEEP, badge.member)
    require_version(badge.version, version)
    if not reason.strip():
        raise BadBadge(_("Bỏ một Huy hiệu đã ghi thì cần ghi lý do bằng một câu."))
    changes = {
        "years": badge.years,
        "on": badge.awarded_on.isoformat(),
        "decision": badge.decision_number,
        "reason": reason.strip()[:300],
    }
    _trail(actor, "badge.taken_back", badge.member, now, changes)
    badge.delete()


@transaction.atomic
def record_gap(
    *, actor: Actor, member_id: int, starts_on: date, ends_before: date, now: datetime
) -> AgeGap:
    """From `starts_on` until the day before `ends_before` the years did not count."""
    member = lock_row(Member.objects, actor, pk=member_id)
    actor.require(permissions.KEEP, member)
    if not member.joined_on <= starts_on < ends_before <= now.date():
        raise BadBadge(
            _("Thời gian gián đoạn phải nằm giữa ngày vào Đảng và hôm nay. Hãy xem lại hai ngày.")
        )
    rows = AgeGap.objects.unscoped(WHY).filter(member=member)
    same = rows.filter(starts_on=starts_on, ends_before=ends_before).first()
    if same:
        return same
    if rows.filter(starts_on__lt=ends_before, ends_before__gt=starts_on).exists():
        raise BadBadge(_("Đã ghi một thời gian gián đoạn trùng những ngày này. Hãy xem lại."))
    gap = AgeGap.objects.create(member=member, starts_on=starts_on, ends_before=ends_before)
    changes = {"from": starts_on.isoformat(), "until": ends_before.isoformat()}
    _trail(actor, "badge.gap_recorded", member, now, changes)
    return gap


@transaction.atomic
def record_wait(
    *,
    actor: Actor,
    member_id: int,
    form: str,
    decided_on: date,
    decision_number: str,
    now: datetime,
) -> BadgeWait:
    """A measure was decided: form, day and number only, for the time a badge has to wait."""
    member = lock_row(Member.objects, actor, pk=member_id)
    actor.require(permissions.KEEP, member)
    rules = badge_rules(now.date())
    if rules is None or rules.wait(form) is None:
        raise BadBadge(_("Hãy chọn hình thức kỷ luật có trong danh sách."))
    if not member.joined_on <= decided_on <= now.date():
        raise BadBadge(_("Ngày %s không hợp lý. Hãy xem lại.") % show_date(decided_on))
    wait, made = BadgeWait.objects.unscoped(WHY).get_or_create(
        member=member,
        form=form,
        decided_on=decided_on,
        defaults={"decision_number": decision_number.strip()},
    )
    if made:
        _trail(actor, "badge.wait_recorded", member, now, {"decided_on": decided_on.isoformat()})
    return wait


@transaction.atomic
def remove_fact(*, actor: Actor, kind: str, fact_id: int, now: datetime) -> int:
    """A gap or a wait was recorded by mistake; the member's id."""
    fact: AgeGap | BadgeWait
    if kind == "gap":
        fact = get_row(AgeGap.objects.select_related("member"), actor, pk=fact_id)
    else:
        fact = get_row(BadgeWait.objects.select_related("member"), actor, pk=fact_id)
    member = fact.member
    actor.require(permissions.KEEP, member)
    fact.delete()
    _trail(actor, f"badge.{kind}_removed", member, now, {"was": str(fact)})
    return member.pk


def _trail(
    actor: Actor, action: str, member: Member, now: datetime, changes: Mapping[str, object]
) -> None:
    audit.record(
        actor=actor,
        action=action,
        at=now,
        unit_id=member.cell_id,
        target=f"member:{member.pk}",
        changes=dict(changes),
    )
