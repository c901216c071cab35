"""Transcripts in an office: one student's, and posting marks to those of a school."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.audience import OFFICE, audience
from openhouse.access.offices import schools_kept
from openhouse.access.requests import district_of, viewer_of, whole_number
from openhouse.common import clock
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.documents.transcript import exporting, office_pages, pages, posting
from openhouse.documents.transcript.history import struck_of, struck_rows
from openhouse.documents.transcript.papers import transcript_paper
from openhouse.documents.transcript.pupils import Pupil, pupil_of, pupils_named
from openhouse.documents.transcript.queries import Transcript, transcript_of
from openhouse.documents.transcript.ranking import save_ranks
from openhouse.papers.words import file_name


@audience(*OFFICE)
@form_page
def transcript_desk(request: HttpRequest) -> HttpResponse:
    """Find a student's transcript; look at what posting would add, and post it."""
    viewer = viewer_of(request)
    choices = posting.choices_of(viewer, clock.today())
    said = request.POST if request.method == "POST" else request.GET
    wanted = said.get("what", "")
    chosen = next((each for each in choices if each.key == wanted), None)
    if request.method == "POST":
        return _posted(request, chosen) if chosen else _ranked(request)
    text = request.GET.get("q", "").strip()[:100]
    found = pupils_named(viewer, text) if text else []
    many = len(posting.differences_of(viewer))
    counted = posting.counts_of(viewer, chosen) if chosen else []
    context = office_pages.desk(choices, chosen, counted, many) | office_pages.found(text, found)
    context |= {"is_district": "district" in viewer.roles, "schools": _high_schools(request)}
    return render(request, "documents/transcript_desk.html", context)


def _posted(request: HttpRequest, chosen: posting.Choice) -> HttpResponse:
    many = posting.post(viewer_of(request), chosen, clock.now())
    words = ngettext("%(many)s line was added.", "%(many)s lines were added.", many)
    messages.success(request, words % {"many": many} if many else _("There was nothing new."))
    return redirect("transcript-desk")


def _high_schools(request: HttpRequest) -> list[tuple[int, str]]:
    """The schools of this office that rank their students."""
    kept = schools_kept(viewer_of(request)).exclude(level__in=["elementary", "middle"])
    return list(kept.values_list("pk", "name"))


def _ranked(request: HttpRequest) -> HttpResponse:
    school = whole_number(request.POST.get("school", ""))
    if school not in dict(_high_schools(request)):
        messages.warning(request, _("This is not there to be posted any more."))
        return redirect("transcript-desk")
    many = save_ranks(viewer_of(request), school or 0, clock.today())
    words = ngettext("%(many)s rank is saved.", "%(many)s ranks are saved.", many)
    messages.success(request, words % {"many": many})
    return redirect("transcript-desk")


@audience(*OFFICE)
@form_page
def transcript_differences(request: HttpRequest) -> HttpResponse:
    """Lines whose mark was changed since: each is accepted or left as it is."""
    viewer = viewer_of(request)
    if request.method == "POST":
        return _settled(request)
    context = {"rows": office_pages.differences(posting.differences_of(viewer))}
    return render(request, "documents/transcript_differences.html", context)


def _settled(request: HttpRequest) -> HttpResponse:
    said = [whole_number(text) for text in request.POST.getlist("line")]
    lines = [number for number in said if number is not None]
    if "accept" in request.POST:
        many = posting.accept(viewer_of(request), lines)
        words = ngettext("%(many)s line was changed.", "%(many)s lines were changed.", many)
    else:
        many = posting.leave(viewer_of(request), lines)
        words = ngettext("%(many)s line stays.", "%(many)s lines stay.", many)
    if many:
        messages.success(request, words % {"many": many})
    else:
        messages.warning(request, _("Nothing was ticked, or it was settled already."))
    return redirect("transcript-differences")


@audience(*OFFICE)
@form_page
def office_transcript(request: HttpRequest, student: int) -> HttpResponse:
    """One student's transcript, with what is to be settled of it; posted to, it is saved."""
    viewer, today = viewer_of(request), clock.today()
    pupil = pupil_of(viewer, student, today) if student <= LARGEST_ID else None
    if pupil is None:
        raise Http404
    found = transcript_of(viewer, pupil.id, pupil.school, pupil.grade_level, today)
    assert found is not None
    if request.method == "POST":
        return _saved(request, pupil, found)
    context: dict[str, Any] = pages.shown(found, links=False) | {"pupil": pupil}
    context["differences"] = len(posting.differences_of(viewer, pupil.id))
    context["struck"] = struck_rows(struck_of(viewer, pupil.id))
    return render(request, "documents/office_transcript.html", context)


def _saved(request: HttpRequest, pupil: Pupil, found: Transcript) -> HttpResponse:
    viewer, district = viewer_of(request), district_of(request)
    if "pdf" in request.POST:
        paper = transcript_paper(viewer, pupil, found, district.name, clock.today())
        return attached(file_name(paper), "application/pdf", paper.content)
    kind = "xml" if "xml" in request.POST else "csv"
    content = exporting.exported(viewer, pupil, found, district, kind)
    names = {"xml": "application/xml", "csv": "text/csv; charset=utf-8"}
    return attached(f"transcript-{pupil.number or pupil.id}.{kind}", names[kind], content)
