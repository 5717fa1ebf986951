"""What a client needs to reach the database: read from files, without starting anything."""

import os
from urllib.parse import quote, urlencode

from chibo.core.embedded.errors import CannotUseHome
from chibo.core.embedded.home import current_home, kept_secret
from chibo.core.embedded.socket_folder import PORT, socket_folder

NAME = "chibo"
USER = "chibo"


def connection_parameters() -> dict[str, str]:
    """The embedded database as Django's NAME, USER, PASSWORD, HOST and PORT.

    Before the first start there is no password yet, and nothing to connect to.
    """
    home = current_home()
    try:
        password = home.database_secret.read_text().strip()
    except FileNotFoundError:
        password = ""
    except PermissionError as error:
        raise CannotUseHome(
            f"Không đọc được {home.database_secret}. Hãy chạy lệnh bằng đúng tài khoản đã tạo "
            "thư mục dữ liệu, hoặc đặt biến CHIBO_HOME là một thư mục khác."
        ) from error
    return {
        "NAME": NAME,
        "USER": USER,
        "PASSWORD": password,
        "HOST": str(socket_folder(home)),
        "PORT": PORT,
    }


def database_url() -> str:
    """CHIBO_DATABASE_URL where it is set, else a URL of the embedded database."""
    named = os.environ.get("CHIBO_DATABASE_URL")
    if named:
        return named
    parts = connection_parameters()
    where = urlencode({"host": parts["HOST"], "port": parts["PORT"]})
    return f"postgresql://{parts['USER']}:{quote(parts['PASSWORD'], safe='')}@/{NAME}?{where}"


def django_secret() -> str:
    """The key that signs sessions and links; made up on first use and kept."""
    path = current_home().django_secret
    try:
        return kept_secret(path)
    except PermissionError as error:
        raise CannotUseHome(
            f"Không đọc hoặc ghi được {path}. Hãy chạy lệnh bằng đúng tài khoản đã tạo thư mục "
            "dữ liệu, hoặc đặt CHIBO_HOME (hay CHIBO_KEYS) là một thư mục ghi được."
        ) from error


def uploads_folder() -> str:
    """Where uploaded files are kept."""
    return str(current_home().uploads)
