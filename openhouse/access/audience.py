"""The first lock: each view says who it is for; one that says nothing is closed to everyone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

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
    if PUBLIC in said:
        return None
    viewer = getattr(request, "viewer", None)
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
        return None
    if viewer.hat == "office" and said & viewer.roles:
        return None
    raise PermissionDenied("This page is for others")
