"""Writing score sheets: the cell gives, the superior decides."""

from chibo.areas.scoring.actions.deciding import decide, decide_by_line
from chibo.areas.scoring.actions.giving import GivenPoints, give_points, settle
from chibo.areas.scoring.actions.voting import link_vote

__all__ = ["GivenPoints", "decide", "decide_by_line", "give_points", "link_vote", "settle"]
