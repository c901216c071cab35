"""What a browser says of itself, in a secretary's words: "Chrome on Android"."""

from django.utils.translation import gettext as _

#: Pieces of the header and the names they stand for, the telling ones first: Edge says that it is
#: Chrome, Chrome that it is Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def seen_in(header: str) -> tuple[str, str]:
    """The browser and the system that *header* tells of; each is empty where it tells nothing."""
    browser = next((name for piece, name in BROWSERS if piece in header), "")
    return browser, next((name for piece, name in SYSTEMS if piece in header), "")


def in_words(browser: str, system: str) -> str:
    """ "Chrome on Android"."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("An unknown device")
