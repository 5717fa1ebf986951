"""Filled-in examples: together they make a small, complete register."""

from chibo.areas.exchange.sheets import Column, SheetForm
from chibo.areas.exchange.workbooks.writer import SheetWriter
from chibo.core.i18n import _, in_vietnamese

_CHECKED_ROWS = 5000


@in_vietnamese()
def example_of(form: SheetForm) -> bytes:
    """A workbook with one sheet: headings with notes, lists to choose from, a few rows."""
    writer = SheetWriter()
    sheet = writer.sheet(form.title, [max(14, len(c.heading) + 4) for c in form.columns])
    for index, column in enumerate(form.columns):
        if note := _note(column):
            sheet.write_comment(0, index, note, {"x_scale": 2})
        # Excel cuts such a list at commas, so "Thôn, tổ dân phố" is only told in the note.
        if column.choices and not any("," in choice for choice in column.choices):
            sheet.data_validation(
                1,
                index,
                _CHECKED_ROWS,
                index,
                {"validate": "list", "source": list(column.choices), "error_type": "information"},
            )
    writer.headings(sheet, [column.shown for column in form.columns])
    for number in range(max(len(column.examples) for column in form.columns)):
        writer.row(sheet, number + 1, [column.examples[number] for column in form.columns])
    return writer.done()


def _note(column: Column) -> str:
    told = [str(column.note)] if column.note else []
    if column.required:
        told.insert(0, _("Bắt buộc."))
    if column.choices:
        told.append(_("Chọn một trong: %s.") % " | ".join(column.choices))
    return " ".join(told)
