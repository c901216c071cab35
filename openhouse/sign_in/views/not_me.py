"""That was not me: the page behind the link of a mail about a first second step."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.requests import district_of
from openhouse.common.methods import form_page
from openhouse.common.text import lasting_words
from openhouse.sign_in.letters import hidden
from openhouse.sign_in.rules import LINK_LASTS, NOT_ME_LASTS
from openhouse.sign_in.safety import not_me as links
from openhouse.sign_in.words import moment


@audience(PUBLIC)
@form_page
def not_me(request: HttpRequest, key: str) -> HttpResponse:
    """What will happen, to who opens the link; sent back, it happens."""
    link = links.link_of(key)
    account = links.account_behind(link) if link else None
    if link is None or account is None:
        return render(request, "sign_in/not_me_over.html", {"lasts": lasting_words(NOT_ME_LASTS)})
    if request.method == "POST":
        logout(request)  # whoever has the link acts as its owner, not as who is signed in here
        links.undo(link, district_of(request))
        return redirect("not-me-done")
    said = {"username": account.username, "when": moment(link.since), "email": hidden(link.email)}
    return render(request, "sign_in/not_me.html", said)


@audience(PUBLIC)
@require_safe
def not_me_done(request: HttpRequest) -> HttpResponse:
    """It is taken away; a mail leads on."""
    return render(request, "sign_in/not_me_done.html", {"lasts": lasting_words(LINK_LASTS)})
