"""The service worker's script: the files of ``ui/static/ui/worker``, after what it must know.

One classic script and not modules, as some phones' browsers take no modules there.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext

import openhouse
from openhouse.access.unchanged import release

_FOLDER = Path(openhouse.__file__).parent / "ui/static/ui/worker"


@cache
def script() -> tuple[str, str]:
    """The script, and its digest as an ETag."""
    parts = [file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("*.js"))]
    text = "\n".join([f"const HOUSE = {json.dumps(_known(), sort_keys=True)};", *parts])
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def _known() -> dict[str, Any]:
    languages = [code for code, _name in settings.LANGUAGES]
    words = {}
    for code in languages:
        with translation.override(code):
            words[code] = _words()
    return {
        "release": release().hex(),
        "offline": {code: f"/offline/{code}/?{release().hex()}" for code in languages},
        "unsent": {code: f"/offline/{code}/unsent/?{release().hex()}" for code in languages},
        "words": words,
        "icon": static("ui/icons/parent-192.png"),
        "badge": static("ui/icons/badge.png"),
    }


def _words() -> dict[str, str]:
    """What the worker says of a kept page; it puts the time and the day in."""
    return {
        "morning": gettext("No network. This is as of {time} this morning."),
        "afternoon": gettext("No network. This is as of {time} this afternoon."),
        "evening": gettext("No network. This is as of {time} this evening."),
        "yesterday": gettext("No network. This is as of yesterday, {time}."),
        "day": gettext("No network. This is as of {day}, {time}."),
        "waits": gettext("Waiting for the network"),
        "waiting": gettext("It is kept on this device, and sent when there is network."),
        "sent": gettext("Sent to the school"),
        "unkept": gettext(
            "This device could not keep it. Leave the page open, and press the button again when"
            " there is network."
        ),
        "refused": gettext("Not sent"),
        "remove": gettext("Remove"),
        "leave": gettext("Something has not been sent yet. Sign out, and lose it?"),
        "lost": gettext(
            "This device was emptied, and what you wrote without network was not sent. Please"
            " write it again."
        ),
        "newer": gettext("There is something new on this page. Show it"),
    }
