"""How far a cell is, said in words."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.directives.rules import Progress

PROGRESS_WORDS = {
    Progress.OVERDUE: _("quá hạn"),
    Progress.UNTOUCHED: _("chưa triển khai"),
    Progress.RUNNING: _("đang thực hiện"),
    Progress.DONE: _("đã xong"),
    Progress.DROPPED: _("đã rút"),
}
