"""Start the embedded server for as long as any command uses it, and leave none behind.

Two locks. `start` is held while deciding and while the server starts or stops. `users` is shared
by every command that uses the database; the kernel takes it from a killed one. Who leaves and
finds, under `start`, that nobody shares `users` any more was the last and stops the server.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from chibo.core.embedded.cluster import Cluster
from chibo.core.embedded.errors import CannotUseHome
from chibo.core.embedded.home import current_home
from chibo.core.embedded.locks import Lock, opened


@contextmanager
def database_in_use() -> Iterator[None]:
    """Keep the database reachable inside the block; does nothing where CHIBO_DATABASE_URL is set.

    May be nested, and any number of commands may be inside at once. Raises CannotUseHome or
    CannotUseDatabase, with what to do.
    """
    if os.environ.get("CHIBO_DATABASE_URL"):
        yield
        return
    cluster = Cluster(current_home())
    users = _enter(cluster)
    try:
        yield
    finally:
        _leave(cluster, users)


def revive_database() -> None:
    """Start the server again if it died under its users; for commands that run for long."""
    if os.environ.get("CHIBO_DATABASE_URL"):
        return
    cluster = Cluster(current_home())
    with opened(cluster.home.locks / "start") as start:
        start.take()
        cluster.ensure_started()


def _enter(cluster: Cluster) -> Lock:
    cluster.home.create()
    try:
        start, users = Lock(cluster.home.locks / "start"), Lock(cluster.home.locks / "users")
    except PermissionError as error:
        raise CannotUseHome(
            f"Thư mục dữ liệu {cluster.home.folder} thuộc về tài khoản khác. Hãy chạy lệnh bằng "
            "tài khoản đó, hoặc đặt biến CHIBO_HOME là một thư mục khác."
        ) from error
    try:
        start.take()
        users.share()
        cluster.ensure_started()
    except BaseException:
        start.close()
        _leave(cluster, users)
        raise
    start.close()
    return users


def _leave(cluster: Cluster, users: Lock) -> None:
    with _undisturbed(), opened(cluster.home.locks / "start") as start:
        start.take()
        users.close()
        with opened(cluster.home.locks / "users") as alone:
            if alone.try_take():
                cluster.stop()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl-C or kill is not heard: the server would be left behind half-stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, signal.SIG_IGN) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
