"""Codes with Vietnamese names: a name is a word of the field, what is shown follows the reader."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


def spoken(codes: type[models.TextChoices]) -> list[tuple[str, Promise]]:
    """The codes with their names in the reader's language, for fields and forms.

    `label` itself stays the Vietnamese word: workbooks and papers rely on it.
    """
    return [(code.value, gettext_lazy(str(code.label))) for code in codes]
