"""What a password may not be. Nothing here asks the network."""

import os
import re
from functools import cache
from hashlib import sha1
from importlib import resources
from pathlib import Path

from django.core.exceptions import ValidationError

from chibo.core.i18n import _
from chibo.core.vietnamese import fold

DISGUISES = str.maketrans("@4310$5!7", "aaeiossit")
WORDS_ENOUGH = 4
"""So many common words in a row are a sentence, which nobody guesses by such a list."""
DISTINCT = 5


class NotEasilyGuessed:
    """Not names, places and common words with a number behind them: Matkhau@123, Hanoi2026."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where somebody who guesses would begin."""
        if is_easily_guessed(password):
            raise ValidationError(
                _(
                    "Mật khẩu này dễ đoán: chỉ gồm từ, tên thường gặp hoặc dãy số. "
                    "Hãy dùng một câu ngắn của riêng mình, ít nhất bốn từ."
                ),
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        """Said beside the field."""
        return _("Không dùng tên người, tên địa phương, từ thường gặp kèm số.")


class NotKnownAsBreached:
    """Not in the file of breached passwords the operator has put beside the system, if any."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where the password was published after a breach elsewhere."""
        named = os.environ.get("CHIBO_BREACHED_PASSWORDS")
        if named and is_listed(Path(named), password):
            raise ValidationError(
                _("Mật khẩu này đã bị lộ ở nơi khác. Hãy chọn mật khẩu khác hẳn."),
                code="breached",
            )

    def get_help_text(self) -> str:
        """Said beside the field."""
        return _("Không dùng mật khẩu đã bị lộ ở nơi khác.")


def is_easily_guessed(password: str) -> bool:
    """Whether it is made of few common words, or of digits and repetition alone.

    >>> is_easily_guessed("Matkhau@123"), is_easily_guessed("con tau xanh chay dem")
    (True, False)
    """
    plain = fold(password)
    if len(set(plain)) < DISTINCT or not re.search("[a-z]", plain):
        return True
    bare = re.sub(r"^[^a-z]+|[^a-z]+$", "", plain)
    readings = {bare, bare.translate(DISGUISES), plain.translate(DISGUISES)}
    return any(_in_few_words(re.sub(r"[^a-z]", "", reading)) for reading in readings)


def _in_few_words(letters: str) -> bool:
    """Whether the letters are common words from end to end, fewer than a sentence has."""
    words, longest = _words()
    fewest = [0] + [WORDS_ENOUGH] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - longest), end):
            if letters[start:end] in words:
                fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[-1] < WORDS_ENOUGH


@cache
def _words() -> tuple[frozenset[str], int]:
    text = resources.files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    words = frozenset(word for line in lines for word in line.split())
    return words, max(map(len, words))


def is_listed(path: Path, password: str) -> bool:
    """Whether the password stands in a file of sorted lines `SHA1:COUNT`, found by bisection.

    The file of Have I Been Pwned has a billion lines: some thirty reads, whatever its size.
    """
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()
            line = file.readline()
            found = line[: len(wanted)].upper()
            if found == wanted:
                return True
            if not line or found > wanted:
                high = middle
            else:
                low = middle + 1
        file.seek(0)
        return file.readline()[: len(wanted)].upper() == wanted
