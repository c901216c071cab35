"""Views that no page of the house may be, for the first lock and a request's end."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import View

from openhouse.access.audience import FAMILY, PUBLIC, SIGNED_IN, STAFF, audience
from openhouse.common.scope import as_the_house
from openhouse.people.models import Person

#: How a view fails by an exception, and which.
FAILURES: dict[str, Any] = {
    "denied": PermissionDenied,
    "missing": Http404,
    "crash": ZeroDivisionError,
}


def says_nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


class SaysNothing(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


class Callable:
    """A view that is no function and has no name."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


@audience()
def for_nobody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@audience("nurse")
def for_nurses(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@audience("office", "district")
def for_offices(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@audience(FAMILY, STAFF)
def for_both(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@audience(SIGNED_IN)
def for_any_account(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@audience(SIGNED_IN)
def scope_of(request: HttpRequest) -> HttpResponse:
    """The four settings as they are during the request."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT concat_ws('|', current_setting('openhouse.hat', true),"
            " current_setting('openhouse.person', true),"
            " current_setting('openhouse.students', true))"
        )
        (found,) = cursor.fetchone()
    return HttpResponse(found)


@audience(SIGNED_IN)
def stumble(request: HttpRequest, how: str) -> HttpResponse:
    """Write something, then fail in one way or another."""
    request.session["stumbled"] = how
    Person.objects.filter(pk=request.viewer.person_id).update(suffix=how[:10])  # type: ignore[attr-defined]
    if how == "answer":
        return HttpResponse("no", status=500)
    if how in FAILURES:
        raise FAILURES[how]
    if how == "database":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    return HttpResponse("fine")


@audience(FAMILY)
def writes_as_the_house(request: HttpRequest) -> HttpResponse:
    """A family's page that writes in the house's name, as no page may during a look."""
    with as_the_house():
        Person.objects.filter(pk=request.GET["person"]).update(suffix="written")
    if failure := FAILURES.get(request.GET.get("how", "")):
        raise failure
    return HttpResponse("fine")


urlpatterns = [
    path("family/strange/writes/", writes_as_the_house, name="writes-as-the-house"),
    path("strange/nothing/", says_nothing, name="says-nothing"),
    path("strange/class/", SaysNothing.as_view(), name="says-nothing-class"),
    path("strange/callable/", Callable(), name="says-nothing-callable"),
    path("strange/nobody/", for_nobody, name="for-nobody"),
    path("staff/strange/nurses/", for_nurses, name="for-nurses"),
    path("staff/strange/offices/", for_offices, name="for-offices"),
    path("family/strange/offices/", for_offices, name="for-offices-family"),
    path("family/strange/both/", for_both, name="for-both-family"),
    path("staff/strange/both/", for_both, name="for-both-staff"),
    path("strange/account/", for_any_account, name="for-any-account"),
    path("staff/strange/scope/", scope_of, name="scope-staff"),
    path("family/strange/scope/", scope_of, name="scope-family"),
    path("strange/scope/", scope_of, name="scope-account"),
    path("staff/strange/stumble/<str:how>/", stumble, name="stumble"),
    path("strange/public/", audience(PUBLIC)(lambda request: HttpResponse("open")), name="open"),
]
