"""Two records of one person, made one by the district, and two again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import number_in, viewer_of, whole_number
from openhouse.common.methods import form_page
from openhouse.registration.doubles import actions, pages
from openhouse.registration.doubles.queries import merges, pair_of, pairs


@audience("district")
@form_page
def registration_doubles(request: HttpRequest) -> HttpResponse:
    """Who may be there twice; of two what would become of them; what was made one of late."""
    if request.method == "POST":
        _do(request)
        return redirect("registration-doubles")
    kept, gone = number_in(request, "kept"), number_in(request, "gone")
    if kept is None or gone is None:
        context = pages.doubles_page(pairs(), merges())
        return render(request, "registration/registration_doubles.html", context)
    return render(request, "registration/registration_double.html", _two(kept, gone))


def _two(kept: int, gone: int) -> dict[str, Any]:
    pair = pair_of(kept, gone)
    if pair is None:
        raise Http404
    try:
        return pages.pair_page(pair, actions.preview(kept, gone), "")
    except actions.NotDone as why:
        return pages.pair_page(pair, None, str(why))


def _do(request: HttpRequest) -> None:
    viewer, said = viewer_of(request), request.POST
    try:
        if said.get("step") == "undo":
            actions.undo(viewer, whole_number(said.get("merge", "")) or 0)
            messages.success(request, _("They are two records again, as they were."))
        else:
            kept, gone = (whole_number(said.get(name, "")) or 0 for name in ("kept", "gone"))
            made = actions.merge(viewer, kept, gone)
            messages.success(
                request, _("%(name)s: the two are one now.") % {"name": made.kept_name}
            )
    except actions.NotDone as why:
        messages.error(request, str(why))
