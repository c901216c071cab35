from django.utils.safestring import SafeString

from openhouse.ui.components.bar import share_of
from openhouse.ui.markup import markup, optional


def progress(value: object, label: object, full: object = 100, small: object = "") -> SafeString:
    """How far a long job is; `value` None says it runs without a known end."""
    percent = share_of(value, full)
    return markup(
        '<div class="progress"><label><span>{label}</span>'
        '<b>{words}</b><progress max="100"{value}>{words}</progress></label>{small}</div>',
        label=label,
        words="" if percent is None else f"{percent:.0f} %",
        value=SafeString("" if percent is None else f' value="{percent:.0f}"'),
        small=optional("<small>{value}</small>", small),
    )
