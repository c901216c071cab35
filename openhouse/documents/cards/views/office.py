"""Releases of report cards, for a school's office."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import OFFICE, audience
from openhouse.access.requests import district_of, number_in, viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.files import attached
from openhouse.common.methods import form_page
from openhouse.documents.cards import gone_pages, pages, printing, queries
from openhouse.documents.cards.actions import begin, correct, why_not
from openhouse.documents.cards.again import set_aside_of
from openhouse.documents.cards.forms import BeginForm, HourForm
from openhouse.documents.cards.making import students_without
from openhouse.documents.cards.proofs import proof_of
from openhouse.documents.cards.setup import setup_of
from openhouse.documents.cards.telling_gone import told_of
from openhouse.documents.cards.views.deciding import AT_AN_HOUR, decided
from openhouse.papers.pieces import download
from openhouse.papers.runs import ask, run_of
from openhouse.papers.runs import context as printed


@audience(*OFFICE)
@form_page
def card_releases(request: HttpRequest) -> HttpResponse:
    """The releases there are, and a new one."""
    viewer = viewer_of(request)
    form = BeginForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _begun(request, form.cleaned_data["template"], form.cleaned_data["term"])
    context = {
        "form": form,
        "lines": pages.release_lines(queries.releases_of(viewer)),
        "templates": queries.templates().exists(),
        "is_district": "district" in viewer.roles,
    }
    return render(request, "documents/card_releases.html", context)


def _begun(request: HttpRequest, template: Any, term: Any) -> HttpResponse:
    found, new = begin(viewer_of(request), template, term.school_year.school, term)
    if not new:
        words = _("%(who)s has begun these cards already. Here they are.")
        messages.info(request, words % {"who": found.begun_by_name})
    return redirect("card-release", found.pk)


@audience(*OFFICE)
@form_page
def card_release(request: HttpRequest, release: int) -> HttpResponse:
    """One release: what is missing, proofs, the hour, how far it is, who has which card."""
    found = _release(request, release)
    step = request.POST.get("step", "")
    form = HourForm(request.POST if step in AT_AN_HOUR else None, initial={"at": found.release_at})
    if step and (not form.is_bound or form.is_valid()):
        return decided(request, found, form.cleaned_data["at"] if form.is_bound else clock.now())
    context = pages.of_release(found) | {"form": form} | _of_its_state(request, found)
    return render(request, "documents/card_release.html", context)


def _of_its_state(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the page says before a release, while it is made, and after it."""
    viewer, text = viewer_of(request), request.GET.get("q", "").strip()[:100]
    if found.state == "begun":
        return _before(viewer, found, text)
    if found.state == "withdrawn":
        gone = gone_pages.of_withdrawn(found, told_of(viewer, found))
        return gone | _named(viewer, found, text)
    cards = list(set_aside_of(viewer, found.pk)[: queries.MOST])
    aside = pages.of_set_aside(found, cards)
    return aside | _after(viewer, found, text) if found.state == "released" else aside


def _before(viewer: Viewer, found: Any, text: str) -> dict[str, Any]:
    """What is missing, and a few to look at, or whose cards were asked for."""
    setup = setup_of(found, clock.today())
    missing = pages.missing_words(queries.missing(viewer, setup), setup)
    return missing | {
        "text": text,
        "proofs": queries.proof_students(viewer, setup),
        "chosen": queries.to_be_proved(viewer, setup, text) if text else [],
        "cards": pages.cards_words(len(students_without(setup))),
        "empty": "" if students_without(setup.of_this_term, most=1) else pages.empty_words(found),
    }


def _after(viewer: Viewer, found: Any, text: str) -> dict[str, Any]:
    """Who was looked for, whose card was taken back, and whose may be another by now."""
    return _named(viewer, found, text) | {
        "gone": pages.card_lines(queries.taken_back(viewer, found.pk), found.pk),
        "touched": pages.card_lines(queries.differing(viewer, found, clock.today()), found.pk),
    }


def _named(viewer: Viewer, found: Any, text: str) -> dict[str, Any]:
    named = queries.named_in(viewer, found.pk, text) if text else []
    return {"text": text, "named": pages.card_lines(named, found.pk)}


@audience(*OFFICE)
@form_page
def card_student(request: HttpRequest, release: int, student: int) -> HttpResponse:
    """One student's card: its editions, what differs today, and the correction."""
    viewer, found = viewer_of(request), _release(request, release)
    papers = queries.editions_of(viewer, found.pk, student)
    if not papers:
        raise Http404
    if request.method == "POST":
        return _corrected(request, found, papers[-1])
    differs = queries.difference_now(viewer, found, papers[-1], clock.today())
    context = pages.of_student(found, papers, differs)
    return render(request, "documents/card_student.html", context)


