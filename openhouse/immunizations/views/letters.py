"""The nurse's letters to the homes of those on her list: asked for, made by a worker, saved."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.audience import audience
from openhouse.access.requests import date_in, district_of, viewer_of
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.methods import form_page
from openhouse.immunizations import lists, mailing
from openhouse.immunizations.actions import ask_letters
from openhouse.immunizations.standings import Found, Stands
from openhouse.immunizations.views.desk import asked_of, filter_of, not_yet, standings_for
from openhouse.immunizations.views.nursing import NURSES
from openhouse.papers.pieces import download
from openhouse.papers.runs import Work, context, run_of
from openhouse.people.homes import Home
from openhouse.people.words import grade_words


@audience(*NURSES)
@form_page
def nurse_letters(request: HttpRequest) -> HttpResponse | FileResponse:
    """One PDF in mailing order for the students of the desk's list, and who has no address."""
    asked = asked_of(request)
    found = standings_for(request, asked)
    if found.waiting:
        return not_yet(request, asked)
    work, said = _work(asked, found, _excluded_on(request))
    if request.method == "POST" and work and work.copies:
        ask_letters(viewer_of(request), work, district_of(request).id, said["about"])
        return redirect(said["here"])
    run = run_of(work) if work else None
    if "save" in request.GET and run and run.parts:
        return download(run, _("Letters from the nurse") + ".pdf")
    more = context(run, work.part if work else "")
    return render(request, "immunizations/nurse_letters.html", asked | said | more)


def _excluded_on(request: HttpRequest) -> date | None:
    """From when on they stay at home; a day that is not to come says nothing."""
    on = date_in(request, "on")
    return on if on and on > clock.today() else None


def _work(
    asked: dict[str, Any], found: Found, off: date | None
) -> tuple[Work | None, dict[str, Any]]:
    """What is to be printed, and what the page says of it."""
    lacking = lists.lacking(found.stands, asked["grade"], asked["vaccine"])
    stands = [each for each, _lines in lacking]
    homes = mailing.homes_nursed([each.student for each in stands], clock.today())
    work = None
    if asked["school"] is not None:
        part = mailing.part_of(asked["grade"], asked["vaccine"], off)
        work = mailing.work_of(asked["school"], part, stands, homes, clock.today())
    here = f"{address('nurse-letters')}?{filter_of(asked)}&on={off or ''}"
    return work, {
        "here": here,
        "file_url": f"{here}&save=1",
        "off": off.isoformat() if off else "",
        "first": clock.today().isoformat(),
        "back": f"{address('nurse-desk')}?{filter_of(asked)}",
        "copies": work.copies if work else 0,
        "label": _label(work.copies if work else 0),
        "homeless": _homeless(stands, homes),
        "about": _about(asked),
    }


def _label(many: int) -> str:
    return ngettext("%(many)s letter", "%(many)s letters", many) % {"many": many}


def _homeless(
    stands: Sequence[Stands], homes: Mapping[int, list[Home]]
) -> list[tuple[str, str, str]]:
    """Who has no home that gets mail and has an address: name, grade, her page."""
    return [
        (each.name, grade_words(each.grade), address("nurse-student", each.student))
        for each in stands
        if each.student not in homes
    ]


def _about(asked: dict[str, Any]) -> str:
    """ "Openfield High School · 8th grade · Tdap": the filter in words."""
    parts = (asked["schools"], asked["grades"], asked["vaccines"])
    return " · ".join(name for part in parts for _key, name, is_on in part if is_on)
