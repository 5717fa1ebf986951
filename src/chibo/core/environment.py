"""Secrets from the environment, or from a file that the environment names."""

import os
from pathlib import Path

from chibo.core.errors import Refused


class UnreadableSecret(Refused):
    """The file that should hold a secret cannot be read."""

    code = "unreadable_secret"


def secret(name: str) -> str:
    """The variable, or the content of the file that `NAME_FILE` names; "" for neither.

    A file is not shown by `ps` or /proc and is what systemd, Docker and Kubernetes hand over.
    Raises UnreadableSecret.
    """
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, "")
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise UnreadableSecret(
            f"Không đọc được tệp {file} mà {name}_FILE nêu. Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error
