"""Somebody whom an office helps: found or 404, and what her page at the help desk shows."""

from typing import Any

from django.http import Http404, HttpRequest

from openhouse.access.helping import may_hold_code
from openhouse.access.requests import viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.sign_in.office import desk, pages
from openhouse.sign_in.office.forms import LookForm, WayForm
from openhouse.sign_in.queries import rules_of


def person_or_404(request: HttpRequest, number: int) -> Any:
    """Somebody whom this office helps."""
    found = desk.helped_person(viewer_of(request), number)
    if found is None:
        raise Http404
    shows_record_of(request, found.pk)
    return found


def about(request: HttpRequest, person: Any) -> dict[str, Any]:
    """What the page about *person* shows."""
    form = way_form(WayForm, request, person)
    return pages.helped_page(viewer_of(request), person) | {"form": form, "look_form": LookForm()}


def way_form(kind: type[WayForm], request: HttpRequest, person: Any, **more: str) -> WayForm:
    """The form of a way in for *person*; *kind* asks more where it is a reset."""
    return kind(
        request.POST or None,
        addresses=desk.addresses_of(person.pk),
        usual=rules_of().way,
        letter=may_hold_code(viewer_of(request), person.pk),
        returned=desk.returned_from(person.pk),
        **more,
    )
