"""Faults of accessibility of the page somebody has open, as axe finds them."""

from pathlib import Path

from axe_playwright_python.base import AxeBase, AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE: AxeBase = Axe()
# Every rule; styles are not fetched once more for a rule that is not among them.
ASKED = {"resultTypes": ["violations"], "preload": False}
# Whether colours can be told apart takes four fifths of axe's time, and is the same wherever text
# and what lies behind it look the same: each look is judged once in a process.
JUDGED_LOOKS = "axe.configure({rules: [{id: 'color-contrast', selector: '[data-new-look]'}]})"
SCRIPT = f"{AXE.axe_script};{JUDGED_LOOKS}"
"""For every page of a browser, before its own scripts."""
HERE = Path(__file__).parent
LOOKS, JUDGE = ((HERE / name).read_text() for name in ("looks.js", "judge.js"))
_judged: set[str] = set()


def faults(page: Page) -> str:
    """What axe finds against the page, or that it is too wide; empty when there is nothing."""
    looks = page.evaluate(LOOKS)
    new = [number for number, look in enumerate(looks) if look not in _judged]
    told = page.evaluate(JUDGE, [new, ASKED])
    found = AxeResults(told)
    if found.violations_count:
        return str(found.generate_report())
    _judged.update(looks)
    return f"{page.url} is {told['tooWide']} px too wide" if told["tooWide"] > 0 else ""
