"""`chibo backup`."""

from pathlib import Path

import click

from chibo.cli.application import application
from chibo.cli.command import command
from chibo.cli.files import finished_file

OUT = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
KEY = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@command("backup", "Sao lưu vào một tệp mã hoá.")
@click.option("--out", type=OUT, metavar="FILE", help="Tệp ghi ra (.chibo).")
@click.option(
    "--chain", type=FOLDER, metavar="FOLDER", help="Thêm một bản vào chuỗi sao lưu trong thư mục."
)
@click.option("--log", is_flag=True, help="Với --chain: chỉ thêm nhật ký từ bản trước, rất nhanh.")
@click.option(
    "--key", type=KEY, metavar="FILE", help="Tệp khoá hoặc câu mật khẩu, thay CHIBO_KEYS."
)
def backup(out: Path | None, chain: Path | None, log: bool, key: Path | None) -> None:
    """Sao lưu cả hệ thống (cơ sở dữ liệu, tệp tải lên, khoá dữ liệu) vào một tệp mã hoá, không cần
    dừng máy.

    Mã hoá bằng khoá “backup-keys” trong CHIBO_KEYS, hoặc bằng tệp nêu ở --key. Hãy cất khoá ở nơi
    khác với bản sao lưu: mất khoá thì không ai mở được. Khoá ký phiên, khoá ký mốc nhật ký và chứng
    chỉ không nằm trong bản sao lưu.

    Với --chain: lần đầu là bản gốc, các lần sau chỉ phần thay đổi (hoặc với --log chỉ nhật ký), để
    “chibo restore” về được một thời điểm bất kỳ ở giữa.
    """
    if (out is None) == (chain is None) or (log and chain is None):
        raise click.UsageError("Nêu --out TỆP, hoặc --chain THƯ-MỤC (thêm --log nếu muốn).")
    if chain is not None:
        _add_to_chain(chain, key, log_only=log)
        return
    assert out is not None
    with application():
        from chibo.cli.backups.keys import kept_keys
        from chibo.cli.backups.trail import note_backup, word_of_drills
        from chibo.cli.backups.write import write_backup
        from chibo.core import clock

        keys, made = kept_keys(key, make=True)
        with finished_file(out) as unfinished:
            manifest = write_backup(unfinished, keys, now=clock.now())
        note_backup(manifest, now=clock.now())
        drills = word_of_drills(now=clock.now())
    if made:
        click.echo(f"Đã tạo khoá sao lưu {made}. Hãy chép ngay tệp này cất ở nơi khác.")
    click.echo(
        f"Đã sao lưu vào {out}: {len(manifest.tables)} bảng, {manifest.rows} dòng, "
        f"{len(manifest.uploads)} tệp tải lên."
    )
    click.echo(drills)


def _add_to_chain(folder: Path, key: Path | None, *, log_only: bool) -> None:
    with application():
        from chibo.cli.backups.chain.making import add_piece
        from chibo.cli.backups.chain.pieces import read_chain, require_embedded
        from chibo.cli.backups.keys import kept_keys
        from chibo.cli.backups.trail import note_piece
        from chibo.core import clock

        require_embedded()
        keys, made = kept_keys(key, make=True)
        piece = add_piece(folder, keys, log_only=log_only)
        note_piece(piece, now=clock.now())
        span = read_chain(folder, keys).span
    if made:
        click.echo(f"Đã tạo khoá sao lưu {made}. Hãy chép ngay tệp này cất ở nơi khác.")
    click.echo(f"Đã thêm {folder / piece.file_name}. Khôi phục được {span}.")
