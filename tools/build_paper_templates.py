"""Draw the shipped Word templates of every papers pack.

Run from the root of the repository: `python tools/build_paper_templates.py`.
The results are committed: an office may take any of them, change it in Word and put it into its
own template folder. Everything between `{{` and `}}` or `{%` and `%}` is filled in by Chibo.
"""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from chibo.regulations import current, paper_rules
from chibo.regulations.papers import PaperRules
from paper_before import BEFORE
from paper_drawing import Sheet
from paper_dues import DUES
from paper_frame import draw_heading
from paper_meeting import MEETING
from paper_minutes import MINUTES
from paper_people import PEOPLE
from paper_periodic import PERIODIC
from paper_remedies import REMEDIES
from paper_reports import REPORTS
from paper_summation import SUMMATION
from paper_units import UNITS

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "src/chibo/areas/documents/templates_docx"


def main(into: Path = SHIPPED) -> None:
    """Write `<pack id>/<kind>.docx` for each papers pack."""
    for pack in current().chain("papers"):
        rules = paper_rules(pack.effective_from)
        folder = into / pack.id
        folder.mkdir(parents=True, exist_ok=True)
        for kind, draw in PAPERS.items():
            keep(draw_paper(rules, draw), folder / f"{kind}.docx")


def keep(document, path: Path) -> None:
    """Write the file unless it says the same already: the dates inside a zip are no change."""
    out = io.BytesIO()
    document.save(out)
    if not path.is_file() or parts_of(io.BytesIO(path.read_bytes())) != parts_of(out):
        path.write_bytes(out.getvalue())


def parts_of(file: io.BytesIO) -> dict[str, bytes]:
    """What stands in a zip."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def draw_paper(rules: PaperRules, draw: Callable[[Sheet], None]):
    """One template, with the empty paragraph of a new file taken away."""
    sheet = Sheet(rules)
    draw_heading(sheet)
    draw(sheet)
    return sheet.doc


PAPERS: dict[str, Callable[[Sheet], None]] = {
    **MEETING,
    **MINUTES,
    **REPORTS,
    **PEOPLE,
    **UNITS,
    **DUES,
    **BEFORE,
    **REMEDIES,
    **PERIODIC,
    **SUMMATION,
}

if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
