"""A file is saved under its name, and the name says nothing else to the browser."""

import pytest

from chibo.web.components.saving import saved_as


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("van-ban-xa-1.zip", 'attachment; filename="van-ban-xa-1.zip"'),
        ('a"; x="b.zip', 'attachment; filename="a\\"; x=\\"b.zip"'),
        ("biên bản.zip", "attachment; filename*=utf-8''bi%C3%AAn%20b%E1%BA%A3n.zip"),
        ("a\r\nX: b.zip", "attachment; filename*=utf-8''a%0D%0AX%3A%20b.zip"),
    ],
)
def test_whatever_stands_in_a_name_stays_in_it(name: str, header: str) -> None:
    assert saved_as(name) == header
