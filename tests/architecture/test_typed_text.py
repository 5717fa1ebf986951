"""Typed text survives a lost line, a double tap and an expired sign-in: forms say `data-draft`."""

import re
from collections.abc import Iterator

from tests.architecture.source import ROOT

TEMPLATES = ROOT / "src" / "chibo" / "web" / "templates"
TAG = r"<form(?:\{%.*?%\}|\{\{.*?\}\}|[^>{])*>"
NOT_TYPED = "hidden|radio|checkbox|file|password|submit"
TYPED = re.compile(
    r"<textarea|\{% (?:field|text_input) "
    rf'|<input(?!(?:\{{%.*?%\}}|\{{\{{.*?\}}\}}|[^>{{])*type="(?:{NOT_TYPED})")'
)
CHOSEN = "nothing is typed: a choice, ticks or a file, which the browser itself may not put back"
ONE_DAY = "one day, which stands in the field already"
SECRET = "a password or a code, which is kept nowhere"
NOT_HERE = "what is said here stays out of the storage of a browser that others may use too"
EXEMPT = {
    "accounts/account.html role_end": ONE_DAY,
    "bundles/bundles.html": "a month",
    "calendars/feeds.html": CHOSEN,
    "dues/month.html dues_pay_all": ONE_DAY,
    "dues/month.html dues_hand_over": ONE_DAY,
    "dues/rate.html": NOT_HERE,
    "grading/looks.html": "months and a number to draw by; drawn again by the same seed",
    "imports/imports.html": CHOSEN,
    "members/number.html": NOT_HERE,
    "members/propose.html": NOT_HERE,
    "minutes/minutes.html urls.hand": ONE_DAY,
    "places/places_proposed.html": CHOSEN,
    "posts/checklist.html congress_step": ONE_DAY,
    "refusal.html second_page": "one sentence on an answer that has no address to come back to",
    "remedies/give.html remedy_point": CHOSEN,
    "rules/rubric_begin.html": CHOSEN,
    "rules/what_if.html": "tries a text, gives it back with the answer and saves nothing",
    "signin/app_add.html": SECRET,
    "signin/change_password.html": SECRET,
    "signin/confirm.html": SECRET,
    "signin/passkey_add.html": "one word beside a key that only this page's question makes",
    "signin/second_step.html": SECRET,
    "signin/sign_in.html sign_in": SECRET,
    "sittings/presenter.html presenter_move": "a line for the projector, read out as it is typed",
    "sittings/suggestions.html": NOT_HERE,
    "sittings/suggestions.html suggestion_step": NOT_HERE,
    "tokens/tokens.html": "its answer shows a secret once, which no script shall hold",
    "topics/topic_page.html topic_file_add": CHOSEN,
    "word_templates/kind.html": CHOSEN,
}
"""Forms with a text field (or one that only looks like it here) and no `data-draft`: why."""


def whole(text: str) -> str:
    """With what it includes by name in its place."""

    def included(found: re.Match[str]) -> str:
        return (TEMPLATES / found[1]).read_text()

    return re.sub(r'\{% include "([a-z_/]+\.html)".*?%\}', included, text)


def forms() -> Iterator[tuple[str, str, str]]:
    """Every form that posts: its place, its tag, what is in it.

    The place is the template and the name of the address, or nothing where it posts to its page.
    """
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text()
        for found in re.finditer(TAG, text):
            if 'method="post"' not in found[0]:
                continue
            address = re.search(r'action="\{[%{] (?:url ")?([\w.]+)', found[0])
            place = f"{path.relative_to(TEMPLATES)} {address[1] if address else ''}".strip()
            inside = whole(text[found.end() : text.index("</form>", found.end())])
            yield place, found[0], inside


def test_every_form_with_typed_text_keeps_it_or_says_why_not() -> None:
    typed = [(place, tag) for place, tag, inside in forms() if TYPED.search(inside)]
    assert len(typed) > 150
    without = {place for place, tag in typed if "data-draft=" not in tag}
    assert without == EXEMPT.keys()
    assert all(EXEMPT.values())


def test_no_two_forms_of_a_page_keep_their_text_under_one_key() -> None:
    for path in TEMPLATES.rglob("*.html"):
        keys = re.findall(r'data-draft="([^"]+)"', path.read_text())
        assert len(keys) == len(set(keys)), path


def test_what_is_never_kept_in_the_browser_is_not() -> None:
    """Self-criticism, numbers of identity and reasons of relief, whatever the form is called."""
    for place, tag, _inside in forms():
        if EXEMPT.get(place) in (NOT_HERE, SECRET):
            assert "data-draft=" not in tag, place
