"""Work that is handed in here: the student's page of it, which her family reads."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import FAMILY, audience
from openhouse.access.requests import child_or_404
from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.grades.handing import actions, pages, queries
from openhouse.grades.handing.forms import HandInForm
from openhouse.grades.handouts import handout_of
from openhouse.grades.queries import Course, Work, course_of, work_of
from openhouse.grades.rubrics.pages import rubric_of_family
from openhouse.grades.rules.handing import is_open

WHY_NOT = {
    "scored": gettext_lazy("Your teacher has scored it already, so it stays as it is."),
    "left": gettext_lazy("You are not in this class any more."),
    "full": gettext_lazy(
        "You have handed in very large files this week. Make them smaller, or ask your teacher."
    ),
    "closed": gettext_lazy("It cannot be handed in here now. Ask your teacher."),
    "none": gettext_lazy("It was taken back already."),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece of work that the page of its course shows to who looks."""

    viewer: Viewer
    child: Child
    course: Course
    work: Work

    @property
    def is_hers(self) -> bool:
        """If she who looks is the student: nobody hands in for her."""
        return self.viewer.person_id == self.child.id and not self.viewer.look

    @property
    def why_not(self) -> str:
        """Why nothing is handed in now, as ``WHY_NOT`` has it; "" where the student may."""
        course, work = self.course, self.work
        if not is_open(work.got, work.text, work.flag):
            return "scored"
        if course.left_on is not None:
            return "left"
        over = course.taught_until is not None and course.taught_until < clock.today()
        return "" if work.handed_in_here and not over else "closed"


def _place(request: HttpRequest, student: int, section: int, assignment: int) -> _Place:
    """Raises Http404 where a course's page does not show the work."""
    viewer, child = child_or_404(request, student)
    today = clock.today()
    course = course_of(viewer, child.id, section, today)
    if course is None or not course.shows_work or assignment > LARGEST_ID:
        raise Http404
    work = work_of(viewer, child.id, course, assignment, today)
    if work is None:
        raise Http404
    return _Place(viewer, child, course, work)


def _hers(request: HttpRequest, student: int, section: int, assignment: int) -> _Place:
    """The same for who writes: raises PermissionDenied for everybody but the student herself."""
    place = _place(request, student, section, assignment)
    if not place.is_hers:
        raise PermissionDenied
    return place


@audience(FAMILY)
@form_page
def hand_in(request: HttpRequest, student: int, section: int, assignment: int) -> HttpResponse:
    """What is asked, what was handed in, and for the student the form."""
    sent = request.method == "POST"
    place = (_hers if sent else _place)(request, student, section, assignment)
    kept = queries.hand_ins_of(place.viewer, place.child.id, place.work.id)
    why = place.why_not
    if why and not kept and not place.work.has_page:
        raise Http404
    standing = next((one.words for one in kept if not one.taken_back_at), "")
    files = request.FILES.getlist("files")
    form = HandInForm(request.POST if sent else None, files=files, words=standing)
    if sent and (why or form.is_valid()):
        why = why or _handed(place, form)
        return _answer(request, why, _("Handed in. Your teacher has it."))
    return _show(request, place, kept, form, why)


def _handed(place: _Place, form: HandInForm) -> str:
    section, work, words = place.course.id, place.work.id, form.cleaned_data["words"].strip()
    number, now = form.number, clock.now()
    return actions.hand_in(place.viewer, section, work, words, form.uploads, number, now)


def _answer(request: HttpRequest, why: str, done: str, path: str = "") -> HttpResponse:
    if why:
        messages.warning(request, str(WHY_NOT[why]))
    else:
        messages.success(request, done)
    return redirect(path or request.path)


def _show(
    request: HttpRequest, place: _Place, kept: Any, form: HandInForm, why: str
) -> HttpResponse:
    asked = handout_of(place.work.id, place.child.id)
    context = pages.of_family(
        place.child, place.course, place.work, asked, queries.with_files(kept),
        may=not why and place.is_hers, today=clock.today(),
    )  # fmt: skip
    context |= {"form": form, "hers": place.is_hers, "why_not": WHY_NOT.get(why, "")}
    context |= rubric_of_family(place.work, asked.rubric, asked.judged) if asked else {}
    return render(request, "grades/hand_in.html", context, status=400 if form.is_bound else 200)


@audience(FAMILY)
@require_POST
def take_back(request: HttpRequest, student: int, section: int, assignment: int) -> HttpResponse:
    """Take back what was handed in, until it is scored."""
    place = _hers(request, student, section, assignment)
    why = actions.take_back(place.viewer, place.course.id, place.work.id, clock.now())
    path = address("hand-in", student, section, assignment)
    return _answer(request, why, _("It is taken back."), path)


@audience(FAMILY)
@require_safe
def hand_in_file(
    request: HttpRequest, student: int, section: int, assignment: int, file: int
) -> HttpResponse:
    """A file that was handed in."""
    place = _place(request, student, section, assignment)
    found = queries.file_in(place.viewer, place.child.id, place.work.id, file)
    if found is None:
        raise Http404
    return attached(found.name, found.kind, found.content)
