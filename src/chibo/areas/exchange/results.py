"""What came of an import, for programs and for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from chibo.areas.exchange.findings import Findings, Problem
from chibo.areas.exchange.models import ImportBatch, ImportProblem, ImportState, ProblemSeverity
from chibo.areas.exchange.plan import Plan
from chibo.areas.exchange.sheets import SHEETS
from chibo.core.i18n import _


@dataclass(frozen=True)
class SheetCount:
    """How the rows of one sheet compare with what was on record."""

    title: str
    rows: int
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class ImportResult:
    """Taken or not, what each sheet held, and what was found."""

    taken: bool
    sheets: tuple[SheetCount, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    several_files: bool = False

    @property
    def refused(self) -> bool:
        """Whether something keeps the import out."""
        return bool(self.errors)

    def as_json(self) -> dict[str, Any]:
        """The document of the public contract (`chibo import --json`)."""
        return {
            "taken": self.taken,
            "sheets": {
                each.title: {
                    "rows": each.rows,
                    "new": each.new,
                    "changed": each.changed,
                    "same": each.same,
                }
                for each in self.sheets
            },
            "errors": [self._problem(each) for each in self.errors],
            "warnings": [self._problem(each) for each in self.warnings],
        }

    def lines(self) -> list[str]:
        """The same for people, a line each."""
        told = [
            _("%(title)s: %(rows)d hàng, mới %(new)d, thay đổi %(changed)d, như cũ %(same)d")
            % vars(each)
            for each in self.sheets
        ]
        told += [_("LỖI  %s") % self._line(each) for each in self.errors]
        told += [_("Lưu ý  %s") % self._line(each) for each in self.warnings]
        return [*told, self._verdict()]

    def _verdict(self) -> str:
        if self.errors:
            return _("Không nhận: có %d lỗi, chưa có gì thay đổi.") % len(self.errors)
        if not self.taken:
            return _("Không có lỗi. Chưa ghi gì vì chỉ chạy thử.")
        if all(each.rows == each.same for each in self.sheets):
            return _("Đã nhận: mọi hàng đều như đã có, không có gì thay đổi.")
        return _("Đã nhận.")

    def _problem(self, problem: Problem) -> dict[str, Any]:
        told: dict[str, Any] = {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "code": problem.code,
            "message": problem.message,
            "repair": problem.repair,
        }
        return {"file": problem.file, **told} if self.several_files else told

    def _line(self, problem: Problem) -> str:
        place = [problem.file] if self.several_files or not problem.sheet else []
        if problem.sheet:
            place.append(_("trang “%s”") % problem.sheet)
        if problem.row is not None:
            place.append(_("hàng %d") % problem.row)
        if problem.column:
            place.append(_("cột “%s”") % problem.column)
        return f"{', '.join(place)}: {problem.message} {problem.repair}".rstrip()


def sheet_counts(counts: dict[str, dict[str, int]]) -> tuple[SheetCount, ...]:
    """Counts by sheet code, in the order of the sheets, under their titles."""
    return tuple(
        SheetCount(form.title, **counts[form.code]) for form in SHEETS if form.code in counts
    )


def result_of_batch(batch: ImportBatch, found: Iterable[ImportProblem]) -> ImportResult:
    """The same of an import on record that the actor may see, with the problems asked for."""
    problems: dict[str, list[Problem]] = {severity.value: [] for severity in ProblemSeverity}
    for each in found:
        told = Problem(
            each.file, each.sheet, each.row, each.column, each.code, each.message, each.repair
        )
        problems[each.severity].append(told)
    return ImportResult(
        taken=batch.state == ImportState.TAKEN,
        sheets=sheet_counts(batch.result.get("sheets", {})),
        errors=tuple(problems[ProblemSeverity.ERROR]),
        warnings=tuple(problems[ProblemSeverity.WARNING]),
        several_files=batch.files.count() > 1,
    )


def result_of(plan: Plan, findings: Findings, *, taken: bool, files: int) -> ImportResult:
    """The result of a plan that was carried out, or not."""
    return ImportResult(
        taken=taken,
        sheets=sheet_counts(plan.counts()),
        errors=tuple(findings.errors),
        warnings=tuple(findings.warnings),
        several_files=files > 1,
    )
