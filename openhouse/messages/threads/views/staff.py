"""What families write to the school, for the teachers of the class and the office."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import ACTS_ON_MANY, audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.access.viewed import shows_record_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.files import inline
from openhouse.common.methods import form_page
from openhouse.courses.queries import sections_taught
from openhouse.messages.threads import pages
from openhouse.messages.threads.actions import (
    Written,
    begin,
    close,
    end_away,
    keep_away,
    keep_rules,
    mark_read,
    write,
)
from openhouse.messages.threads.families import adults_of, homes_of, whom_called, whom_of
from openhouse.messages.threads.forms import (
    AwayForm,
    PostForm,
    RulesForm,
    StaffBeginForm,
    StudentForm,
)
from openhouse.messages.threads.opening import opened
from openhouse.messages.threads.queries import (
    file_of,
    last_posts,
    list_of,
    rules_now,
    thread_of,
    unread_of,
)
from openhouse.messages.threads.views.family import said_in
from openhouse.messages.threads.who import away_on, colleagues, may_be_away, students_taught
from openhouse.messages.threads.words import away_days

ANSWERS = ("teacher", "office", "counselor", "district")


@audience(*ANSWERS)
@require_safe
def staff_threads(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first; then what is open, and what is closed."""
    viewer, today = viewer_of(request), clock.today()
    found = list_of(viewer, today)
    last, unread = last_posts(viewer, found, today), unread_of(viewer, today)
    context = pages.staff_list(found, last, unread, today)
    context["is_district"] = "district" in viewer.roles
    context["teaches"] = "teacher" in viewer.roles
    if context["teaches"]:
        context["classes"] = pages.classes(sections_taught(viewer, viewer.person_id, today))
    context["away"] = pages.away_until(away_on([viewer.person_id], today))
    context["away_url"] = address("staff-away", viewer.person_id)
    context["colleagues"] = pages.colleagues(colleagues(viewer, today))
    return render(request, "messages/staff_threads.html", context)


@audience(*ANSWERS)
@form_page
def staff_thread(request: HttpRequest, thread: int) -> HttpResponse:
    """One thread and the form to answer. Raises Http404 for what is another's."""
    viewer, today = viewer_of(request), clock.today()
    found = thread_of(viewer, thread, today)
    if found is None:
        raise Http404
    form = PostForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _answered(request, found, said_in(form))
    shown = opened(viewer, found, today)
    if shown.posts:
        mark_read(viewer, found, shown.posts[-1].pk, clock.now())
    if found.kind == "about":  # of a private one the other parent reads nothing, no look either
        shows_record_of(request, found.student_id)
    context = pages.of_staff(viewer, shown, focused(form))
    return render(request, "messages/staff_thread.html", context)


def _answered(request: HttpRequest, found: Any, said: Written) -> HttpResponse:
    if write(viewer_of(request), found, said, clock.now(), district_of(request)):
        messages.success(request, _("Sent. The family reads it now."))
    else:
        messages.warning(request, _("This conversation is closed."))
    return redirect(f"{request.path}#end")


@audience(*ANSWERS)
@require_safe
def staff_thread_file(request: HttpRequest, thread: int, file: int) -> HttpResponse:
    """A file with a post that is the school's to read."""
    viewer, today = viewer_of(request), clock.today()
    found = thread_of(viewer, thread, today)
    one = file_of(viewer, found, file, today) if found else None
    if one is None:
        raise Http404
    return inline(one.name, one.kind, one.content)


@audience(*ANSWERS)
@require_POST
def staff_thread_close(request: HttpRequest, thread: int) -> HttpResponse:
    """Close a thread: nobody writes in it any more."""
    viewer = viewer_of(request)
    found = thread_of(viewer, thread, clock.today())
    if found is None:
        raise Http404
    if close(viewer, found, clock.now()):
        messages.success(request, _("Closed. The family can read it, and begin a new one."))
    return redirect("staff-threads")


@audience(*ANSWERS)
@form_page
def staff_thread_new(request: HttpRequest) -> HttpResponse:
    """Write about a student in a class of hers, or of a school whose office she keeps."""
    viewer, today = viewer_of(request), clock.today()
    whom = whom_of(viewer, request.POST.get("to") or request.GET.get("to", ""), today)
    if whom is None:
        return render(request, "messages/staff_thread_new.html", _choosing(request, today))
    form = _begin_form(request, whom.student, today)
    if request.method == "POST" and form.is_valid():
        ours = district_of(request)
        number = begin(viewer, whom.student, whom.to, _said_to(form), clock.now(), ours)
        messages.success(request, _("Sent. The family reads it now."))
        return redirect("staff-thread", number)
    context = {"form": focused(form), "whom": whom, "back": address("staff-thread-new")}
    return render(request, "messages/staff_thread_new.html", context)


def _begin_form(request: HttpRequest, student: int, today: date) -> StaffBeginForm:
    adults = adults_of(student, today)
    return StaffBeginForm(
        request.POST or None, request.FILES or None, adults=adults, homes=homes_of(adults)
    )


def _said_to(form: StaffBeginForm) -> Written:
    """What the form brings; a private one is the first reader's, the others of the home read it."""
    said, readers = said_in(form), form.readers
    first = next(iter(readers), None)
    return replace(said, private=first is not None, person=first, readers=readers[1:])


def _choosing(request: HttpRequest, today: date) -> dict[str, Any]:
    """About which student: of a teacher all of hers, of an office those with a name."""
    viewer, text = viewer_of(request), request.GET.get("q", "")[:100].strip()
    taught = students_taught(viewer, today) if "teacher" in viewer.roles else {}
    students = [(key, words) for key, (words, *_rest) in taught.items()]
    context = pages.choosing(whom_called(viewer, text, today))
    context |= {"text": text, "keeps_office": bool(viewer.roles & ACTS_ON_MANY)}
    return context | {"students": StudentForm(students=students) if taught else None}


@audience("teacher", "office", "district")
@form_page
def staff_away(request: HttpRequest, person: int) -> HttpResponse:
    """Between which days somebody is away; she herself or her office says it."""
    viewer, today = viewer_of(request), clock.today()
    found = may_be_away(viewer, person, today)
    if found is None:
        raise Http404
    form = AwayForm(request.POST or None, initial=away_days(found.away))
    if request.method == "POST" and ("back" in request.POST or form.is_valid()):
        return _kept(request, person, found.name, form)
    context = pages.absence(focused(form), found, is_me=person == viewer.person_id)
    return render(request, "messages/staff_away.html", context)


def _kept(request: HttpRequest, person: int, name: str, form: AwayForm) -> HttpResponse:
    if "back" in request.POST:
        end_away(viewer_of(request), person)
        messages.success(request, _("Saved. Messages come to the teacher again."))
    else:
        keep_away(viewer_of(request), person, name, form.cleaned_data)
        messages.success(request, _("Saved. Families read it beside what they write."))
    return redirect("staff-threads")


@audience("district")
@form_page
def thread_rules(request: HttpRequest) -> HttpResponse:
    """What families may write, and when staff are told."""
    form = RulesForm(request.POST or None, instance=rules_now())
    if request.method == "POST" and form.is_valid():
        keep_rules(form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("staff-threads")
    context = {"form": focused(form), "back": address("staff-threads")}
    return render(request, "messages/thread_rules.html", context)