def _corrected(request: HttpRequest, release: Any, last: Any) -> HttpResponse:
    viewer, district = viewer_of(request), district_of(request)
    if reason := correct(viewer, release, last, district):
        messages.warning(request, why_not(reason, release))
    elif release.is_shown:
        messages.success(request, _("Corrected. The family reads what differs."))
    else:
        messages.success(request, _("Corrected. Print it for the family: it does not see it here."))
    return redirect("card-student", release.pk, last.student_id)


@audience(*OFFICE)
@require_safe
def card_file(request: HttpRequest, release: int, student: int, edition: int) -> HttpResponse:
    """An edition, byte for byte."""
    papers = queries.editions_of(viewer_of(request), _release(request, release).pk, student)
    found = next((paper for paper in papers if paper.edition == edition), None)
    if found is None:
        raise Http404
    return attached(f"{found.title}.pdf", "application/pdf", found.content)


@audience(*OFFICE)
@require_safe
def card_proof(request: HttpRequest, release: int, student: int) -> HttpResponse:
    """A card as it would be today, marked as a proof; with a page's number its picture."""
    setup = setup_of(_release(request, release), clock.today())
    page = number_in(request, "page")
    proof = proof_of(viewer_of(request), setup, student, as_pictures=page is not None)
    if proof is None:
        raise Http404
    if proof.fault:
        return _no_proof(request, setup, proof.fault, is_picture=page is not None)
    if page is None:
        return attached(f"{proof.title}.pdf", "application/pdf", proof.pdf)
    if (found := proof.page(page)) is None:
        raise Http404
    return HttpResponse(found, content_type="image/png")


def _no_proof(request: HttpRequest, setup: Any, fault: Any, *, is_picture: bool) -> HttpResponse:
    """Why there is no proof; in the place of its picture, that it is to be opened to read why."""
    context = {
        "preview": fault,
        "template": setup.template,
        "is_district": "district" in viewer_of(request).roles,
        "back": request.path.partition("students/")[0],
    }
    name, kind = (
        ("_card_no_proof.html", "image/svg+xml") if is_picture else ("card_proof.html", None)
    )
    return render(request, f"documents/{name}", context, content_type=kind, status=400)


@audience(*OFFICE)
@form_page
def card_print(request: HttpRequest, release: int) -> HttpResponse | FileResponse:
    """What is to be printed: a school in mailing order, a class, one child.

    A few copies are made at once; more of them by a worker, and saved from here.
    """
    viewer, found = viewer_of(request), _release(request, release)
    what, number = request.GET.get("what", ""), number_in(request, "number") or 0
    room, one = (number if what == each else None for each in ("class", "student"))
    if run := printing.being_made_of(found, number_in(request, "run")):
        return _looked_at(request, found, run, room)
    copies = printing.copies_of(viewer, found, room, one)
    if what and not copies:
        return _not_printed(request, found, one)
    if what in ("class", "student") and len(copies) <= printing.AT_ONCE:
        return _saved(found, printing.merged(viewer, found, copies))
    return _by_a_worker(request, found, copies, room)


def _not_printed(request: HttpRequest, found: Any, student: int | None) -> HttpResponse:
    """To where it says that a card, or all of them, were taken back. Raises Http404."""
    if found.state == "withdrawn":
        return redirect("card-release", found.pk)
    if student and queries.editions_of(viewer_of(request), found.pk, student):
        return redirect("card-student", found.pk, student)
    raise Http404


def _looked_at(request: HttpRequest, found: Any, run: Any, room: int | None) -> HttpResponse:
    """How far a worker is, for the page that asks every few seconds: no card is read for it."""
    context = pages.of_run(found, room, run.copies) | printed(run, run.part)
    return render(request, "documents/_card_print_run.html", context)


def _by_a_worker(
    request: HttpRequest, found: Any, copies: Any, room: int | None
) -> HttpResponse | FileResponse:
    """The page of a print run: to ask for it, see how far it is, save it."""
    viewer, here = viewer_of(request), request.get_full_path()
    work = printing.work_of(found, copies, f"class {room}" if room else "school")
    if request.method == "POST" and copies:
        ask(viewer, work, district_of(request).id)
        return redirect(here)
    run = run_of(work)
    if "save" in request.GET and run and run.parts:
        return download(run, _name_of(found))
    classes = [] if room else printing.classes_of(viewer, found)
    context = pages.of_printing(found, copies, classes, room) | printed(run, work.part)
    return render(request, "documents/card_print.html", context)


def _name_of(found: Any) -> str:
    return f"{found.template.name}, {found.term.name}.pdf"


def _saved(found: Any, content: bytes) -> HttpResponse:
    return attached(_name_of(found), "application/pdf", content)


def _release(request: HttpRequest, number: int) -> Any:
    found = queries.release_of(viewer_of(request), number)
    if found is None:
        raise Http404
    return found
