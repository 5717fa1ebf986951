"""The tags and filters of every page: `{% load chibo %}`."""

from django.template import Library

from chibo.web.components import icons, marks
from chibo.web.templatetags import _figures, _forms, _pages, _rules

register = Library()

register.simple_tag(icons.icon, name="icon")
register.simple_tag(marks.mark, name="mark")
register.simple_tag(marks.legend, name="legend")

register.filter("dmy", _figures.dmy)
register.filter("hm", _figures.hm)
register.filter("dmy_hm", _figures.dmy_hm)
register.filter("vn_number", _figures.vn_number)
register.filter("pct", _figures.pct)
register.filter("out_of", _figures.out_of)
register.filter("month_label", _figures.month_label)
register.filter("rule_links", _rules.rule_links)
register.filter("rule_link", _rules.rule_link)

register.simple_tag(_forms.once, name="once")
register.inclusion_tag("components/field.html", name="field")(_forms.field)
register.simple_tag(_forms.text_input, name="text_input")
register.inclusion_tag("components/form_errors.html", name="form_errors")(_forms.form_errors)
register.inclusion_tag("components/post_button.html", takes_context=True, name="post_button")(
    _forms.post_button
)

register.simple_tag(_pages.day_url, takes_context=True, name="day_url")
register.inclusion_tag("components/crumbs.html", name="crumbs")(_pages.crumbs)
register.inclusion_tag("components/notices.html", takes_context=True, name="notices")(
    _pages.notices
)
register.simple_block_tag(_pages.notice, name="notice")
register.simple_tag(_pages.why, name="why")
register.simple_tag(_pages.why_number, name="why_number")
register.simple_tag(_pages.badge, name="badge")
register.inclusion_tag("components/progress.html", name="progress")(_pages.progress)
register.inclusion_tag("components/pagination.html", takes_context=True, name="pagination")(
    _pages.pagination
)
register.simple_tag(_pages.table_file, takes_context=True, name="table_file")
register.inclusion_tag("components/stepper.html", name="stepper")(_pages.stepper)
register.inclusion_tag("components/copy_button.html", name="copy_button")(_pages.copy_button)
register.inclusion_tag("components/empty_state.html", name="empty_state")(_pages.empty_state)
register.inclusion_tag("components/paper.html", name="paper")(_pages.paper)
