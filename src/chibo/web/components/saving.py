"""The name under which a file is saved."""

from django.utils.http import content_disposition_header


def saved_as(name: str) -> str:
    """The header that has a browser save an answer under this name, whatever stands in it.

    >>> saved_as("danh-sach.xlsx")
    'attachment; filename="danh-sach.xlsx"'
    """
    return content_disposition_header(True, name) or "attachment"
