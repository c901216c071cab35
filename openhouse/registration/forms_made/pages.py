"""What the pages on which a form is made show."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import day_words
from openhouse.messages.wording import language_name
from openhouse.registration.forms_made import queries
from openhouse.registration.forms_made.actions import problems_of
from openhouse.registration.forms_made.problem_words import place_words, problem_words
from openhouse.registration.forms_made.words import DESKS, KINDS, LEVELS, PERS, condition_words
from openhouse.registration.models import FormVersion
from openhouse.registration.queries import newest_version
from openhouse.registration.rules.changes import asked_for_more, differences
from openhouse.registration.rules.checking import untranslated
from openhouse.registration.rules.editing import print_of, stands
from openhouse.registration.rules.form import Desk, Kind, Per, read, said_in
from openhouse.registration.rules.problem import Code, Problem


def list_page() -> dict[str, Any]:
    """All versions, those of one purpose together."""
    found = queries.versions()
    return {"purposes": [_purpose(purpose, found) for purpose in FormVersion.Purpose]}


def _purpose(purpose: FormVersion.Purpose, found: list[FormVersion]) -> dict[str, Any]:
    mine = [each for each in found if each.purpose == purpose]
    published = [each.number for each in mine if each.published_at]
    return {
        "value": purpose.value,
        "words": purpose.label,
        "versions": [_version(each, max(published, default=0)) for each in mine],
        "has_draft": len(published) < len(mine),
    }


def _version(version: FormVersion, newest: int) -> dict[str, Any]:
    day = day_words((version.published_at or version.changed_at).date())
    words = {"day": day, "name": version.published_by}
    if version.published_at is None:
        small, tag, kind = _("Changed last on %(day)s") % words, _("Draft"), "warn"
    else:
        published = _("Published on %(day)s by %(name)s")
        small = (published if version.published_by else _("Published on %(day)s")) % words
        current = version.number == newest
        tag, kind = (_("Families fill it in"), "good") if current else (_("Earlier"), "neutral")
    title = _("Version %(number)s") % {"number": version.number}
    url = reverse("registration-form", args=[version.pk])
    return {"title": title, "small": small, "tag": tag, "kind": kind, "url": url}


def title_of(version: FormVersion) -> str:
    """ "Registration for a school year, version 2"."""
    words = {"purpose": version.get_purpose_display(), "number": version.number}
    return _("%(purpose)s, version %(number)s") % words


def version_page(version: FormVersion, language: str) -> dict[str, Any]:
    """A version, with what is wrong with it where it is a draft."""
    draft = version.published_at is None
    found = problems_of(version) if draft else []
    wrong = {each.question: problem_words(each) for each in reversed(found)}
    return {
        "version": version,
        "title": title_of(version),
        "draft": draft,
        "wrong": len(found),
        "seen": print_of(version.definition),
        "sections": [
            _section(version, section, language, wrong)
            for section in version.definition["sections"]
        ],
    }


def _section(
    version: FormVersion, section: Mapping[str, Any], language: str, wrong: Mapping[str, str]
) -> dict[str, Any]:
    about = [str(PERS[Per(section["per"])]), str(DESKS[Desk(section.get("desk") or "office")])]
    about += [str(LEVELS[each]) for each in section.get("levels") or ()]
    if section.get("least"):
        many = section["least"]
        least = ngettext("%(many)s at least", "%(many)s at least", many)
        about.append(least % {"many": many})
    return {
        "key": section["key"],
        "stands": stands(version.definition, section["key"], section=True),
        "title": said_in(section["title"], language),
        "small": " · ".join(about),
        "questions": [
            _question(version, section["per"], question, language, wrong)
            for question in section["questions"]
        ],
    }


def _question(
    version: FormVersion,
    per: Per,
    question: Mapping[str, Any],
    language: str,
    wrong: Mapping[str, str],
) -> dict[str, Any]:
    small = [str(KINDS[Kind(question["kind"])][0])]
    small += [str(LEVELS[each]) for each in question.get("levels") or ()]
    if question.get("renew"):
        small.append(_("each year anew"))
    if question.get("proof"):
        small.append(_("must be seen"))
    return {
        "key": question["key"],
        "stands": stands(version.definition, question["key"], section=False),
        "label": said_in(question["label"], language),
        "required": question.get("required"),
        "small": " · ".join(small),
        "shown": condition_words(question.get("shown"), version.definition, per, language),
        "must": condition_words(question.get("required"), version.definition, per, language),
        "wrong": wrong.get(question["key"], ""),
    }


def publish_page(version: FormVersion, language: str, languages: list[str]) -> dict[str, Any]:
    """What is wrong with a draft, what it changes, and what it asks for more."""
    found = problems_of(version)
    lacks = {code: untranslated(version.definition, code) for code in languages if code != "en"}
    before = newest_version(version.purpose)
    return {
        "version": version,
        "title": title_of(version),
        "seen": print_of(version.definition),
        "problems": [_problem(version, each, language) for each in found],
        "lacks": [
            (language_name(code), len(found), _places(version, found, language))
            for code, found in lacks.items()
            if found
        ],
        "changes": differences(before.definition, version.definition) if before else None,
        "more": _more(before, version, language) if before and not found else [],
    }


def _places(
    version: FormVersion, found: Iterable[tuple[str, str]], language: str
) -> list[tuple[str, str]]:
    """The sections and questions that lack words, each once, with the page of each."""
    there = [Problem(Code.NO_LABEL, *place) for place in dict.fromkeys(found)]
    return [
        (place_words(each, version.definition, language), _where(version, each)) for each in there
    ]


def _problem(version: FormVersion, problem: Problem, language: str) -> tuple[str, str, str]:
    """Where it is, what it is, and the page on which it is put right."""
    place = place_words(problem, version.definition, language)
    return place, problem_words(problem), _where(version, problem)


def _more(before: FormVersion, version: FormVersion, language: str) -> list[tuple[str, str]]:
    """The questions that must be answered and were not before, with their sections."""
    found = asked_for_more(read(before.definition), read(version.definition))
    return [
        (said_in(question.label, language), said_in(section.title, language))
        for section, question in found
    ]


def _where(version: FormVersion, problem: Problem) -> str:
    if problem.question:
        return reverse("registration-question", args=[version.pk, problem.question])
    if problem.section:
        return reverse("registration-section", args=[version.pk, problem.section])
    return reverse("registration-form", args=[version.pk])
