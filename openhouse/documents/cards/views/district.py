"""Templates of report cards and the comments that teachers choose: the district's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openhouse.access.audience import audience
from openhouse.access.requests import viewer_of
from openhouse.common.methods import form_page
from openhouse.common.text import reader_language
from openhouse.documents.cards import queries
from openhouse.documents.cards.forms import CannedForm, TemplateForm
from openhouse.documents.cards.previews import Preview, columns_for, preview_of
from openhouse.documents.cards.templates import fresh, keep_template
from openhouse.grades.comments import canned, forget_canned


@audience("district")
@form_page
def card_templates(request: HttpRequest) -> HttpResponse:
    """All templates, and the list of comments."""
    form = CannedForm(request.POST or None)
    if request.method == "POST":
        if request.POST.get("forget"):
            forget_canned(request.POST["forget"])
            return redirect("card-templates")
        if form.is_valid():
            form.save()
            return redirect("card-templates")
    context = {"templates": queries.templates(), "form": form, "comments": canned()}
    return render(request, "documents/card_templates.html", context)


@audience("district")
@form_page
def card_template(request: HttpRequest, number: int) -> HttpResponse:
    """One template with its preview; 0 is a new one."""
    form = _form(request, number)
    preview = None
    if request.method == "POST" and form.is_valid():
        draft, keeps = form.draft(), request.POST.get("step") != "preview"
        preview = _both(draft, waits=keeps)
        if keeps:
            if not preview.wrong:
                kept = keep_template(draft, viewer_of(request).person_id)
                messages.success(request, _("Saved."))
                return redirect("card-template", kept)
            form.refuse(preview)
    context = {"form": form, "preview": preview, "number": number}
    status = 400 if form.errors else 200
    return render(request, "documents/card_template.html", context, status=status)


@audience("district")
@require_POST
def card_preview(request: HttpRequest, number: int) -> HttpResponse:
    """The preview alone, while the template is being changed."""
    form = _form(request, number)
    if form.is_valid():
        preview = preview_of(form.draft(), reader_language())
    else:
        preview = Preview(
            wrong=_("Something is missing or wrong in the form."), hints=form.faults()
        )
    return render(request, "documents/_card_preview.html", {"preview": preview})


def _both(draft: Any, *, waits: bool) -> Preview:
    """The preview in the reader's language; where another does not compile, that one."""
    mine = reader_language()
    found = preview_of(draft, mine, waits=waits)
    for language in draft.languages:
        if not found.wrong and language != mine:
            other = preview_of(draft, language, waits=waits)
            found = other if other.wrong else found
    return found


def _form(request: HttpRequest, number: int) -> TemplateForm:
    template = fresh() if number == 0 else queries.templates().filter(pk=number).first()
    if template is None:
        raise Http404
    level = request.POST.get("level") or template.level
    return TemplateForm(columns_for(level), request.POST or None, instance=template)
