"""The house's own icons: 24 by 24, drawn as strokes in the colour of the text around them."""

from django.utils.safestring import SafeString, mark_safe

_SHAPES = {
    "today": '<path d="M4 10.5 12 4l8 6.5V20H4z"/><path d="M9.5 20v-6h5v6"/>',
    "home": '<path d="M4 10.5 12 4l8 6.5V20H4z"/><path d="M9.5 20v-6h5v6"/>',
    "grades": '<path d="M5 19v-8M10.5 19V5M16 19v-6M21 19.5H3"/>',
    "assignments": '<path d="M7 4.5h10a2 2 0 0 1 2 2V20H5V6.5a2 2 0 0 1 2-2z"/>'
    '<path d="M9 3.5h6v3H9zM9 11.5h6M9 15.5h4"/>',
    "attendance": '<rect x="4" y="5" width="16" height="15" rx="3"/>'
    '<path d="M8 3v4M16 3v4M4 10h16M9 15l2 2 4-4"/>',
    "schedule": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "documents": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "more": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "bell": '<path d="M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.8h4"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "good": '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l2.7 2.7L16 9.7"/>',
    "warn": '<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.4h.01"/>',
    "bad": '<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3z"/>'
    '<path d="M9.3 9.3l5.4 5.4M14.7 9.3l-5.4 5.4"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6h.01"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15" rx="3"/>'
    '<path d="M8 3v4M16 3v4M4 10h16"/>',
    "chevron-left": '<path d="M15 5l-7 7 7 7"/>',
    "chevron-right": '<path d="M9 5l7 7-7 7"/>',
    "chevron-down": '<path d="M5 9l7 7 7-7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 20.5 20.5"/>',
    "upload": '<path d="M12 16V5M7 9.5 12 4.5l5 5M4.5 16v4h15v-4"/>',
    "sign-out": '<path d="M13 4.5H5.5v15H13M10 12h10.5M16.5 8l4 4-4 4"/>',
    "person": '<circle cx="12" cy="8" r="4"/>'
    '<path d="M4.5 20.5c.8-4.2 3.7-6 7.5-6s6.7 1.8 7.5 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.8 3-5.5 6.5-5.5s5.9 1.7 '
    '6.5 5.5M15.5 5.4a3.5 3.5 0 0 1 0 6.2M18 14.6c2 .8 3.1 2.4 3.5 4.9"/>',
    "school": '<path d="M3.5 20.5h17M5.5 20.5V10L12 5.5l6.5 4.5v10.5M10 20.5v-4.5h4v4.5"/>'
    '<path d="M12 5.5V2.5h3.5M12 11.5h.01"/>',
    "star": '<path d="M12 3.8l2.6 5.2 5.7.8-4.1 4 1 5.7-5.2-2.7-5.2 2.7 1-5.7-4.1-4 5.7-.8z"/>',
    "x": '<path d="M6 6l12 12M18 6 6 18"/>',
    "excused": '<path d="M5 4h14v10.5L13.5 20H5z"/><path d="M19 14.5h-5.5V20M8.5 8.5h7M8.5 12h4"/>',
    "late": '<circle cx="12" cy="13" r="7.5"/><path d="M12 9v4l2.7 1.6M9.5 2.8h5M12 2.8v2.7"/>',
    "health": '<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M12 8v8M8 12h8"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/>'
    '<path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2"/>',
    "key": '<circle cx="8" cy="14.5" r="4.5"/><path d="M11.2 11.3 19.5 3M15.5 7l3 3M18 4.5l2 2"/>',
    "phone": '<path d="M5.5 4h3.6l1.7 4.4-2.2 1.5a12 12 0 0 0 5.5 5.5l1.5-2.2 4.4 1.7v3.6a2 2 0 0 1'
    '-2.2 2A16.5 16.5 0 0 1 3.5 6.2 2 2 0 0 1 5.5 4z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2.5"/><path d="M4 7.5l8 6 8-6"/>',
    "messages": '<path d="M4.5 5h15A1.5 1.5 0 0 1 21 6.5v9a1.5 1.5 0 0 1-1.5 1.5H12l-4.5 3.5V17"/>'
    '<path d="M7.5 17h-3A1.5 1.5 0 0 1 3 15.5v-9A1.5 1.5 0 0 1 4.5 5M7.5 9.5h9M7.5 13h6"/>',
    "globe": '<circle cx="12" cy="12" r="8.8"/><path d="M3.2 12h17.6M12 3.2c5 5 5 12.6 0 17.6'
    '-5-5-5-12.6 0-17.6z"/>',
    "print": '<path d="M7 9V3.5h10V9M7 17.5H3.5V9h17v8.5H17"/><path d="M7 14.5h10v6H7z"/>',
    "offline": '<path d="M3 3l18 18M8.6 15.4a4.8 4.8 0 0 1 6.8 0M5.2 12a9.6 9.6 0 0 1 4.3-2.5M13.9 '
    "9.3c1.8.3 3.5 1.3 4.9 2.7M2 8.6a14.4 14.4 0 0 1 4.4-2.8M10.6 4.5c4.2-.4 8.3 1 11.4 4.1"
    'M12 19h.01"/>',
}

#: Those that point along the line: turned around where it runs from right to left.
_ALONG = {"chevron-left", "chevron-right", "sign-out"}


def _drawn(name: str, shape: str) -> SafeString:
    along = " along" if name in _ALONG else ""
    tag = f'<svg class="icon{along}" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>'
    return mark_safe(tag)  # noqa: S308


ICONS: dict[str, SafeString] = {name: _drawn(name, shape) for name, shape in _SHAPES.items()}
