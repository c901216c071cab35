from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi, gettext

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import markup

_HEAD = """<!doctype html>
<html lang="{language}"{direction}{theme}>
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="color-scheme" content="light dark">
  <meta name="format-detection" content="telephone=no">"""
_FIRST = """<a class="skip" href="#main">{skip}</a>
  <p class="offline-strip" role="status" hidden data-offline>{drawing}{offline}</p>"""


def opening(theme: str = "") -> SafeString:
    """How every page begins; `theme` (light, dark) overrides the system's, for pictures."""
    language = get_language() or settings.LANGUAGE_CODE
    chosen = markup(' data-theme="{theme}"', theme=theme) if theme else ""
    direction = markup(' dir="rtl"') if get_language_bidi() else ""
    return markup(_HEAD, language=language, direction=direction, theme=chosen)


def first_words() -> SafeString:
    """What stands first on every page: the way past the places, and that one is offline."""
    return markup(
        _FIRST,
        skip=gettext("Skip to the page"),
        drawing=ICONS["offline"],
        offline=gettext("You have no network just now."),
    )
