"""Many accounts at once (ADM-04)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of, whole_number
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.sign_in.many import choosing as many
from openhouse.sign_in.many.forms import ManyForm
from openhouse.sign_in.many.runs import schools_of


def _wanted(request: HttpRequest) -> tuple[ManyForm, many.Wanted]:
    """The form of the search, and what it says; students of all her schools at first."""
    viewer = viewer_of(request)
    form = ManyForm(request.GET, schools=schools_of(viewer), guardians="district" in viewer.roles)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    school = int(said["school"]) if said["school"] else None
    who = said["who"] or many.STUDENTS
    return form, many.Wanted(who, school, said["grade"], said["state"])


@audience(*OFFICE)
@require_safe
def many_accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that are looked for, each with a box to tick."""
    form, wanted = _wanted(request)
    found = many.accounts(viewer_of(request), wanted, clock.today())
    context = {
        "search": form,
        "found": list(found[: many.MOST]),
        "count": found.count(),
        "most": many.MOST,
        "asked": request.GET.urlencode(),
    }
    return render(request, "sign_in/many.html", context)


@audience(*OFFICE)
@require_POST
def change_many(request: HttpRequest) -> HttpResponse:
    """Close, open or demand a new password of those that were ticked."""
    _form, wanted = _wanted(request)
    numbers = filter(None, map(whole_number, request.POST.getlist("account")))
    done = many.change(
        viewer_of(request), request.POST.get("what", ""), numbers, wanted, clock.today(),
        reason=request.POST.get("reason", "").strip(),
    )  # fmt: skip
    words = ngettext("%(many)s account was changed.", "%(many)s accounts were changed.", done)
    messages.success(request, words % {"many": done})
    return redirect(f"{address('many-accounts')}?{request.GET.urlencode()}".rstrip("?"))
