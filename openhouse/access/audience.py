"""The first lock: each view says who it is for; one that says nothing is closed to everyone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from openhouse.access.proved import WORKING_DAY, had_second_step, is_proved, lead_to
from openhouse.access.requests import viewer_if_any
from openhouse.access.viewer import Viewer

View = Callable[..., HttpResponseBase]

#: Everybody, signed in or not: signing in, the district finder, error pages.
PUBLIC = "public"
#: Whoever has signed in, whatever she is.
SIGNED_IN = "signed in"
#: Whoever has signed in, even before the first-sign-in steps are done.
FIRST_STEPS = "first steps"
#: Guardians and students, for the students they may see.
FAMILY = "family"
#: Anyone with a staff post; ``audience("office", "district")`` narrows it to roles. Under
#: ``office/`` only the posts of an office, a counselor or the district count.
STAFF = "staff"
#: Roles that keep an office, under ``office/``.
OFFICE = ("office", "counselor", "district")
#: Roles that export, import, reset or act on many. A page for these alone asks for more (ACC-23).
ACTS_ON_MANY = frozenset(OFFICE)


def audience(*who: str) -> Callable[[View], View]:
    """Say who a view is for: PUBLIC, SIGNED_IN, FAMILY, STAFF or staff roles."""

    def mark(view: View) -> View:
        view.audience = frozenset(who)  # type: ignore[attr-defined]
        return view

    return mark


def check(request: HttpRequest, view: View) -> HttpResponseBase | None:
    """None to let the request in; a way to sign in; or PermissionDenied."""
    said: Any = getattr(view, "audience", None)
    if said is None:
        raise PermissionDenied(f"{view!r} names no audience")
    viewer = viewer_if_any(request)
    if viewer is not None and viewer.look is not None:
        # Nothing is changed, and nothing opened but what is a family's: see access/looking.py.
        if FAMILY in said and request.method in ("GET", "HEAD") and viewer.is_settled:
            return _prove(request, viewer)
        raise PermissionDenied("Only to be looked at")
    if PUBLIC in said:
        return None
    if viewer is None:
        return redirect_to_login(request.get_full_path(), reverse("sign-in"))
    if FIRST_STEPS in said:
        return None
    if not viewer.is_settled:
        return redirect("first-steps")
    if SIGNED_IN in said:
        return None
    if FAMILY in said and viewer.hat == "family" and viewer.is_family:
        return None
    if viewer.hat == "staff" and viewer.posts and (STAFF in said or said & viewer.roles):
        return _prove(request, viewer) if said <= ACTS_ON_MANY else None
    if viewer.hat == "office" and said & viewer.roles:
        return _prove(request, viewer)
    raise PermissionDenied("This page is for others")


def _prove(request: HttpRequest, viewer: Viewer) -> HttpResponseBase | None:
    """Before a page on which one acts on many: a second step, and once a working day again."""
    here = request.get_full_path() if request.method == "GET" else reverse("staff-home")
    if viewer.needs_second_step and not had_second_step(request):
        return lead_to("second-step-first", here)
    if not is_proved(request, WORKING_DAY):
        return lead_to("ask-again", here)
    return None
