"""`{% load ui %}`: every component as a template tag. `openhouse/ui/README.md` shows each in use.

A component is a function that returns escaped HTML from a constant frame, not an inclusion
template: a template looked up and rendered for each of sixty rows costs several times the page
around it. So a component can be used from Python in the same words as from a template. What
stands once on a page (layouts, error pages) is a Django template.
"""

from collections.abc import Callable

from django.template import Library
from django.utils.safestring import SafeString

from openhouse.ui.components.bar import bar
from openhouse.ui.components.button import button, link_button
from openhouse.ui.components.calendar import calendar
from openhouse.ui.components.card import card
from openhouse.ui.components.chips import chip, chips
from openhouse.ui.components.choice import choice
from openhouse.ui.components.crumb import crumb
from openhouse.ui.components.doubt import doubt
from openhouse.ui.components.facts import fact, facts
from openhouse.ui.components.field import field
from openhouse.ui.components.happening import happening
from openhouse.ui.components.icon import icon
from openhouse.ui.components.leave import leave
from openhouse.ui.components.look import look
from openhouse.ui.components.mark import mark
from openhouse.ui.components.meanings import meanings
from openhouse.ui.components.more import more
from openhouse.ui.components.nothing import nothing
from openhouse.ui.components.notice import notice
from openhouse.ui.components.opening import first_words, opening
from openhouse.ui.components.phone import phone
from openhouse.ui.components.progress import progress
from openhouse.ui.components.rail import rail, tabs
from openhouse.ui.components.row import row, rows
from openhouse.ui.components.switch import switch
from openhouse.ui.components.table import table
from openhouse.ui.components.tag import tag
from openhouse.ui.components.tick import tick
from openhouse.ui.components.trend import trend
from openhouse.ui.components.why import steps, why

register = Library()

ALONE: tuple[Callable[..., SafeString], ...] = (
    *(bar, button, calendar, chip, choice, crumb, doubt, fact, field, first_words, happening, icon),
    *(leave, link_button, look, mark, meanings, nothing, opening, phone, progress, rail, row),
    *(steps, switch, tabs, tag, tick, trend),
)
AROUND: tuple[Callable[..., SafeString], ...] = (
    *(card, chips, facts, more, notice, rows, table, why),
)

for component in ALONE:
    register.simple_tag(component)
for component in AROUND:
    register.simple_block_tag(component)
