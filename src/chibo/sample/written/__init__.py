"""The same stories written many at once, for all the cells nobody will sign in to first.

What the areas' actions would leave behind is computed by the areas' own rules and queries and
written in bulk; a test plays one cell both ways and compares every record.
"""

from chibo.sample.written.months import MonthWriter
from chibo.sample.written.work import Desk

__all__ = ["Desk", "MonthWriter"]
