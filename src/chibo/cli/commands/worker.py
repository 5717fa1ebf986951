"""`chibo worker`."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from chibo.cli.application import NoDatabase, application
from chibo.cli.command import command
from chibo.cli.lifeline import end_with_the_starter
from chibo.cli.supervision import WITHOUT_DATABASE


@command("worker", "Chạy riêng việc nền.")
@click.option(
    "--concurrency", default=2, show_default=True, type=click.IntRange(1), help="Số việc cùng lúc."
)
@click.option("--lifeline", is_flag=True, hidden=True)
def worker(concurrency: int, lifeline: bool) -> None:
    """Chạy việc nền: nhập bảng tính, tổng hợp số liệu, việc định kỳ."""
    with _told_when_the_database_is_gone() if lifeline else nullcontext():
        _work(concurrency, lifeline=lifeline)


def _work(concurrency: int, *, lifeline: bool) -> None:
    with application():
        if lifeline:
            end_with_the_starter()
        from procrastinate.contrib.django import app
        from procrastinate.contrib.django.django_connector import DjangoConnector

        from chibo.cli.working import work

        assert isinstance(app.connector, DjangoConnector)
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            asyncio.run(work(working, concurrency))


@contextmanager
def _told_when_the_database_is_gone() -> Iterator[None]:
    """End with a code of its own then: whoever started us starts us again, however often."""
    import psycopg
    from django.db import InterfaceError, OperationalError
    from procrastinate.exceptions import ConnectorException

    try:
        yield
    except (
        NoDatabase,
        OperationalError,
        InterfaceError,
        psycopg.OperationalError,
        ConnectorException,
    ) as gone:
        click.echo(gone, err=True)
        sys.exit(WITHOUT_DATABASE)
