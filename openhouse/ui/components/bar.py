from django.utils.safestring import SafeString

from openhouse.ui.markup import known_kind, markup


def share_of(value: object, full: object) -> float | None:
    """Percent from 0 to 100, or None when the two are no numbers."""
    try:
        percent = 100 * float(str(value)) / float(str(full))
    except (ValueError, ZeroDivisionError):
        return None
    return min(100.0, max(0.0, percent)) if percent == percent else None


def bar(value: object, label: object, full: object = 100, kind: str = "neutral") -> SafeString:
    """A thin bar filled to `value` of `full`; the number must stand beside it in words.

    Drawn as SVG: its widths are attributes, which the content security policy allows, and it
    prints where browsers drop backgrounds. A value that is no number leaves the bar empty.
    """
    percent = share_of(value, full) or 0.0
    return markup(
        '<svg class="bar {kind}" width="100%" height="8" role="img" aria-label="{label}">'
        '<rect width="100%" height="8" rx="4"/>'
        '<rect width="{width}%" height="8" rx="4" class="bar-fill"/></svg>',
        kind=known_kind(kind),
        label=label,
        width=f"{percent:.4g}",
    )
