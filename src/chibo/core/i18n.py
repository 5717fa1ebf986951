"""Gettext for pure code: the same `_` inside Django and without it."""

import gettext as _standard
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


def _(message: str) -> str:
    """Translate `message` into the reader's language; the Vietnamese source where none is set."""
    if not settings.configured:
        return _standard.NullTranslations().gettext(message)
    return translation.gettext(message)


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """For what is kept or printed: records and papers are Vietnamese whoever writes them."""
    with translation.override("vi"):
        yield
