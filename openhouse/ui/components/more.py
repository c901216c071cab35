from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import markup


def more(content: SafeString, label: object, *, open: bool = False) -> SafeString:
    """The rest of a list, or the detail behind a line, until somebody asks for it."""
    return markup(
        '<details class="more"{open}><summary>{label}{drawing}</summary>{content}</details>',
        open=" open" if open else "",
        label=label,
        drawing=ICONS["chevron-down"],
        content=content,
    )
