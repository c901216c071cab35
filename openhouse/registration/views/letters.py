"""What the district adds to the letters about registration."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openhouse.access.audience import audience
from openhouse.access.requests import district_of, viewer_of
from openhouse.common.methods import form_page
from openhouse.registration import letter_pages
from openhouse.registration.forms_made.queries import languages_of_forms
from openhouse.registration.own_words import Kind


@audience("district")
@require_safe
def registration_letters(request: HttpRequest) -> HttpResponse:
    """Each kind of letter."""
    return render(request, "registration/registration_letters.html", letter_pages.letters_page())


@audience("district")
@form_page
def registration_letter(request: HttpRequest, kind: str) -> HttpResponse:
    """The paragraph of one kind in each language, and the letter as it would be sent."""
    if kind not in Kind:
        raise Http404
    languages = languages_of_forms(district_of(request).id)
    form = letter_pages.form_of(kind, languages, request.POST or None)
    if form.is_valid() and "preview" not in request.POST:
        letter_pages.keep_words(kind, form, viewer_of(request).person_id)
        messages.success(request, _("Saved."))
        return redirect("registration-letter", kind)
    context = letter_pages.letter_page(kind, form)
    status = 400 if form.errors else 200
    return render(request, "registration/registration_letter.html", context, status=status)
