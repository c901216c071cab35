"""How long codes and links about contact data are good, and how often they may be sent."""

from datetime import datetime, timedelta

#: The link that says that a new e-mail address is right.
CONFIRMING_LASTS = timedelta(days=3)
#: A code that was texted to a phone.
CODE_LASTS = timedelta(minutes=15)
CODE_DIGITS = 6
#: Wrong codes before a new one is needed: of a million codes five are tried at most.
MOST_TRIES = 5
#: Codes to one number in an hour, whoever asks: each costs the district money.
CODES_AN_HOUR = 3
#: Trials of one address, and mails that ask whether it is right, in an hour.
MAILS_AN_HOUR = 3
#: Wishes for one more phone or address that wait for an office: it is to see other families' too.
MOST_WAITING = 5
#: Addresses of one person that wait to be confirmed; the oldest gives way.
MOST_UNCONFIRMED = 5


def is_too_old(sent_at: datetime | None, now: datetime) -> bool:
    """If a code that was sent then is good no more."""
    return sent_at is None or now - sent_at > CODE_LASTS
