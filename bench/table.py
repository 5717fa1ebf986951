"""Tables of figures, kept between two marks of the page that shows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

BAR = 4.0


def pages_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """One line a page."""
    lines = [
        "| page | statements | KB | median ms | p95 ms | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row['name']} | {row['statements']} | {row['size'] / 1000:.0f} | {row['median']:.1f}"
        f" | {row['p95']:.1f} | {row['ratio']:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def plain_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as given, the last column of numbers."""
    rule = ["---"] * (len(headings) - 1) + ["---:"]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))


def write_section(page: Path, name: str, text: str) -> None:
    """Put `text` between the marks of `name`; KeyError when the page has none."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before = page.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(before):
        raise KeyError(f"{page} has no marks for {name}")
    kept = pattern.sub(lambda _found: f"{begin}\n{text}\n{end}", before)
    page.write_text(kept, encoding="utf-8")
