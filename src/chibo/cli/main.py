"""The command `chibo` and its sub-commands. Nothing heavy is imported before it is needed."""

import click

from chibo import __version__
from chibo.cli.commands.backup import backup
from chibo.cli.commands.createsuperuser import createsuperuser
from chibo.cli.commands.demo import demo
from chibo.cli.commands.export import export
from chibo.cli.commands.gather import gather
from chibo.cli.commands.imports import import_files
from chibo.cli.commands.index import index
from chibo.cli.commands.indicators import indicators
from chibo.cli.commands.keys import keys
from chibo.cli.commands.migrate import migrate
from chibo.cli.commands.paper import paper
from chibo.cli.commands.partition import partition
from chibo.cli.commands.publish import publish
from chibo.cli.commands.restore import restore
from chibo.cli.commands.serve import serve
from chibo.cli.commands.settings import settings
from chibo.cli.commands.statistics import statistics
from chibo.cli.commands.trail import trail
from chibo.cli.commands.verify import verify
from chibo.cli.commands.worker import worker
from chibo.cli.lifeline import end_politely


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="chibo", help="In số phiên bản.")
def chibo() -> None:
    """Sinh hoạt hằng tháng của chi bộ: chuẩn bị, họp, chấm điểm, nghị quyết, báo cáo.

    Cấu hình lấy từ các biến môi trường CHIBO_*; xem “chibo settings”.
    """


for _command in (
    demo,
    serve,
    worker,
    migrate,
    createsuperuser,
    settings,
    import_files,
    export,
    indicators,
    statistics,
    index,
    paper,
    verify,
    trail,
    backup,
    restore,
    keys,
    publish,
    gather,
    partition,
):
    chibo.add_command(_command)


def main() -> None:
    """Run the command."""
    end_politely()
    chibo(prog_name="chibo")
