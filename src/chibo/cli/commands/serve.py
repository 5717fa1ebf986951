"""`chibo serve`."""

import os

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.site import Site, require_free, run_site

PORT = click.IntRange(1, 65535)


@command("serve", "Chạy hệ thống thật.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ mạng để nghe.")
@click.option("--port", default=8000, show_default=True, type=PORT, help="Cổng.")
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
@click.option("--https", "own", is_flag=True, help="Mã hoá bằng chứng chỉ tự làm cho cơ quan.")
@click.option("--certificate", envvar="CHIBO_CERTIFICATE", help="Tệp chứng chỉ có sẵn (PEM).")
@click.option("--key", envvar="CHIBO_CERTIFICATE_KEY", help="Tệp khoá của chứng chỉ (PEM).")
@click.option("--redirect-from", type=PORT, help="Cổng http chuyển sang https, ví dụ 80.")
def serve(
    host: str,
    port: int,
    workers: int,
    threads: int,
    no_worker: bool,
    own: bool,
    certificate: str | None,
    key: str | None,
    redirect_from: int | None,
) -> None:
    """Chạy hệ thống thật: máy chủ web và việc nền, đến khi Ctrl-C."""
    from chibo.cli import encryption, redirecting

    encryption.refuse_debug()
    os.environ.pop("CHIBO_DEMO", None)  # what a demo relaxes is never relaxed here
    shell = encryption.encrypted(certificate, key, own=own)
    encryption.warn_of_plain_http(host)
    files = shell.certificate if shell else None
    site = Site(host, port, workers, threads, worker=not no_worker, certificate=files)
    require_free(site)
    if shell and redirect_from:
        redirecting.redirect_from(host, redirect_from, to=port, names=shell.names)
    with application():
        pass_on = f"Chibo đang chạy tại {site.address} (Ctrl-C để dừng)"
        renewed = shell.renewed if shell else bool
        run_site(site, lambda: click.echo(pass_on), renewed=renewed)
