"""Two records of one person, made one by the district, and two again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import audience
from openhouse.access.requests import number_in, viewer_of, whole_number
from openhouse.access.viewer import Viewer
from openhouse.common.methods import form_page
from openhouse.registration.doubles import actions, pages
from openhouse.registration.doubles.queries import are_two, merges, pair_of, pairs, told_apart


@audience("district")
@form_page
def registration_doubles(request: HttpRequest) -> HttpResponse:
    """Who may be there twice; of two what would become of them; what was made one of late."""
    if request.method == "POST":
        _do(request)
        return redirect("registration-doubles")
    kept, gone = number_in(request, "kept"), number_in(request, "gone")
    if kept is None or gone is None:
        context = pages.doubles_page(pairs(), merges(), told_apart())
        return render(request, "registration/registration_doubles.html", context)
    return render(request, "registration/registration_double.html", _two(kept, gone))


def _two(kept: int, gone: int) -> dict[str, Any]:
    pair = pair_of(kept, gone)
    if pair is None:
        raise Http404
    two = are_two(pair)
    if two:
        return pages.pair_page(pair, None, "", are_two=two)
    try:
        return pages.pair_page(pair, actions.preview(kept, gone), "", are_two=two)
    except actions.NotDone as why:
        return pages.pair_page(pair, None, str(why), are_two=two)


def _do(request: HttpRequest) -> None:
    try:
        messages.success(request, _done(viewer_of(request), request.POST))
    except actions.NotDone as why:
        messages.error(request, str(why))


def _done(viewer: Viewer, said: QueryDict) -> str:
    """What was done, in words. Raises NotDone."""
    if said.get("step") == "undo":
        actions.undo(viewer, whole_number(said.get("merge", "")) or 0)
        return _("They are two records again, as they were.")
    kept, gone = (whole_number(said.get(name, "")) or 0 for name in ("kept", "gone"))
    if said.get("step") == "apart":
        actions.tell_apart(viewer, kept, gone)
        return _("They are two people, and not proposed any more.")
    if said.get("step") == "again":
        actions.look_again(viewer, kept, gone)
        return _("They are proposed again.")
    made = actions.merge(viewer, kept, gone)
    return _("%(name)s: the two are one now.") % {"name": made.kept_name}
