import re

from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, markup

_NUMBER = re.compile(
    r"\s*(?P<plus>\+?)(?P<digits>[\d\s().\-/]+)(?:(?:ext|x|#)\D{0,2}(?P<ext>\d{1,6})\b)?",
    re.IGNORECASE,
)


def phone(number: object, *, plain: bool = False) -> SafeString:
    """A phone number to call, as it was written; *plain* without its icon, inside a sentence."""
    return markup(
        '<a href="{url}">{drawing}{number}</a>',
        url=phone_url(str(number)),
        drawing=NOTHING if plain else ICONS["phone"],
        number=number,
    )


def phone_url(number: str) -> str:
    """The number as RFC 3966 has it: ``tel:+1-573-555-0100;ext=12``; ``#`` where there is none.

    Ten digits are a number of North America. Fewer are dialed as they are, within it.
    """
    found = _NUMBER.match(number)
    digits = re.sub(r"\D", "", found["digits"]) if found else ""
    if not found or not digits:
        return "#"
    if not found["plus"] and len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    extension = f";ext={found['ext']}" if found["ext"] else ""
    if found["plus"]:
        return f"tel:+{digits}{extension}"
    if len(digits) == 10:
        return f"tel:+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}{extension}"
    return f"tel:{digits}{extension};phone-context=+1"
