"""The country's own PostgreSQL: the embedded one, with room for a country.

It lives in CHIBO_HOME, where every command of the program then finds it. While the country is made
nothing needs to survive a crash, so nothing is flushed and big loads leave no write-ahead log; for
a run it is started again as it would serve people.
"""

import os

ROOMY = {
    "shared_buffers": "4GB",
    "effective_cache_size": "10GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "6GB",
    "checkpoint_timeout": "30min",
}
LOADING = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_parallel_workers": "2",
    "max_parallel_maintenance_workers": "1",
}


_mine: list[str] = []
"""The address of the server this process started; others are left alone."""


def start(*, loading: bool = False) -> None:
    """Start it, unless it runs; where CHIBO_DATABASE_URL names another server, that is used."""
    if os.environ.get("CHIBO_DATABASE_URL"):
        return
    if not os.environ.get("CHIBO_HOME"):
        raise SystemExit("CHIBO_HOME or CHIBO_DATABASE_URL says where the country lies.")
    from chibo.core.embedded import cluster, current_home, database_url

    home, usual = current_home(), dict(cluster.SETTINGS)
    home.create()
    cluster.SETTINGS.update(ROOMY | (LOADING if loading else {}))
    cluster.Cluster(home).ensure_started()
    cluster.SETTINGS.clear()
    cluster.SETTINGS.update(usual)
    # By its address, since programs that find it in CHIBO_HOME stop it when the last one leaves.
    os.environ["CHIBO_DATABASE_URL"] = database_url()
    _mine.append(os.environ["CHIBO_DATABASE_URL"])


def stop() -> None:
    """Stop it, with all it knows on disk."""
    named = os.environ.get("CHIBO_DATABASE_URL")
    if named and named not in _mine:
        return
    from chibo.core.embedded import cluster, current_home

    os.environ.pop("CHIBO_DATABASE_URL", None)
    cluster.Cluster(current_home()).stop()
    os.sync()
