"""How far a cell is, said in words and shown by a badge."""

from django.utils.translation import gettext_lazy as _

from chibo.areas.directives.rules import Progress

PROGRESS_WORDS = {
    Progress.OVERDUE: _("quá hạn"),
    Progress.UNTOUCHED: _("chưa triển khai"),
    Progress.RUNNING: _("đang thực hiện"),
    Progress.DONE: _("đã xong"),
    Progress.DROPPED: _("đã rút"),
}
PROGRESS_BADGES = {
    Progress.OVERDUE: "late",
    Progress.UNTOUCHED: "due",
    Progress.RUNNING: "plain",
    Progress.DONE: "done",
    Progress.DROPPED: "plain",
}
