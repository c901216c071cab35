"""How a section computes its marks; and its missing work."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openhouse.access.audience import audience
from openhouse.access.teaching import section_or_404
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.grades.gradebook import categories
from openhouse.grades.gradebook import options as kept
from openhouse.grades.gradebook import options_pages as pages
from openhouse.grades.gradebook.defaults import offered_categories
from openhouse.grades.views.gradebook import book_for


@audience("teacher")
@require_http_methods(["GET", "HEAD", "POST"])
def gradebook_options(request: HttpRequest, section: int) -> HttpResponse:
    """Categories and the calculation, tried on the class before they are kept."""
    viewer, found = section_or_404(request, section)
    book, own, said = book_for(request, found), kept.own_categories(found.id), request.POST
    scheme = replace(book.scheme, categories=book.scheme.categories or offered_categories(found.id))
    options = kept.Options(scheme, *kept.chosen_in(found.id))
    if request.method == "POST":
        options = kept.read_options(said, book.scheme, own)
    if "keep" in said and not options.faults:
        kept.keep_options(viewer, found.id, options)
        messages.success(request, _("Kept. The marks are computed this way now."))
        return redirect("gradebook", found.id)
    context = pages.options_page(found, book, options, own, clock.today())
    context |= {"scales": kept.scales(), "looked": bool(said) and not options.faults}
    status = 400 if options.faults else 200
    return render(request, "grades/gradebook_options.html", context, status=status)


@audience("teacher")
@require_http_methods(["GET", "HEAD", "POST"])
def category_remove(request: HttpRequest, section: int, category: int) -> HttpResponse:
    """Take a category away, and say where its work goes; what would change is shown first."""
    viewer, found = section_or_404(request, section)
    leaving = categories.leaving_in(found.id, category)
    if leaving is None:
        raise Http404
    form = categories.LeavingForm(request.POST or None, leaving=leaving)
    good = request.method == "POST" and form.is_valid()
    if good and "remove" in request.POST:
        return _remove(request, viewer, found.id, leaving, form.cleaned_data["to"])
    context = {"section": found, "leaving": leaving, "form": form, "looked": good}
    if good:
        book, to = book_for(request, found), form.cleaned_data["to"]
        context["changes"] = categories.changes_without(book, leaving, to, clock.today())
    status = 400 if form.errors else 200
    return render(request, "grades/category_remove.html", context, status=status)


def _remove(
    request: HttpRequest, viewer: Viewer, section: int, leaving: categories.Leaving, to: int | None
) -> HttpResponse:
    if categories.remove_category(viewer, section, leaving, to):
        messages.success(request, _("The category is gone."))
    else:
        messages.error(request, _("Other classes use this category, so it stays."))
    return redirect("gradebook-options", section)


@audience("teacher")
@require_safe
def gradebook_missing(request: HttpRequest, section: int) -> HttpResponse:
    """Who lacks which work."""
    _viewer, found = section_or_404(request, section)
    context = pages.missing_page(found, book_for(request, found), clock.today())
    return render(request, "grades/gradebook_missing.html", context)
