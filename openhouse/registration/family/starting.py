"""How a new family begins: its e-mail address, a link to it, and the application it opens."""

import secrets
from datetime import timedelta
from json import dumps, loads
from typing import Any

from django import forms
from django.core import signing
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.common.sealed import opened, sealed
from openhouse.notifications.actions import write
from openhouse.notifications.queries import written_lately
from openhouse.registration.family import pages
from openhouse.registration.family.beginning import NoForm, begin_new
from openhouse.registration.family.letters import back_letter, in_account_letter, start_letter
from openhouse.registration.links import (
    digest_of,
    hand_over,
    live_key,
    new_key,
    to_bring_back,
    was_made,
)
from openhouse.registration.models import Application, RegistrationWindow
from openhouse.registration.queries import open_windows
from openhouse.registration.rules.years import year_words

START = "account.register"
#: How long the first e-mail may wait to be opened.
START_LASTS = timedelta(days=14)
_START = "registration.start"
#: Nobody fills another's mailbox.
MAILS_AN_HOUR = 3


def start_token(email: str, window: RegistrationWindow, language: str, district: int) -> str:
    """What the link in the first e-mail holds: nothing is kept before it is opened. Sealed, for an
    address of a page stands in logs, and whose e-mail it is does not."""
    said = {"d": district, "w": window.pk, "e": email, "l": language, "n": secrets.token_urlsafe(8)}
    return signing.TimestampSigner(salt=_START).sign(sealed(dumps(said)))


def started_by(token: str, district: int) -> dict[str, Any] | None:
    """What such a link says; None for one that is older than ``START_LASTS``, or none of ours."""
    try:
        kept = signing.TimestampSigner(salt=_START).unsign(token, max_age=START_LASTS)
        said: dict[str, Any] = loads(opened(kept))
    except (signing.BadSignature, ValueError):
        return None
    return said if said.get("d") == district else None


class AgainForm(forms.Form):
    """The e-mail address with which a registration was begun."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The address with which you began. A new link goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class StartForm(AgainForm):
    """The e-mail address of a new family, and for which year."""

    window = forms.TypedChoiceField(label=_("For which school year?"), coerce=int)

    def __init__(self, *args: Any, windows: list[RegistrationWindow], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["email"].help_text = _(
            "We send a link there. It also brings you back to what you have filled in."
        )
        self.windows = {one.pk: one for one in windows}
        choices = [(one.pk, year_words(one.ends_in)) for one in windows]
        self.fields["window"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["window"].widget = forms.HiddenInput()
            self.initial["window"] = choices[0][0]


def page(form: StartForm, windows: list[RegistrationWindow]) -> dict[str, Any]:
    """The first page of a new family."""
    today = clock.today()
    return {
        "form": form,
        "windows": [
            (year_words(one.ends_in), pages.window_words(one.closes_on, one.late_until, today))
            for one in windows
        ],
    }


def send_link(form: StartForm, district: CurrentDistrict, language: str) -> None:
    """Mail the link, unless so many went there lately; the page says the same in either case."""
    email, window = form.cleaned_data["email"], form.windows[form.cleaned_data["window"]]
    with as_the_house(), translation.override(language):
        if written_lately(START, email) >= MAILS_AN_HOUR:
            return
        begun = [one for one in to_bring_back(email) if one.window_id == window.pk]
        if begun and (begun[0].sent_at is None or not hand_over(begun[0])):
            _send_back(begun[0], district)
        if any(one.sent_at is None for one in begun):
            return
        token = start_token(email, window, language, district.id)
        url = whole_page(district.slug, "register-link", secret=token)
        write(start_letter(url, district), email, kind=START, district=district)


def send_again(email: str, district: CurrentDistrict) -> None:
    """Mail a new link to each registration that was begun with *email*; the page says the same
    where there is none."""
    with as_the_house():
        if written_lately(START, email) >= MAILS_AN_HOUR:
            return
        for application in to_bring_back(email):
            _send_back(application, district)


def send_again_to(application: Application, district: CurrentDistrict) -> bool:
    """The same for one of them, as its office asks for it; False where too many went there."""
    with as_the_house():
        if written_lately(START, application.email) >= MAILS_AN_HOUR:
            return False
        _send_back(application, district)
    return True


def _send_back(application: Application, district: CurrentDistrict) -> None:
    """To the address that was confirmed when it was begun, in its language: a new link, or, of a
    family that has an account by now, where it signs in."""
    with translation.override(application.language):
        if hand_over(application):
            said = in_account_letter(whole_page(district.slug, "registration"), application.number)
        else:
            url = whole_page(district.slug, "register-link", secret=new_key(application))
            said = back_letter(url, application.number)
        write(said, application.email, kind=START, district=district)


def has_account(secret: str) -> bool:
    """If the family of this link has opened its account, which shows the registration then."""
    key = live_key(digest_of(secret))
    return key is not None and hand_over(key.application)


def known(secret: str, district: CurrentDistrict) -> bool:
    """If a link with *secret* opens anything: what is begun, or what may begin."""
    digest = digest_of(secret)
    if live_key(digest) is not None:
        return True
    return not was_made(digest) and started_by(secret, district.id) is not None


def open_link(secret: str, district: CurrentDistrict) -> int | None:
    """The application that a link opens, begun now where it is not; None where none may begin."""
    key = live_key(digest_of(secret))
    if key is not None:
        return key.application_id
    if was_made(digest_of(secret)):
        return None
    said = started_by(secret, district.id)
    windows = {one.pk: one for one in open_windows(clock.today()) if one.for_new}
    window = windows.get(said["w"]) if said else None
    if said is None or window is None:
        return None
    try:
        return begin_new(secret, said, window).pk
    except NoForm:
        return None
