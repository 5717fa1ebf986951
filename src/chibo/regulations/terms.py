"""Rules on terms, congresses and how many sit in a committee."""

from dataclasses import dataclass

from chibo.regulations.reading import Table
from chibo.regulations.values import Sourced


@dataclass(frozen=True)
class TermRules:
    """What one regulation says on terms: lengths in months, deadlines in working days."""

    months: Sourced[int]
    cell_months: Sourced[int]
    """The term of a cell that is no grassroots unit."""
    leeway_months: Sourced[int]
    """How much earlier or later than due a congress may be held."""
    standing_divisor: Sourced[int]
    """The standing committee has at most this part of the committee's members: 3 means a third."""
    extra_percent_grassroots: Sourced[int]
    extra_percent_above: Sourced[int]
    """How many per cent of the elected may be appointed in addition during a term."""
    notice_days: Sourced[int]
    report_days: Sourced[int]
    approval_days: Sourced[int]
    handover_days: Sourced[int]

    def months_for(self, *, is_cell: bool, is_grassroots: bool) -> Sourced[int]:
        """The length of a term by the kind of unit."""
        return self.cell_months if is_cell and not is_grassroots else self.months

    def extra_percent(self, *, is_grassroots: bool) -> Sourced[int]:
        """How many per cent may be appointed in addition, by the kind of unit."""
        return self.extra_percent_grassroots if is_grassroots else self.extra_percent_above


def read_term_rules(table: Table) -> TermRules:
    """The rules out of terms.toml."""
    return TermRules(
        months=table.sourced_whole("months"),
        cell_months=table.sourced_whole("cell_months"),
        leeway_months=table.sourced_whole("leeway_months"),
        standing_divisor=table.sourced_whole("standing_divisor"),
        extra_percent_grassroots=table.sourced_whole("extra_percent_grassroots"),
        extra_percent_above=table.sourced_whole("extra_percent_above"),
        notice_days=table.sourced_whole("notice_days"),
        report_days=table.sourced_whole("report_days"),
        approval_days=table.sourced_whole("approval_days"),
        handover_days=table.sourced_whole("handover_days"),
    )
