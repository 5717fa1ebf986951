"""The files as they came, with a column that says what to repair in each row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from chibo.areas.exchange.errors import CannotRead
from chibo.areas.exchange.matching import REPAIRS, find_form
from chibo.areas.exchange.models import ImportProblem, ProblemSeverity
from chibo.areas.exchange.planning import File
from chibo.areas.exchange.reading import RawSheet, read_file
from chibo.areas.exchange.workbooks.writer import SheetWriter
from chibo.core.i18n import _, in_vietnamese

_WIDTH, _WIDE = 16, 80

Place = tuple[str, str, int | None]


@in_vietnamese()
def problem_copy(files: Sequence[File], problems: Iterable[ImportProblem]) -> bytes:
    """One workbook with every sheet of every file; cells stay what they were, text stays text.

    Problems of no row stand in a sheet of their own.
    """
    told: dict[Place, list[str]] = defaultdict(list)
    for problem in problems:
        told[problem.file, problem.sheet, problem.row].append(_sentence(problem))
    writer = SheetWriter()
    for file in files:
        for sheet in _sheets(file):
            _copy(writer, sheet, told)
    rest = [(place, sentences) for place, sentences in told.items() if sentences]
    if rest:
        _write_rest(writer, rest)
    return writer.done()


def _sheets(file: File) -> list[RawSheet]:
    try:
        return read_file(file.name, file.content)
    except CannotRead:
        return []


def _copy(writer: SheetWriter, raw: RawSheet, told: dict[Place, list[str]]) -> None:
    form = find_form(raw)
    title = form.title if form else raw.title
    width = max((len(row) for row in raw.rows), default=0)
    copy = writer.sheet(raw.title or title or raw.file, [_WIDTH] * width + [_WIDE])
    for index, row in enumerate(raw.rows):
        sentences = told.pop((raw.file[:250], title, index + 1), [])
        if index == 0:
            sentences.insert(0, REPAIRS)
        writer.row(copy, index, row)
        if sentences:
            writer.alert(copy, index, width, "\n".join(sentences))


def _write_rest(writer: SheetWriter, rest: Sequence[tuple[Place, list[str]]]) -> None:
    sheet = writer.sheet(REPAIRS, [30, 20, 90])
    writer.headings(sheet, [_("Tệp"), _("Trang"), REPAIRS])
    for number, ((file, title, _row), sentences) in enumerate(rest, start=1):
        writer.row(sheet, number, [file, title, "\n".join(sentences)])


def _sentence(problem: ImportProblem) -> str:
    kind = _("Lỗi") if problem.severity == ProblemSeverity.ERROR else _("Lưu ý")
    column = f" ({problem.column})" if problem.column else ""
    return f"{kind}{column}: {problem.message} {problem.repair}"
