"""Where keys are kept that must not lie beside the records they guard."""

import os
from pathlib import Path

from chibo.core.embedded import current_home
from chibo.core.errors import Refused


class NoKeyPlace(Refused):
    """Nowhere to keep a key apart from the records."""

    code = "no_key_place"


def kept_apart(name: str) -> Path:
    """The file of this name in CHIBO_KEYS; a demo's in its home. Raises NoKeyPlace."""
    named, home = os.environ.get("CHIBO_KEYS"), current_home()
    if named:
        folder = Path(named).expanduser().resolve()
        if folder.is_relative_to(home.data):
            raise NoKeyPlace("CHIBO_KEYS phải là thư mục nằm ngoài thư mục của cơ sở dữ liệu.")
        return folder / name
    if (home.folder / "demo.json").exists():
        return home.folder / name
    raise NoKeyPlace(
        "Chưa có nơi giữ khoá. Hãy đặt biến CHIBO_KEYS là một thư mục nằm ngoài thư mục dữ liệu, "
        "tốt nhất là trên ổ khác, rồi chạy lại."
    )
