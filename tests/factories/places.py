"""Places of a commune."""

from typing import Any

from chibo.areas.organisation.models import Unit
from chibo.areas.places.models import Place
from chibo.areas.places.rules import name_key, read_name


def a_place(commune: Unit, name: str = "Thôn Đông", **more: Any) -> Place:
    """A place of the commune; the word in front says its kind, thôn without one."""
    kind, bare = read_name(name)
    return Place.objects.create(
        commune=commune, kind=kind or "thon", name=bare, key=name_key(bare), **more
    )
