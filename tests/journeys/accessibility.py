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
# What follows from how a page is laid out, where nothing comes or goes with its width.
LAID_OUT = ASKED | {
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
}
COLOURS = ASKED | {"runOnly": ["color-contrast", "link-in-text-block"]}
HERE = Path(__file__).parent
LOOKS, SHOWN, JUDGE = ((HERE / f"{name}.js").read_text() for name in ("looks", "shown", "judge"))
_judged: set[str] = set()


def faults_in_the_dark(page: Page) -> str:
    """What axe finds against the page's colours where somebody's screen is dark."""
    page.emulate_media(color_scheme="dark")
    try:
        return _found(page, COLOURS, page.evaluate(LOOKS))
    finally:
        page.emulate_media(color_scheme="light")


def faults(page: Page, *, resized: bool = False) -> str:
    """What axe finds against the page, or that it is too wide; empty when there is nothing.

    `resized`: nothing but its width changed since it was judged last. Every rule is asked again
    only where another kind of element comes or goes with the width than in any page before.
    """
    looks, changed = page.evaluate(LOOKS), page.evaluate(SHOWN)
    known = resized and changed is not None and _judged.issuperset(changed)
    found = _found(page, LAID_OUT if known else ASKED, looks)
    if not found:
        _judged.update(changed or () if resized else ())
    return found


def _found(page: Page, asked: dict[str, object], looks: list[str]) -> str:
    """Colours are asked of looks no page had before."""
    new = [number for number, look in enumerate(looks) if look not in _judged]
    told = page.evaluate(JUDGE, [new, asked])
    found = AxeResults(told)
    if found.violations_count:
        return str(found.generate_report())
    _judged.update(looks)
    return f"{page.url} is {told['tooWide']} px too wide" if told["tooWide"] > 0 else ""
