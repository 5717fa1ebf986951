"""Below how many people a number is small (small.toml), by the day it is looked at."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from chibo.core.i18n import _


@dataclass(frozen=True)
class Threshold:
    """From a day on, numbers from 1 to below `least` are small; `source`: who says so."""

    starts_on: date
    least: int
    source: str


@cache
def thresholds() -> tuple[Threshold, ...]:
    """All there have been, the earliest first."""
    text = resources.files(__package__).joinpath("small.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["threshold"]
    found = (Threshold(row["from"], row["least"], row["source"]) for row in rows)
    return tuple(sorted(found, key=lambda each: each.starts_on))


def threshold_on(day: date) -> Threshold:
    """The one in force on the day; before the first one, the first."""
    begun = [each for each in thresholds() if each.starts_on <= day]
    return begun[-1] if begun else thresholds()[0]


def hidden_words(small: Threshold) -> str:
    """What the mark on a number that is kept back means, for pages and files."""
    return _(
        "ẩn: số từ 1 đến dưới %(least)d người của một dân tộc, một tôn giáo, và số khác được ẩn "
        "cùng để không tính ra được từ tổng; biểu của đơn vị bên dưới ẩn cả phần này. Biểu gửi "
        "cấp trên theo mẫu do cán bộ được xem dân tộc, tôn giáo của đơn vị in, đủ số. (%(source)s)"
    ) % {"least": small.least, "source": small.source}
