"""An example of every kind of paper, and the fields a template may name, read off the papers."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chibo.areas.documents.papers import Paper
from chibo.areas.documents.words import date_words
from chibo.core.clock import ZONE
from chibo.core.periods import Month
from chibo.core.vietnamese import show_points

_DAY = date(2026, 2, 5)
_TEXTS = {
    "superior_name": "Đảng bộ xã Hòa Bình",
    "issuing_name": "Chi bộ thôn Đông",
    "place": "Hòa Bình",
    "number_line": "Số 05-NQ/CB",
    "subject": "sinh hoạt chi bộ thường kỳ tháng 02 năm 2026",
    "venue": "nhà văn hóa thôn",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "name": "Nguyễn Văn An",
    "left_name": "Trần Thị Bình",
    "full_name": "Lê Văn Cường",
    "on_behalf": "T/M CHI BỘ",
    "post": "BÍ THƯ",
    "left_post": "NGƯỜI GHI BIÊN BẢN",
    "kind_name": "thường kỳ",
    "meeting_kind": "thường kỳ",
    "code": "FH8-X8",
    "kind": "founded",
}
_LISTS_OF_TEXT = {
    "recipients": ("Đảng ủy xã Hòa Bình (báo cáo),", "Lưu Chi bộ."),
    "agenda": ("Đánh giá tháng trước", "Nhiệm vụ tháng tới"),
}


@dataclass(frozen=True)
class TemplateField:
    """A field as it is written in a template, what kind of value it is, and an example."""

    name: str
    holds: str
    example: str
    depth: int = 0


def paper_classes() -> dict[str, type[Paper]]:
    """Every kind of paper by the name of its template."""
    return {each.file_kind: each for each in typing.get_args(Paper)}


def example_of(kind: str) -> Paper:
    """A filled paper of the kind, every field with something in it."""
    return typing.cast(Paper, _example(paper_classes()[kind], ""))


def fields_of(kind: str) -> list[TemplateField]:
    """The fields of the kind; those of a list stand under it, named as inside its loop."""
    return list(_fields(example_of(kind), "", 0))


def names_in(value: Any) -> set[str]:
    """The names one may write after a dot behind `value`."""
    return {each.name for each in dataclasses.fields(value)} | {
        name for name, part in vars(type(value)).items() if isinstance(part, property)
    }


def _example(hint: Any, name: str) -> Any:
    arguments = [each for each in typing.get_args(hint) if each not in (type(None), Ellipsis)]
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _example(arguments[0], name)
    if typing.get_origin(hint) is tuple:
        return _examples(arguments, name)
    if dataclasses.is_dataclass(hint):
        if hint is Month:
            return Month.of(_DAY)
        known = typing.get_type_hints(hint)
        assert isinstance(hint, type)
        return hint(**{f.name: _example(known[f.name], f.name) for f in dataclasses.fields(hint)})
    return _simple(hint, name)


def _examples(arguments: list[Any], name: str) -> tuple[Any, ...]:
    if arguments[0] is str:
        return _LISTS_OF_TEXT.get(name, (_TEXTS.get(name, "Nội dung ví dụ"),))
    if typing.get_origin(arguments[0]) is tuple:  # pairs of boxes
        return ((_example(typing.get_args(arguments[0])[0], name),) * 2,)
    return (_example(arguments[0], name),)


def _simple(hint: Any, name: str) -> Any:
    simple: dict[Any, Any] = {
        bool: True,
        int: 18,
        Decimal: Decimal("92.5"),
        date: _DAY,
        datetime: datetime(2026, 2, 5, 19, 0, tzinfo=ZONE),
    }
    return simple.get(hint, _TEXTS.get(name, "Nội dung ví dụ"))


def _fields(value: Any, before: str, depth: int) -> Iterator[TemplateField]:
    for each in dataclasses.fields(value):
        inner, name = getattr(value, each.name), f"{before}{each.name}"
        if isinstance(inner, Month):
            yield TemplateField(name, "tháng", "tháng 02 năm 2026 (|month_words)", depth)
        elif dataclasses.is_dataclass(inner):
            yield from _fields(inner, f"{name}.", depth)
        elif isinstance(inner, tuple):
            yield from _list_fields(inner, name, depth)
        else:
            yield TemplateField(name, *_told(inner), depth)


def _list_fields(rows: tuple[Any, ...], name: str, depth: int) -> Iterator[TemplateField]:
    example = "; ".join(rows) if isinstance(rows[0], str) else ""
    loop = f"{{%p for dong in {name} %}} … {{%p endfor %}}"
    yield TemplateField(name, f"danh sách: {loop}", example, depth)
    if dataclasses.is_dataclass(rows[0]):
        yield from _fields(rows[0], "dong.", depth + 1)


def _told(value: Any) -> tuple[str, str]:
    if isinstance(value, bool):
        return "có hoặc không", "có"
    if isinstance(value, datetime):
        return "ngày giờ", "19 giờ 00 (|hour_words)"
    if isinstance(value, date):
        return "ngày", f"{date_words(value)} (|date_words)"
    if isinstance(value, (int, Decimal)):
        return "số", show_points(Decimal(value))
    return "chữ", str(value)
