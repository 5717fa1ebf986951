"""What a regulation asks of a change on its day."""

from collections.abc import Iterator
from dataclasses import dataclass

from chibo.areas.organisation.rules.changes import ENDING, ChangeKind
from chibo.core.i18n import _
from chibo.regulations import OrganisationRules, Reason


@dataclass(frozen=True, slots=True)
class Case:
    """A change as a regulation looks at it: the unit afterwards, its superior's kind, its size."""

    kind: ChangeKind
    unit_kind: str
    superior_kind: str | None
    members: int
    full_members: int
    has_consent: bool = False


def shortcomings(case: Case, rules: OrganisationRules | None) -> list[Reason]:
    """What is missing, each with its clause; empty where nothing is, or no regulation is known."""
    return [] if rules is None else list(_shortcomings(case, rules))


def _shortcomings(case: Case, rules: OrganisationRules) -> Iterator[Reason]:
    if case.kind in ENDING or case.kind == ChangeKind.RENAMED:
        return
    kinds = {kind.code: kind for kind in rules.kinds}
    kind = kinds.get(case.unit_kind)
    if kind is not None and not kind.may_stand_under(case.superior_kind):
        above = kinds.get(case.superior_kind or "")
        place = above.name if above else _("tổ chức cao nhất")
        told = {"kind": kind.name, "place": place}
        sentence = _("“%(kind)s” không đứng dưới “%(place)s”. Hãy chọn loại hoặc cấp trên khác.")
        yield Reason("odd_place", sentence % told, source=kind.source)
    if case.kind == ChangeKind.FOUNDED and kind is not None and kind.is_cell:
        yield from _too_few_to_found(case, rules)
    if case.kind == ChangeKind.UPGRADED and not case.has_consent:
        yield from _too_few_to_upgrade(case, rules)


def _too_few_to_found(case: Case, rules: OrganisationRules) -> Iterator[Reason]:
    limit = rules.found_full_members
    if case.full_members < limit.value:
        numbers = {"counted": case.full_members, "limit": limit.value}
        sentence = _(
            "Có %(counted)d đảng viên chính thức, cần ít nhất %(limit)d để lập chi bộ. "
            "Hãy giới thiệu các đồng chí về chi bộ khác sinh hoạt ghép."
        )
        yield Reason("too_few_to_found", sentence % numbers, numbers, limit.source)


def _too_few_to_upgrade(case: Case, rules: OrganisationRules) -> Iterator[Reason]:
    limit = rules.grassroots_committee_from
    if case.members < limit.value:
        numbers = {"counted": case.members, "limit": limit.value}
        sentence = _(
            "Có %(counted)d đảng viên, đảng bộ cơ sở cần từ %(limit)d; còn thiếu thì phải có "
            "ý kiến đồng ý bằng văn bản của cấp trên trực tiếp."
        )
        yield Reason("too_few_to_upgrade", sentence % numbers, numbers, limit.source)
