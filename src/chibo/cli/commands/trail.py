"""`chibo trail`: checkpoints of the trail, its files, and holding one against the other."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chibo.cli.application import application
from chibo.cli.command import REFUSED, command, json_option, print_json
from chibo.cli.files import write_file

if TYPE_CHECKING:
    from chibo.core.trail.checkpoints import Checkpoint

OUT = click.Path(dir_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.group("trail", short_help="Nhật ký niêm phong: mốc, xuất tệp, kiểm.")
def trail() -> None:
    """Nhật ký thao tác đã niêm phong: lập mốc để cất nơi khác, xuất ra tệp, kiểm tệp với mốc."""


@command("checkpoint", "Lập một mốc có chữ ký.")
@click.option("--out", required=True, type=OUT, metavar="FILE", help="Tệp mốc ghi ra.")
@click.option(
    "--after", type=FILE, default=None, metavar="FILE", help="Mốc cũ mà mốc này nối tiếp."
)
@click.option("--brief", is_flag=True, help="Mốc ngắn, in được trên giấy; không chỉ ra chỗ bị sửa.")
def checkpoint(out: Path, after: Path | None, brief: bool) -> None:
    """Niêm phong, ký và ghi một mốc. Hãy cất tệp này ở nơi người giữ máy chủ không tới được."""
    with application():
        from chibo.cli.trail import older_checkpoint, signed_checkpoint
        from chibo.core import clock

        older = older_checkpoint(after) if after else None
        made, told = signed_checkpoint(now=clock.now(), after=older, marked=not brief)
    write_file(out, made.as_text().encode())
    click.echo("\n".join([*told, f"Đã ghi {out}: {made.size} mục, khoá {made.key_name}."]))
    click.echo(f"Gốc {made.root.hex()}")


@command("export", "Xuất nhật ký ra tệp.")
@click.option("--out", required=True, type=OUT, metavar="FILE", help="Tệp ghi ra.")
@click.option("--from", "first", type=click.IntRange(1), default=1, help="Từ mục số.")
@click.option("--to", "last", type=click.IntRange(1), default=None, help="Đến mục số.")
@click.option(
    "--size",
    type=click.IntRange(1),
    default=None,
    help="Với một phần: số mục của mốc sẽ kiểm cùng.",
)
def export(out: Path, first: int, last: int | None, size: int | None) -> None:
    """Xuất nhật ký, mỗi mục một dòng; tất cả, hoặc một phần từ–đến."""
    with application():
        from chibo.cli.trail import write_trail
        from chibo.core import clock

        count = write_trail(out, first=first, last=last, size=size, now=clock.now())
    click.echo(f"Đã ghi {out}: {count} mục.")


@command("verify", "Kiểm tệp nhật ký với một mốc.")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--checkpoint", "kept", required=True, type=FILE, metavar="FILE", help="Mốc đã cất.")
@click.option("--key", default="", metavar="KEY", help="Mã khoá phải đúng (mốc in ra khi lập).")
@json_option
@click.pass_context
def verify(ctx: click.Context, file: Path, kept: Path, key: str, as_json: bool) -> None:
    """Kiểm tệp với mốc, không cần máy chủ hay cơ sở dữ liệu: chỉ ra mục bị sửa, xoá, chèn, đổi
    chỗ, ghi lùi ngày.

    Thoát 0 chỉ khi mọi mục trong mốc còn nguyên.
    """
    from chibo.cli.trail import older_checkpoint, require_key, sentence
    from chibo.core.trail.checking import BadFile, check_file

    found = older_checkpoint(kept)
    require_key(found, key)
    try:
        report = check_file(file, found)
    except BadFile as error:
        raise click.UsageError(f"{file} không phải là tệp do “chibo trail export” ghi.") from error
    told = [sentence(each) for each in report.findings]
    if as_json:
        print_json(
            {
                "holds": report.holds,
                "leaves": report.leaves,
                "covered": report.covered,
                "window": report.window,
                "key": found.key_name,
                "findings": [
                    vars(each) | {"told": t} for each, t in zip(report.findings, told, strict=True)
                ],
            }
        )
    else:
        click.echo("\n".join(told or ["Khớp: mọi mục trong mốc còn nguyên."]))
        click.echo(_covered(found, report.window))
    ctx.exit(0 if report.holds else REFUSED)


def _covered(found: "Checkpoint", window: int) -> str:
    return (
        f"Mốc {found.size} mục, niêm phong lúc {found.sealed_at}, khoá {found.key_name}; "
        f"{window} mục ghi sau mốc chưa có gì bảo đảm."
    )


@command("compare", "Mốc mới có nối tiếp mốc cũ không.")
@click.argument("older", type=FILE, metavar="OLD")
@click.argument("newer", type=FILE, metavar="NEW")
@click.pass_context
def compare(ctx: click.Context, older: Path, newer: Path) -> None:
    """Kiểm mốc mới (lập với --after) chỉ thêm vào sau mốc cũ; không cần cơ sở dữ liệu."""
    from chibo.cli.trail import older_checkpoint
    from chibo.core.trail.checkpoints import require_grown
    from chibo.core.trail.tree import BadProof

    old, new = older_checkpoint(older), older_checkpoint(newer)
    try:
        require_grown(old, new)
    except BadProof:
        click.echo("Không: mốc mới không nối tiếp mốc cũ, hoặc không được lập với --after mốc ấy.")
        ctx.exit(REFUSED)
    same = "cùng khoá" if old.key == new.key else f"KHÁC KHOÁ: {old.key_name}, {new.key_name}"
    click.echo(f"Khớp: {old.size} mục đầu của mốc mới là mốc cũ ({same}).")


for _command in (checkpoint, export, verify, compare):
    trail.add_command(_command)
