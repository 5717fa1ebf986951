"""Small shapes that say a state without colour: on notices, badges and steps."""

from functools import cache

from django.utils.safestring import SafeString

_LINE = (
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" '
    'stroke-linejoin="round" aria-hidden="true"'
)

NOTICES = {
    "success": '<circle cx="12" cy="12" r="9.5"/><path d="m7.5 12.5 3 3 6-6.5"/>',
    "refusal": '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8zM8.5 8.5l7 7M15.5 8.5l-7 7"/>',
    "warning": '<path d="M12 3 22 20.5H2zM12 9.5v5M12 17.4v.1"/>',
    "info": '<circle cx="12" cy="12" r="9.5"/><path d="M12 11v6M12 7.4v.1"/>',
}
BADGES = {
    "plain": '<circle cx="12" cy="12" r="3" fill="currentColor"/>',
    "done": '<path d="m4 13 5 5L20 6"/>',
    "due": '<circle cx="12" cy="12" r="9" stroke-dasharray="4 3"/>',
    "late": '<path d="M12 3 22 20.5H2zM12 9.5v5M12 17.4v.1"/>',
    "refused": '<path d="M6 6l12 12M18 6 6 18"/>',
    "gold": '<path d="m12 3 2.7 6 6.3.6-4.8 4.2 1.5 6.4L12 16.8 6.3 20.2l1.5-6.4L3 9.6 9.3 9z"'
    ' fill="currentColor" stroke="none"/>',
}
_TICK = '<path class="tick" d="m10.5 16.5 4 4 7.5-8.5"/>'
_STEPS = {
    "done": '<circle class="shape" cx="16" cy="16" r="13"/>' + _TICK,
    "current": '<rect class="shape" x="3" y="3" width="26" height="26" rx="2"/>',
    "due": '<path class="shape" stroke-linejoin="round" d="M16 1.5 30.5 16 16 30.5 1.5 16z"/>',
    "later": '<circle class="shape" cx="16" cy="16" r="13"/>',
}


@cache
def notice_shape(kind: str) -> SafeString:
    """The shape of a notice."""
    return _drawn(NOTICES[kind])


@cache
def badge_shape(kind: str) -> SafeString:
    """The shape of a badge."""
    return _drawn(BADGES[kind])


def _drawn(inside: str) -> SafeString:
    return SafeString(f'<svg viewBox="0 0 24 24" {_LINE}>{inside}</svg>')


@cache
def step_shape(state: str, number: int) -> SafeString:
    """The shape of a step: ticked disc, red square, diamond, dashed ring."""
    text = "" if state == "done" else f'<text x="16" y="20.3">{number}</text>'
    return SafeString(f'<svg viewBox="0 0 32 32" aria-hidden="true">{_STEPS[state]}{text}</svg>')
