"""Rows of members that look like somebody already there: warnings, for people decide."""

from dataclasses import dataclass

from chibo.areas.exchange.checks.scope import Reach
from chibo.areas.exchange.findings import Findings
from chibo.areas.exchange.plan import Planned
from chibo.areas.exchange.sheets import Row
from chibo.areas.exchange.world import Record
from chibo.areas.members.duplicates.queries import told_apart
from chibo.areas.members.duplicates.register import members_by_id, who_could_be
from chibo.areas.members.duplicates.rules import Finder, Person, Reason
from chibo.areas.members.duplicates.words import in_words
from chibo.areas.members.models import Member
from chibo.core.i18n import _

_VIEW = "members.view"
_COMPARED = ("full_name", "born_on", "gender", "citizen_number", "card_number")


@dataclass(frozen=True)
class _Found:
    row: Row
    other: Person
    why: tuple[Reason, ...]


def warn_look_alikes(members: list[Planned], reach: Reach, findings: Findings) -> None:
    """One warning per new or changed row that looks like another record or an earlier row."""
    asked = [each for each in members if not each.row.faulty and _is_news(each)]
    people = {id(each.row): _person(each) for each in asked}
    if not people:
        return
    mine = {person.pk for person in people.values()}
    register = [each for each in who_could_be(list(people.values())) if each.pk not in mine]
    finder, rows = Finder(register), {}
    found: list[_Found] = []
    apart = told_apart(pk for pk in mine if pk is not None)
    for each in asked:
        person = people[id(each.row)]
        for other, why in finder.like(person):
            if frozenset((person.pk, other.pk)) not in apart:
                found.append(_Found(each.row, other, why))
                break
        finder.add(person)
        rows[id(person)] = each.row
    seen = members_by_id(each.other.pk for each in found if each.other.pk is not None)
    for each_found in found:
        _warn(each_found, rows.get(id(each_found.other)), seen, reach, findings)


def _is_news(each: Planned) -> bool:
    return each.is_new or any(name in each.changed for name in _COMPARED)


def _person(each: Planned) -> Person:
    after: Record = each.after
    return Person(
        pk=each.before["id"] if each.before else None,
        joined_on=after["joined_on"],
        **{name: after[name] or "" for name in _COMPARED if name != "born_on"},
        born_on=after["born_on"],
    )


def _warn(
    found: _Found,
    other_row: Row | None,
    seen: dict[int, Member],
    reach: Reach,
    findings: Findings,
) -> None:
    member = seen.get(found.other.pk or 0)
    why = in_words([each.value for each in found.why])
    if other_row is not None:
        message = _("Có thể trùng với %(place)s: %(why)s.") % {
            "place": other_row.place,
            "why": why,
        }
    elif member is not None and reach.actor.may(_VIEW, member.path):
        message = _("Có thể trùng với %(name)s, mã %(code)s: %(why)s.") % {
            "name": member.full_name,
            "code": member.code,
            "why": why,
        }
    else:
        findings.warn(
            found.row,
            "full_name",
            "possible_duplicate",
            _("Có thể trùng, hỏi cấp trên."),
            _("Nếu đúng là người khác thì giữ nguyên."),
        )
        return
    findings.warn(
        found.row,
        "full_name",
        "possible_duplicate",
        message,
        _("Hãy đối chiếu hồ sơ. Nếu là hai người thì giữ nguyên; nếu là một thì dùng mã đã có."),
    )
