"""The second wall: which rows of which table a web request may read. See docs/adr/0016."""

from chibo.areas.access.wall.raising import keep_wall, take_wall_down, wall_stands
from chibo.areas.access.wall.reach import reach_of

__all__ = ["keep_wall", "reach_of", "take_wall_down", "wall_stands"]
