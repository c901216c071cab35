from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import markup


def icon(name: str, label: str = "") -> SafeString:
    """An icon from `icons.ICONS`; give `label` only when no word stands beside it."""
    if not label:
        return ICONS[name]
    return markup(
        '{drawing}<span class="visually-hidden">{label}</span>', drawing=ICONS[name], label=label
    )
