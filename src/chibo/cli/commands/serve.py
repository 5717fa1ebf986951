"""`chibo serve`."""

import os

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.site import Site, require_free, run_site


@command("serve", "Chạy hệ thống thật.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ mạng để nghe.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Cổng."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1), help="Số tiến trình web."
)
@click.option(
    "--threads",
    default=8,
    show_default=True,
    type=click.IntRange(1),
    help="Số luồng mỗi tiến trình.",
)
@click.option(
    "--no-worker", is_flag=True, help="Không chạy kèm việc nền (khi chạy riêng “chibo worker”)."
)
def serve(host: str, port: int, workers: int, threads: int, no_worker: bool) -> None:
    """Chạy hệ thống thật: máy chủ web và việc nền, đến khi Ctrl-C."""
    os.environ.pop("CHIBO_DEMO", None)  # what a demo relaxes is never relaxed here
    site = Site(host, port, workers, threads, worker=not no_worker)
    require_free(site)
    with application():
        pass_on = f"Chibo đang chạy tại {site.address} (Ctrl-C để dừng)"
        run_site(site, lambda: click.echo(pass_on))
