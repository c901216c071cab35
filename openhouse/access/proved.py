"""When somebody last proved who she is in this session: by password, passkey or code.

allauth keeps a record of each time in the session, so that nothing has to be read for it.
"""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

#: Who opens many children's records at once proves it once a working day, on her own device too.
WORKING_DAY = 12 * 3600
#: Who changes what opens her account, or opens a way that stays.
LATELY = 3600


def is_proved(request: HttpRequest, seconds: int) -> bool:
    """If it was within the last *seconds*; a session that says nothing about it was not."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    return any(time.time() - record.get("at", 0) < seconds for record in records)


def had_second_step(request: HttpRequest) -> bool:
    """If the district's own provider asked for one when she came in, and is believed."""
    user: Any = request.user
    return any(record.get("second_step") for record in get_authentication_records(request, user))


def lead_to(page: str, back: str) -> HttpResponseRedirect:
    """To the page called *page*, and from there to the path *back*."""
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': back})}")
