"""Drawing by lot so that anybody can draw again. Pure."""

from collections.abc import Iterable
from hashlib import sha256


def drawn(candidates: Iterable[int], seed: str, size: int) -> list[int]:
    """`size` of the candidates by lot: the same for the same seed, whatever their order.

    Each number is drawn by SHA-256 of "seed:number"; the lowest win. Whoever knows seed and
    candidates can repeat it with any tool.
    """
    by_lot = sorted(set(candidates), key=lambda number: _lot(seed, number))
    return by_lot[:size]


def _lot(seed: str, number: int) -> str:
    return sha256(f"{seed}:{number}".encode()).hexdigest()
