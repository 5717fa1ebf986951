"""The second wall: what the database itself refuses to show a web request. See docs/adr/0016.

`with behind(reach):` around a request; inside, `with lifted("why"):` around a reading that is
rightly wider than the one who asks. Everything else of a process (jobs, commands, upgrades) asks
as the owner of the tables.
"""

from chibo.core.wall.reach import ROLE, Reach, reach_setting
from chibo.core.wall.standing import Mode, Wall, asking, behind, lifted, wall_of

__all__ = [
    "ROLE",
    "Mode",
    "Reach",
    "Wall",
    "asking",
    "behind",
    "lifted",
    "reach_setting",
    "wall_of",
]
