"""A line of a transcript by hand: entered, corrected by another one, struck."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.documents.transcript import by_hand, history, office_pages
from openhouse.documents.transcript.line_forms import LineForm, StrikeForm, as_initial
from openhouse.documents.transcript.pupils import Pupil, pupil_of
from openhouse.documents.transcript.queries import decided_now, year_of
from openhouse.documents.transcript.rules import Scale


def _pupil(request: HttpRequest, student: int) -> Pupil:
    today = clock.today()
    pupil = pupil_of(viewer_of(request), student, today) if student <= LARGEST_ID else None
    if pupil is None:
        raise Http404
    return pupil


@audience(*OFFICE)
@form_page
def transcript_line_new(request: HttpRequest, student: int) -> HttpResponse:
    """Enter a course by hand: of another school, as a rule."""
    pupil, scale = _pupil(request, student), decided_now().scale
    year = year_of(clock.today())
    first = {"transfer": True, "counts": True, "ends_in": year - 1}
    form = LineForm(request.POST or None, scale=scale, year=year, initial=first)
    if request.method == "POST" and form.is_valid() and _entered(request, pupil.id, form):
        return redirect("office-transcript", pupil.id)
    context = {"pupil": pupil, "form": form}
    status = 400 if form.errors else 200
    return render(request, "documents/transcript_line_new.html", context, status=status)


def _entered(request: HttpRequest, student: int, form: LineForm) -> bool:
    """Put it on the transcript; False where it stands there already."""
    try:
        by_hand.enter(viewer_of(request), student, form.entered, form.scale, clock.now())
    except by_hand.Standing:
        form.add_error("course_name", _there())
        return False
    messages.success(request, _("The course is on the transcript."))
    return True


@audience(*OFFICE)
@form_page
def transcript_line(request: HttpRequest, student: int, line: int) -> HttpResponse:
    """A line with where it came from; one that stands is corrected or struck here."""
    pupil, decided = _pupil(request, student), decided_now()
    told = _line(request, pupil, line)
    form, strike = _forms(request, told, decided.scale)
    if request.method == "POST" and _done(request, told, form, strike):
        return redirect("office-transcript", pupil.id)
    context = {"pupil": pupil, "line": told.line, "form": form, "strike": strike}
    context |= {"came": history.origin_words(told), "struck": history.struck_words(told)}
    says = office_pages.line_says(told.line, decided.areas.get(told.line.area_id or 0, ""))
    context |= {"correcting": bool(form.errors), "says": says}
    status = 400 if form.errors or strike.errors else 200
    return render(request, "documents/transcript_line.html", context, status=status)


def _line(request: HttpRequest, pupil: Pupil, number: int) -> history.Told:
    told = history.told_of_line(viewer_of(request), number) if number <= LARGEST_ID else None
    if told is None or told.line.student_id != pupil.id:
        raise Http404
    return told


def _forms(request: HttpRequest, told: history.Told, scale: Scale) -> tuple[LineForm, StrikeForm]:
    """The form that corrects and the one that strikes; the button says which was sent."""
    said, strikes = request.POST or None, "strike" in request.POST
    year, initial = year_of(clock.today()), as_initial(told.line)
    form = LineForm(None if strikes else said, scale=scale, year=year, initial=initial)
    return form, StrikeForm(said if strikes else None)


def _done(request: HttpRequest, told: history.Told, form: LineForm, strike: StrikeForm) -> bool:
    """Correct or strike; False where what was sent is not right yet."""
    viewer, now = viewer_of(request), clock.now()
    try:
        if strike.is_bound and strike.is_valid():
            by_hand.strike(viewer, told.line, strike.cleaned_data["reason"], now)
            messages.success(
                request, _("The line is struck. It is kept, and families do not see it.")
            )
            return True
        if form.is_bound and form.is_valid():
            by_hand.correct(viewer, told.line, form.entered, form.scale, now)
            messages.success(request, _("The corrected line stands on the transcript now."))
            return True
    except by_hand.Standing:
        if told.line.struck_at is None and form.is_bound:
            form.add_error("course_name", _there())
            return False
        messages.warning(request, _("Somebody else has corrected or struck this line already."))
        return True
    return False


def _there() -> str:
    return _("This course of this school, year and term stands on the transcript already.")
