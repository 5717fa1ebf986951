"""Sentences for the next page."""

from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory

from chibo.web.components import notices
from chibo.web.components.notices import Notice


def a_request(**headers: str) -> HttpRequest:
    request = RequestFactory().post("/", headers=headers)
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def waiting(request: HttpRequest) -> list[Notice]:
    return [Notice.of(message) for message in get_messages(request)]


def test_what_was_saved_names_the_draft_and_the_way_back() -> None:
    request = a_request()
    notices.saved(request, "Đã lưu.", draft="minutes:3")
    notices.undoable(request, "Đã xoá.", "/lui/4/", draft="task:4")
    assert waiting(request) == [
        Notice("success", "Đã lưu.", draft="minutes:3"),
        Notice("success", "Đã xoá.", undo_url="/lui/4/", draft="task:4"),
    ]


def test_refusals_and_warnings_keep_their_kind() -> None:
    request = a_request()
    notices.refused(request, "Chưa đóng được.")
    notices.warned(request, "Còn 2 người.")
    assert [(n.kind, n.sentence) for n in waiting(request)] == [
        ("refusal", "Chưa đóng được."),
        ("warning", "Còn 2 người."),
    ]


def test_a_repeated_form_is_only_told_to_the_script_that_sent_it() -> None:
    by_hand, by_script = a_request(), a_request(**{"X-Requested-With": "fetch"})
    notices.already_done(by_hand)
    notices.already_done(by_script)
    assert waiting(by_hand) == []
    assert [notice.is_repeat for notice in waiting(by_script)] == [True]
