"""`chibo index`."""

import click

from chibo.cli.application import application
from chibo.cli.command import command


@command("index", "Đưa chữ của văn bản cũ vào tìm kiếm.")
def index() -> None:
    """Đọc lại các văn bản đã có số nhưng chưa tìm được theo nội dung; chạy lại thì không làm gì."""
    with application():
        from chibo.areas.access.queries import operator_actor
        from chibo.areas.reports.indexing import catch_up
        from chibo.core import clock

        done = catch_up(actor=operator_actor("chibo index"), now=clock.now())
        click.echo(f"Đã đọc {done.kept} văn bản; {done.left} văn bản không lập lại được.")
