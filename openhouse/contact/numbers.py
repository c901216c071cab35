"""Phone numbers as people write them, and as the network knows them (E.164)."""

import phonenumbers
from django.conf import settings
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

#: A number without a country's sign is of this one.
REGION = "US"


def e164(text: str) -> str:
    """ "+15735550142" for "(573) 555-0142"; nothing for what is no number that can be dialed."""
    try:
        number = phonenumbers.parse(text, REGION)
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) or number.extension:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def takes_texts(number: str) -> bool:
    """If a text to *number* (E.164) costs no more than another.

    No toll-free and no premium one, and of a country that the district texts to
    (``TEXT_COUNTRIES``).
    """
    parsed = phonenumbers.parse(number)
    kind = phonenumbers.number_type(parsed)
    here = phonenumbers.region_code_for_number(parsed) in settings.TEXT_COUNTRIES
    return here and kind in (
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )


def written(text: str) -> str:
    """The number *text* as it is usually written: "(573) 555-0142"; another country's with "+"."""
    try:
        number = phonenumbers.parse(text, REGION)
    except NumberParseException:
        return text
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
