"""What a family writes to the school, and reads from it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.on_device import is_ahead, is_its_own, refused
from openhouse.access.requests import child_or_404, district_of, has_read, viewer_of
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.common.methods import form_page
from openhouse.messages.threads import pages
from openhouse.messages.threads.actions import Written, begin, mark_read, write
from openhouse.messages.threads.families import lives_with
from openhouse.messages.threads.forms import BeginForm, PostForm
from openhouse.messages.threads.opening import new_to, opened
from openhouse.messages.threads.queries import (
    file_of,
    last_posts,
    list_of,
    room_of,
    rules_now,
    thread_of,
    unread_of,
    waiting_of,
)
from openhouse.messages.threads.who import addressees, away_of_all
from openhouse.messages.threads.words import addressee_words, away_words, hours_words


@audience(FAMILY)
@require_safe
def threads(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """Her threads about one child, or about all."""
    viewer, today = viewer_of(request), clock.today()
    child = child_or_404(request, student)[1] if student is not None else None
    children = [child] if child else viewer.children
    found = list_of(viewer, today, [one.id for one in children])
    last, unread = last_posts(viewer, found, today), unread_of(viewer, today)
    begins = pages.may_begin(viewer, rules_now())
    context = {
        "child": child,
        "threads": pages.listed(found, last, unread, today, children),
        "new": [(one.first_name, address("thread-new", one.id)) for one in children if begins],
        "look": viewer.look,
    }
    return render(request, "messages/threads.html", context)


@audience(FAMILY)
@form_page
def thread(request: HttpRequest, student: int, thread: int) -> HttpResponse:
    """One thread, and the form to write in it. Raises Http404 for what is not hers."""
    viewer, child = child_or_404(request, student)
    today, rules = clock.today(), rules_now()
    found = thread_of(viewer, thread, today)
    if found is None or found.student_id != child.id:
        raise Http404
    form = PostForm(request.POST or None, request.FILES or None, room=room_of(viewer, clock.now()))
    if request.method == "POST" and (done := _sent(request, found, form, rules)):
        return done
    shown = opened(viewer, found, today)
    if shown.posts and not is_ahead(request):
        has_read(request, new_to(viewer, shown))
        mark_read(viewer, found, shown.posts[-1].pk, clock.now())
    context = pages.of_family(viewer, child, shown, rules, focused(form))
    return render(request, "messages/thread.html", context)


@audience(FAMILY)
@require_safe
def thread_file(request: HttpRequest, student: int, thread: int, file: int) -> HttpResponse:
    """A file with a post that she reads."""
    viewer, child = child_or_404(request, student)
    found = thread_of(viewer, thread, clock.today())
    if found is None or found.student_id != child.id:
        raise Http404
    one = file_of(viewer, found, file, clock.today())
    if one is None:
        raise Http404
    return inline(one.name, one.kind, one.content)


def _sent(request: HttpRequest, found: Any, form: PostForm, rules: Any) -> HttpResponse | None:
    """What becomes of an answer; None: the page says what is wrong, and a device hears it."""
    viewer = viewer_of(request)
    may_write = pages.may_write(viewer, rules)
    if may_write and form.is_valid():
        said, ours = said_in(form), district_of(request)
        return _written(request, done=write(viewer, found, said, clock.now(), ours))
    if is_its_own(request):
        return refused(form if may_write else pages.call_words())
    return None


def _written(request: HttpRequest, *, done: bool) -> HttpResponse:
    closed = _("This conversation has been closed. Please begin a new one.")
    if is_its_own(request):
        return HttpResponse(status=204) if done else refused(closed)
    if done:
        messages.success(request, _("Your message is sent."))
    else:
        messages.warning(request, closed)
    return redirect(f"{request.path}#end")


def said_in(form: Any, readers: Sequence[int] = ()) -> Written:
    """What a form brings; *readers*: who of a home reads it, she who began it left out."""
    said = form.cleaned_data
    private = said.get("private") in ("private", "home")
    files = [said["upload"]] if said["upload"] else []
    return Written(
        said["body"], said["client"], said.get("subject", ""), private, files=files,
        readers=readers if said.get("private") == "home" else (),
    )  # fmt: skip


@audience(FAMILY)
@form_page
def thread_new(request: HttpRequest, student: int) -> HttpResponse:
    """Begin a thread about a child, where the district lets families."""
    viewer, child = child_or_404(request, student)
    today, rules = clock.today(), rules_now()
    begins = pages.may_begin(viewer, rules)
    to = addressees(viewer, child, today) if begins else []
    home = lives_with(viewer, child.id, today) if begins else []
    form = _begin_form(request, child, to, together=bool(home))
    if request.method == "POST" and begins and form.is_valid():
        return _begun(request, child, form, home)
    if request.method == "POST" and is_its_own(request):
        return refused(form if begins else pages.call_words())
    away = away_words(away_of_all(to, today), today)
    shown = focused(form) if begins else None
    context = pages.beginning(child, shown, hours_words(rules), away)
    return render(request, "messages/thread_new.html", context)


def _begun(
    request: HttpRequest, child: Child, form: BeginForm, home: Sequence[int]
) -> HttpResponse:
    chosen, ours = form.addressees[form.cleaned_data["to"]], district_of(request)
    said, now = said_in(form, home), clock.now()
    number = begin(viewer_of(request), child.id, chosen, said, now, ours)
    if is_its_own(request):
        return HttpResponse(status=204)
    messages.success(request, _("Your message is sent."))
    return redirect("thread", child.id, number)


def _begin_form(request: HttpRequest, child: Child, to: Any, *, together: bool) -> BeginForm:
    viewer: Viewer = viewer_of(request)
    named = {"name": child.first_name}
    about = _("Every adult who sees %(name)s’s records here") % named
    if viewer.person_id == child.id:
        about = _("The adults who see your records here")
    home = [("home", _("Only the adults of my home"))] if together else []
    keys = {one.key for one in to}
    asked = {"to": request.GET.get("to", ""), "subject": request.GET.get("about", "")[:200]}
    return BeginForm(
        request.POST or None,
        request.FILES or None,
        initial=asked if asked["to"] in keys else {"subject": asked["subject"]},
        room=room_of(viewer, clock.now()),
        to=to,
        words=[addressee_words(one) for one in to],
        readers=[("", about), *home, ("private", _("Only me"))],
        waiting=waiting_of(viewer, child.id),
    )
