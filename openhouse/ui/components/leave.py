from functools import cache

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import drawn, escaped


def leave(
    token: object, language_url: str = "", sign_out_url: str = "", here: str = "/"
) -> SafeString:
    """The other languages, and the way out; each a form, for each changes something.

    `token` is the form's protection (`csrf_token`), `here` the page to come back to in the other
    language. What has no address is left out.
    """
    # Each reading of a lazy token makes a new one.
    hidden = f'<input type="hidden" name="csrfmiddlewaretoken" value="{escaped(str(token))}">'
    parts = []
    if language_url:
        back = f'<input type="hidden" name="next" value="{escaped(here)}">'
        action, doors = escaped(language_url), _languages(get_language() or settings.LANGUAGE_CODE)
        parts.append(f'<form method="post" action="{action}">{hidden}{back}{doors}</form>')
    if sign_out_url:
        words = f"{ICONS['sign-out']}<span>{escaped(gettext('Sign out'))}</span>"
        parts.append(
            f'<form method="post" action="{escaped(sign_out_url)}">{hidden}'
            f'<button type="submit" class="leave">{words}</button></form>'
        )
    return drawn("".join(parts))


@cache
def _languages(current: str) -> str:
    """A button for each language but the *current* one, named in itself."""
    return "".join(
        f'<button type="submit" class="leave" name="language" value="{code}" lang="{code}">'
        f"{ICONS['globe']}<span>{escaped(capfirst(get_language_info(code)['name_local']))}</span>"
        "</button>"
        for code, _name in settings.LANGUAGES
        if code != current
    )
