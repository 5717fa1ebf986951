"""Work done by keyboard alone, in a real browser on the demo: what it takes and what it waits for.

Run as `python -m bench.keyboard [--write]`. Grading: the wait is what the browser itself sees, from
the key that saves a sheet until the next one has its points summed and its button under the Enter
key; every third sheet has a criterion changed, the others are accepted as they came. Paper: an
attendance list and a score sheet typed back at four keys a second, pages waited for included.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.table import plain_table, write_section

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.person import Person
    from tests.journeys.site import DemoSite

SITTING = 40
ROLE = "Cấp ủy cấp trên (xã)"
CELL = "Chi bộ Sở Tư pháp"
BAR = 0.3
WATCH = """
const now = () => performance.timeOrigin + performance.now();
const kept = () => JSON.parse(sessionStorage.waits ?? "[]");
const usable = () => {
  const accept = document.querySelector("[data-accept]");
  const sum = document.querySelector("[data-sum]");
  return accept && document.activeElement === accept && (!sum || sum.textContent);
};
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.matches("[data-points]")) return;
  if (event.target.closest("form[data-grading]")) sessionStorage.saved = now();
}, true);
const look = () => {
  if (!usable()) return requestAnimationFrame(look);
  if (sessionStorage.saved) {
    sessionStorage.waits = JSON.stringify([...kept(), now() - Number(sessionStorage.saved)]);
    delete sessionStorage.saved;
  }
  window.isUsable = true;
};
addEventListener("DOMContentLoaded", look);
"""


def main() -> None:
    """One sitting and one meeting on a new demo, and the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="keep the tables in docs/bench.md")
    options.add_argument("--home", type=Path, help="a home `chibo demo` has built; it is changed")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        Path(folder).chmod(0o755)  # the database server may run as another user
        tables = _on_the_demo(chosen.home or Path(folder) / "home")
    for name, table in tables.items():
        print(f"\n{name}\n\n{table}")
        if chosen.write:
            write_section(Path("docs/bench.md"), name, table)


def _on_the_demo(home: Path) -> dict[str, str]:
    from tests.journeys.browser import find_browser, running_browser
    from tests.journeys.site import running_demo

    path = find_browser()
    if path is None:
        raise SystemExit("No Chromium is installed.")
    with running_demo(home) as site, running_browser(path) as browser:
        return {
            "grading-waits": waiting_table(*_sitting(_person(browser, site, ROLE))),
            "paper-round-trip": _round_trip(browser, site),
        }


def _person(browser: "Browser", site: "DemoSite", role: str = "") -> "Person":
    from tests.journeys.person import Person

    page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    person = Person(page, site, None)
    if role:
        person.sign_in(site.account(role))
    return person


def waiting_table(waits: list[float], keys: list[int]) -> str:
    """Milliseconds waited between sheets, and keys a sheet."""
    ordered = sorted(waits)
    rows = [
        ("sheets graded", str(len(keys))),
        ("keys a sheet, at most", str(max(keys))),
        ("waiting between sheets, median", f"{statistics.median(ordered):.0f} ms"),
        ("waiting between sheets, p95", f"{ordered[int(len(ordered) * 0.95)]:.0f} ms"),
        ("waiting between sheets, longest", f"{ordered[-1]:.0f} ms"),
        (f"sheets over {1000 * BAR:.0f} ms", str(sum(wait > 1000 * BAR for wait in ordered))),
    ]
    return plain_table(("what", "figure"), rows)


def _sitting(superior: "Person") -> tuple[list[float], list[int]]:
    page = superior.page
    page.add_init_script(WATCH)
    superior.go("/cham-chinh-thuc/lan-luot/")
    keys: list[int] = []
    while "/phieu/" in page.url and len(keys) < SITTING:
        page.wait_for_function("window.isUsable")
        here, pressed = page.url, ["Enter"]
        if len(keys) % 3 == 0 and page.locator("[data-key=c]").count():
            pressed = ["c", "2", "Enter", "1", "Enter"]
        for key in pressed:
            page.keyboard.press(key)
        page.wait_for_url(lambda url, before=here: url != before)
        keys.append(len(pressed))
    page.wait_for_function("window.isUsable")
    waits: list[float] = json.loads(page.evaluate("sessionStorage.waits"))
    return waits, keys


def _round_trip(browser: "Browser", site: "DemoSite") -> str:
    from tests.journeys.keyboard import RHYTHM, print_roll, type_roll_back, type_sheet_back
    from tests.journeys.own_cell import give_account, open_sitting

    chair = give_account(
        lambda role: _person(browser, site, role),
        lambda phone: _person(browser, site),
        CELL,
        name="Lò Văn Gõ",
        username="lo.van.go",
    )
    open_sitting(chair, prepare=True)
    sitting = chair.page.url
    roll = type_roll_back(chair, print_roll(chair), RHYTHM)
    people = chair.page.locator(".roll-row").count()
    chair.page.goto(sitting.replace("hop/", "cham-diem/tu-giay/"))
    code = chair.page.locator(".lead").first.inner_text().rsplit(" ", 1)[-1]
    lines = chair.page.locator("input[name^=points-]").count()
    sheet = type_sheet_back(chair, code, RHYTHM)
    rows = [
        (f"attendance list of {people}", str(roll.pressed), f"{roll.taken:.0f} s"),
        (f"score sheet of {lines} lines and its sum", str(sheet.pressed), f"{sheet.taken:.0f} s"),
    ]
    return plain_table(("sheet typed back", "keys", "from the first key to saved"), rows)


if __name__ == "__main__":
    main()
