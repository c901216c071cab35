"""The district makes the form that families fill in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common import clock
from openhouse.common.methods import form_page
from openhouse.common.rows import LARGEST_ID
from openhouse.common.text import reader_language
from openhouse.registration.forms_made import actions, pages, queries, sending
from openhouse.registration.forms_made.preview import preview_page


def _version(number: int) -> Any:
    found = queries.version_at(min(number, LARGEST_ID))
    if found is None:
        raise Http404
    return found


def _languages(request: HttpRequest) -> list[str]:
    return queries.languages_of_forms(district_of(request).id)


@audience("district")
@require_safe
def registration_forms(request: HttpRequest) -> HttpResponse:
    """All versions of the forms."""
    return render(request, "registration/registration_forms.html", pages.list_page())


@audience("district")
@require_POST
def registration_form_begin(request: HttpRequest) -> HttpResponse:
    """A draft: of the newest version, of the one that is named, or of what is shipped."""
    draft = sending.begun(request.POST, clock.now())
    if draft is None:
        raise Http404
    return redirect("registration-form", draft.pk)


@audience("district")
@require_safe
def registration_form(request: HttpRequest, number: int) -> HttpResponse:
    """One version: a draft to be changed, a published one to be read."""
    context = pages.version_page(_version(number), reader_language())
    return render(request, "registration/registration_form.html", context)


@audience("district")
@form_page
def registration_section(request: HttpRequest, number: int, key: str = "") -> HttpResponse:
    """A section, or a new one."""
    version, languages = _version(number), _languages(request)
    edit = sending.section_edit(version, key, languages, request.POST or None)
    return _edited(request, version, edit, "registration/registration_section.html")


@audience("district")
@form_page
def registration_question(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """A question."""
    version, languages = _version(number), _languages(request)
    edit = sending.question_edit(version, key, languages, request.POST or None)
    return _edited(request, version, edit, "registration/registration_question.html")


@audience("district")
@form_page
def registration_question_new(request: HttpRequest, number: int, section: str) -> HttpResponse:
    """What kind of question, then the question."""
    version, kind = _version(number), request.GET.get("kind", "")
    page = sending.kinds_page(version, section)
    if page is None:
        return _gone(request, version)
    if kind not in sending.KINDS:
        return render(request, "registration/registration_kinds.html", page)
    edit = sending.new_question_edit(
        version, section, kind, _languages(request), request.POST or None
    )
    return _edited(request, version, edit, "registration/registration_question.html")


def _edited(request: HttpRequest, version: Any, edit: Any, template: str) -> HttpResponse:
    """The page of a section or question; sent and good, it is kept and the form shown again."""
    if edit is None or version.published_at is not None:
        return _gone(request, version)
    if "remove" in request.POST and edit.keep_without(clock.now()):
        messages.success(request, _("Removed."))
        return redirect("registration-form", version.pk)
    if edit.is_good and edit.keep(clock.now()):
        messages.success(request, _("Saved."))
        return redirect(reverse("registration-form", args=[version.pk]) + edit.anchor)
    return render(request, template, edit.context, status=edit.status)


def _gone(request: HttpRequest, version: Any) -> HttpResponse:
    """What she opened or sent is not in a draft any more. Raises Http404 for what never was."""
    if request.method != "POST" and version.published_at is None:
        raise Http404
    words = _("Somebody else has removed this, or published the form. Nothing was changed.")
    messages.warning(request, words)
    return redirect("registration-form", version.pk)


@audience("district")
@require_POST
def registration_form_move(request: HttpRequest, number: int) -> HttpResponse:
    """A section or question one place up or down."""
    version = _version(number)
    went, anchor = sending.moved(version, request.POST, clock.now())
    if went == "gone":
        messages.warning(request, _("It is not there any more, or it stands at the end already."))
    elif went:
        messages.warning(request, _("Somebody else has moved this meanwhile. Here it stands now."))
    return redirect(reverse("registration-form", args=[version.pk]) + anchor)


@audience("district")
@require_safe
def registration_form_preview(request: HttpRequest, number: int) -> HttpResponse:
    """The form as a family sees it."""
    languages = _languages(request)
    language = request.GET.get("language", reader_language())
    level = request.GET.get("level", "")
    context = preview_page(
        _version(number),
        language if language in languages else "en",
        level if level in sending.LEVELS else "",
        languages,
        clock.today(),
    )
    return render(request, "registration/registration_form_preview.html", context)


@audience("district")
@form_page
def registration_form_publish(request: HttpRequest, number: int) -> HttpResponse:
    """What is wrong, and what changes; sent, families begin with it from now on."""
    version = _version(number)
    if version.published_at is not None:
        return _too_late(request, version)
    if request.method == "POST":
        return _publish(request, version)
    context = pages.publish_page(version, reader_language(), _languages(request))
    return render(request, "registration/registration_form_publish.html", context)


def _publish(request: HttpRequest, version: Any) -> HttpResponse:
    seen, by = request.POST.get("seen", ""), viewer_of(request).person_id
    try:
        if "discard" in request.POST:
            actions.throw_away(version.pk, seen, by)
            messages.success(request, _("The draft was thrown away."))
            return redirect("registration-forms")
        actions.publish(version.pk, seen, by, clock.now())
    except actions.Overtaken:
        return _too_late(request, _version(version.pk))
    except actions.NotReady:
        return redirect("registration-form-publish", version.pk)
    messages.success(request, _("Published. Families who begin from now on fill in this form."))
    return redirect("registration-forms")


def _too_late(request: HttpRequest, version: Any) -> HttpResponse:
    """Somebody else was first: nothing is done, and she sees what there is now."""
    if version.published_at is not None:
        messages.warning(request, _("This version was published already. Nothing was changed."))
        return redirect("registration-form", version.pk)
    words = _("Somebody else has changed the form since you looked. Look again, then publish.")
    messages.warning(request, words)
    return redirect("registration-form-publish", version.pk)
