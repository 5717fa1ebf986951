"""Hands that never leave the keyboard: every key is counted, and typed at a rhythm where asked."""

import time

from playwright.sync_api import expect

from tests.journeys.person import Person

RHYTHM = 0.25
"""Seconds a key at an unhurried hand, four keys a second."""
MINUTE = 60


class Keyboard:
    """Counts what is pressed; `rhythm` seconds lie between two keys, pages waited for included."""

    def __init__(self, person: Person, rhythm: float = 0) -> None:
        self.page = person.page
        self.rhythm = rhythm
        self.pressed = 0
        self.began = self.last = time.monotonic()

    def press(self, *keys: str) -> None:
        for key in keys:
            time.sleep(max(0, self.last + self.rhythm - time.monotonic()) if self.pressed else 0)
            self.last = time.monotonic()
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, text: str) -> None:
        self.press(*text)

    @property
    def taken(self) -> float:
        """Seconds since the hand was laid on the keys."""
        return time.monotonic() - self.began

    @property
    def at_rhythm(self) -> float:
        """Seconds so many keys take at the rhythm of an unhurried hand."""
        return self.pressed * RHYTHM


def print_roll(person: Person) -> str:
    """From the sitting's page to the list to print; its code."""
    person.page.locator("summary", has_text="Cách điểm danh khác").click()
    person.press("Danh sách để in")
    return person.page.locator(".lead b").inner_text()


def type_roll_back(person: Person, code: str, rhythm: float = 0) -> Keyboard:
    """The code, one key a person (a slip taken back among them), Enter: from the code's page on."""
    page = person.page
    person.go("/nhap-tu-giay/")
    keys = Keyboard(person, rhythm)
    keys.write(code.lower())
    keys.press("Enter")
    fields = page.locator("form[data-quick] input[maxlength='1']")
    expect(fields.first).to_be_focused()
    people = fields.count()
    keys.press("c", "v", "c", "Backspace", "k", *["c"] * (people - 3))
    assert fields.nth(2).input_value() == "k", "the slip was taken back"
    expect(page.get_by_role("button", name="Lưu điểm danh")).to_be_focused()
    keys.press("Enter")
    person.sees("Đã ghi điểm danh")
    return keys


def type_sheet_back(person: Person, code: str, rhythm: float = 0) -> Keyboard:
    """The code, the points of every line with Enter, the sum on the paper, Enter."""
    page = person.page
    person.go("/nhap-tu-giay/")
    keys = Keyboard(person, rhythm)
    keys.write(code.lower())
    keys.press("Enter")
    fields = page.locator("form[data-onward] input[name^=points-]")
    expect(fields.first).to_be_focused()
    total = 0.0
    for most in page.locator("form[data-onward] td.num").all_inner_texts():
        points = float(most.replace(",", ".")) - 0.5
        total += points
        keys.write(f"{points:g}".replace(".", ","))
        keys.press("Enter")
    keys.write(f"{total:g}".replace(".", ","))
    keys.press("Enter")
    person.sees("Đã nhập phiếu chấm từ giấy")
    return keys
