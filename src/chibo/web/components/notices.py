"""Sentences for the next page: what was saved, what can be undone, what was refused.

They travel as Django messages. Two words may ride along in a message's tags: `undo=<address>` gives
it a button, `draft=<key>` tells the browser that the typed text kept under that key is saved.

A form sent by the script says its `data-draft` key itself (field `draft-key`), so `draft` needs
no naming there.
"""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.utils.translation import gettext as _

REPEAT = "repeat"
DRAFT_KEY = re.compile(r"[\w:./~-]{1,200}")
KINDS = {
    messages.SUCCESS: "success",
    messages.WARNING: "warning",
    messages.ERROR: "refusal",
}


@dataclass(frozen=True)
class Notice:
    """One sentence as it is shown."""

    kind: str
    sentence: str
    undo_url: str = ""
    draft: str = ""
    is_repeat: bool = False

    @classmethod
    def of(cls, message: Message) -> "Notice":
        """Read a Django message with the words in its tags."""
        tags = (message.extra_tags or "").split()
        carried = dict(tag.split("=", 1) for tag in tags if "=" in tag)
        return cls(
            kind=KINDS.get(message.level, "info"),
            sentence=str(message.message),
            undo_url=carried.get("undo", ""),
            draft=carried.get("draft", ""),
            is_repeat=REPEAT in tags,
        )


def saved(request: HttpRequest, sentence: str, draft: str = "") -> None:
    """Say on the next page that it was saved; `draft` is the `data-draft` key of the form."""
    draft = draft or _draft_sent(request)
    messages.success(request, sentence, extra_tags=f"draft={draft}" if draft else "")


def _draft_sent(request: HttpRequest) -> str:
    key = request.POST.get("draft-key", "")
    return key if DRAFT_KEY.fullmatch(key) else ""


def undoable(request: HttpRequest, sentence: str, undo_url: str, draft: str = "") -> None:
    """Like `saved`, with a button that posts to `undo_url`."""
    draft = draft or _draft_sent(request)
    tags = f"undo={undo_url}" + (f" draft={draft}" if draft else "")
    messages.success(request, sentence, extra_tags=tags)


def already_done(request: HttpRequest) -> None:
    """Tell the script that sent a form again that its first attempt had arrived."""
    if request.headers.get("X-Requested-With") == "fetch":
        messages.info(request, _("Lần gửi trước đã tới nơi và được lưu."), extra_tags=REPEAT)


def refused(request: HttpRequest, sentence: str) -> None:
    """Say on the next page what was not done, and why."""
    messages.error(request, sentence)


def warned(request: HttpRequest, sentence: str) -> None:
    """Say on the next page what deserves a look."""
    messages.warning(request, sentence)
