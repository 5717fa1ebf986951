"""Changing the data keys: a new one, everything sealed anew, an old one dropped."""

from dataclasses import dataclass
from datetime import datetime

from chibo.areas.signin.actions import codes_needed, keys_needed, seal_again
from chibo.core import audit, secrets
from chibo.core.actor import Actor
from chibo.core.errors import Refused
from chibo.core.resealing import (
    PLAIN,
    Moved,
    Tick,
    nobody_sealing,
    reseal_everything,
    under_keys,
)

APPS, CODES = "ứng dụng xác minh", "mã dự phòng chưa dùng"


class KeyNeeded(Refused):
    """Something is still sealed with this key, or it is the one in use."""

    code = "key_needed"


@dataclass(frozen=True)
class Rotated:
    """The key in use, how many apps and how many rows were sealed anew with it."""

    key: str
    apps: Moved
    rows: Moved


def rotate(*, actor: Actor, now: datetime, tick: Tick) -> Rotated:
    """Add a key while nobody writes numbers, then seal everything with it."""
    with nobody_sealing():
        name = secrets.add_key()
    apps = Moved(*seal_again(actor=actor, now=now))
    return Rotated(name, apps, reseal_everything(tick))


def go_on(*, actor: Actor, now: datetime, tick: Tick) -> Moved:
    """What an interrupted rotation left, under the key in use; nothing is done twice."""
    older = keys_needed().keys() - {secrets.key_names()[-1]}
    apps = Moved(*seal_again(actor=actor, now=now)) if older else Moved()
    return apps + reseal_everything(tick)


def needed() -> dict[str, dict[str, int]]:
    """Per key, what needs it and how many; under PLAIN what no key seals."""
    found = under_keys()
    for name, counted in ((APPS, keys_needed()), (CODES, codes_needed())):
        for key, count in counted.items():
            found.setdefault(key, {})[name] = count
    return found


def drop(name: str, *, actor: Actor, now: datetime) -> None:
    """Forget an older key. Raises KeyNeeded, naming what it still seals."""
    with nobody_sealing():
        if name not in secrets.key_names():
            raise KeyNeeded(f"Không có khoá dữ liệu {name}. Xem tên khoá bằng “chibo keys list”.")
        if name == secrets.key_names()[-1]:
            raise KeyNeeded(
                f"Khoá dữ liệu {name} đang dùng nên không bỏ được. "
                "Hãy chạy “chibo keys rotate” trước."
            )
        if sealed := needed().get(name):
            raise KeyNeeded(
                f"Chưa bỏ được khoá dữ liệu {name}: còn niêm phong {words(sealed)}. "
                "Hãy chạy “chibo keys reseal”; mã dự phòng thì người dùng lập lại ở trang bảo mật."
            )
        audit.record(actor=actor, action="keys.dropped", at=now, changes={"key": name})
        secrets.drop_key(name)


def words(sealed: dict[str, int]) -> str:
    """What is sealed, in words: "3 đảng viên, 1 tệp đã nhập"."""
    return ", ".join(f"{count} {name}" for name, count in sealed.items())


__all__ = ["PLAIN", "KeyNeeded", "Rotated", "drop", "needed", "rotate", "words"]
