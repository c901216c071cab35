"""The web app manifests: what a phone knows of an app that it installs.

One for each app and district, with the district's name and colour, and one for each app before a
district is chosen. An icon is made from ``ui/static/ui/icons`` by ``scripts/icons.py``.
"""

from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language, gettext, pgettext

from openhouse.access.district import CurrentDistrict
from openhouse.home.app.rules import PARENT, STUDENT
from openhouse.ui.colour import accent, paper
from openhouse.ui.css import DEFAULT_HUE

#: Where a long press on the icon leads: the words, and the name that the app's start knows.
SHORTCUTS = {
    PARENT: ("changes", "absence", "documents"),
    STUDENT: ("assignments", "grades", "schedule"),
}


def words_of(app: str) -> tuple[str, str]:
    """The app's short name, and what it is for."""
    if app == STUDENT:
        purpose = gettext("Your grades, assignments, attendance and schedule.")
        return pgettext("app", "Student"), purpose
    return pgettext("app", "Parent"), gettext(
        "How your children are doing at school, and what the school wants you to know."
    )


def manifest(app: str, district: CurrentDistrict | None = None) -> dict[str, Any]:
    """The manifest as JSON says it."""
    short, purpose = words_of(app)
    prefix = f"/{district.slug}" if district else ""
    start = f"{prefix}/app/{app}/"
    hue = district.hue if district else DEFAULT_HUE
    found = {
        "id": start,
        "name": f"{district.name} {short}" if district else f"Openhouse {short}",
        "short_name": short,
        "description": purpose,
        "lang": get_language(),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": paper(),
        "theme_color": accent(hue),
        "categories": ["education"],
        "icons": icons(app),
    }
    if district:
        found["shortcuts"] = [
            {"name": name, "url": f"{start}?to={to}"}
            for to in SHORTCUTS[app]
            for name in [shortcut(to)]
        ]
    return found


def shortcut(to: str) -> str:
    return {
        "changes": gettext("What changed"),
        "absence": gettext("Tell the school of an absence"),
        "documents": gettext("Documents"),
        "assignments": gettext("Assignments"),
        "grades": gettext("Grades"),
        "schedule": gettext("Schedule"),
    }[to]


def icons(app: str) -> list[dict[str, str]]:
    """Each size, and those that a phone may cut to its own shape."""
    return [
        {
            "src": static(f"ui/icons/{app}-{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for name, size, purpose in (
            ("192", 192, "any"),
            ("512", 512, "any"),
            ("maskable-192", 192, "maskable"),
            ("maskable-512", 512, "maskable"),
        )
    ]
