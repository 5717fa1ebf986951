"""A commune's month of papers: docxtpl on one core beside the opened template on one and two.

Run as `python -m bench.papers`. No database: the same filled papers go through both, in one run,
in turns, and the bodies that come out are compared byte by byte.
"""

import argparse
import io
import os
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.config.settings")

import django

django.setup()

from docxtpl import DocxTemplate  # noqa: E402

from bench.table import plain_table, write_section  # noqa: E402
from chibo.areas.documents import rendering  # noqa: E402
from chibo.areas.documents.papers import Paper  # noqa: E402
from tests.factories.papers import one_of_each  # noqa: E402

CELLS = 40
IN_TURNS = 3
OF_A_MONTH = ("notice", "attendance", "minutes", "resolution", "score_sheet", "monthly_report")


def main() -> None:
    """Measure each kind of a month, then the month of a commune."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="keep the table in docs/bench.md")
    chosen = options.parse_args()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(kept, one_of_each() * 4))  # both workers have opened every template
        rows = list(measured(pool))
    heads = ("papers", "docxtpl, 1 core", "kept open, 1 core", "kept open, 2 cores", "times")
    table = plain_table(heads, rows)
    print(table)
    if chosen.write:
        write_section(Path("docs/bench.md"), "papers", table)


def measured(pool: ProcessPoolExecutor) -> list[tuple[str, ...]]:
    """One row for each kind of paper, and one for all kinds of a commune of 40 cells."""
    month = [paper for paper in one_of_each() if paper.file_kind in OF_A_MONTH]
    batches = [(paper.file_kind, [paper] * CELLS) for paper in month]
    batches.append((f"a month of {CELLS} cells", month * CELLS))
    return [_row(name, papers, pool) for name, papers in batches]


def _row(name: str, papers: Sequence[Paper], pool: ProcessPoolExecutor) -> tuple[str, ...]:
    for paper in {each.file_kind: each for each in papers}.values():
        assert _body(by_docxtpl(paper)) == _body(kept(paper)), paper.file_kind
    ways: tuple[Callable[[], object], ...] = (
        lambda: [by_docxtpl(paper) for paper in papers],
        lambda: [kept(paper) for paper in papers],
        lambda: list(pool.map(kept, papers, chunksize=max(1, len(papers) // 4))),
    )
    taken = [[_seconds(way) for way in ways] for _turn in range(IN_TURNS)]
    alone, one, two = (sorted(times)[IN_TURNS // 2] for times in zip(*taken, strict=True))
    each = (f"{seconds / len(papers) * 1000:.1f} ms" for seconds in (alone, one, two))
    return (f"{name} ({len(papers)})", *each, f"{alone / two:.1f}")


def by_docxtpl(paper: Paper) -> bytes:
    """As docxtpl does it: the template opened anew."""
    template = DocxTemplate(str(rendering.template_path(paper)))
    template.render(rendering.context_of(paper), rendering.new_environment(), autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def kept(paper: Paper) -> bytes:
    """As Chibo does it."""
    return rendering.render(paper)


def _body(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml")


def _seconds(way: Callable[[], object]) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
