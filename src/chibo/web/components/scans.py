"""Telling somebody that a file is a picture, which the guard against secrets cannot read."""

from django.core.files.base import File
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chibo.areas.documents.contents import is_scan
from chibo.web.components import notices


def warn_of_scan(request: HttpRequest, file: "File[bytes] | None") -> None:
    """Say on the next page that pages of `file`, which was just kept, have no text to be read."""
    if file is None:
        return
    file.seek(0)
    if is_scan(file.name or "", file.read()):
        notices.warned(
            request,
            _(
                "Tệp “%s” có trang là ảnh chụp nên phần mềm không đọc được chữ để kiểm tra dấu "
                "độ mật. Hãy tự xem lại; nếu có dấu Mật thì bỏ tệp ngay."
            )
            % (file.name or ""),
        )
