"""What the family's pages show, in the words of its reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words, names_words, reader_language
from openhouse.registration.family.files import names_of_files
from openhouse.registration.family.moving import Page, next_to_do, pages_of, to_confirm
from openhouse.registration.models import Application
from openhouse.registration.queries import (
    form_of,
    form_with,
    newest_number,
    newest_version,
    version_said,
)
from openhouse.registration.rules.changes import asked_for_more
from openhouse.registration.rules.form import Kind, Per, said_in
from openhouse.registration.rules.progress import Asked, State
from openhouse.registration.rules.years import year_words
from openhouse.registration.standing.state import Standing
from openhouse.registration.words import shown


def title_of(application: Application) -> str:
    """ "Registration 2027-28"."""
    if application.window is None:
        return _("A change for your records")
    return _("Registration %(year)s") % {"year": year_words(application.window.ends_in)}


def url_of(standing: Standing, page: Page) -> str:
    """The address of a page of the form."""
    return address(f"{standing.filler.side}-page", standing.application.pk, page.part.pk) + (
        f"?section={page.section.key}"
    )


def way_to(standing: Standing, page: Page) -> str:
    """The address where one goes on: first all that is only to be looked at again, of somebody."""
    if standing.filler.person and to_confirm(standing, page.part):
        return address("registration-page", standing.application.pk, page.part.pk)
    return url_of(standing, page)


@dataclass(frozen=True, slots=True)
class Line:
    """A page in a list: what is in it, how it stands."""

    title: str
    url: str
    tag: str
    kind: str
    icon: str


def line_of(standing: Standing, page: Page) -> Line:
    """A page of the form as the overview lists it."""
    tag, kind, icon = _tag(page)
    if page.stands.state != State.TO_DO and any(
        one.follows for one in standing.asked(page.section, page.part)
    ):
        tag, kind, icon = _("A paper can follow"), "info", ""
    title = said_in(page.section.title, reader_language())
    return Line(title, url_of(standing, page), tag, kind, icon)


def _tag(page: Page) -> tuple[str, str, str]:
    if page.stands.state == State.TO_DO:
        return left_words(page.stands.left), "warn", ""
    if page.stands.state == State.DONE:
        return _("Done"), "good", "check"
    return _("As we know it"), "neutral", ""


def overview(standing: Standing) -> dict[str, Any]:
    """The page of an application that is not sent yet."""
    pages = list(pages_of(standing))
    whole = standing.progress.whole
    first = next_to_do(standing)
    side, number = standing.filler.side, standing.application.pk
    return {
        "title": title_of(standing.application),
        "groups": [_group_of(standing, pages, kind)
                   for kind in dict.fromkeys(one.per for one in standing.form.sections)],
        "lacks": [
            {"title": said_in(lack.section.title, reader_language()), "kind": str(lack.section.per)}
            for lack in standing.progress.lacks
        ],
        "done": whole.needed - whole.left,
        "needed": whole.needed,
        "left": whole.left,
        "following": following(standing),
        "next_url": way_to(standing, first) if first else "",
        "review_url": address(f"{side}-review", number),
        "add_url": address(f"{side}-add", number),
        "newer": _asked_since(standing),
    }  # fmt: skip


def following(standing: Standing) -> list[str]:
    """The papers that the school must see and that can still come after it was sent."""
    found = []
    for one in standing.progress.following:
        label = said_in(one.question.label, reader_language())
        part = standing.part(one.part.id)
        if part is None or one.section.per == Per.HOUSEHOLD:
            found.append(label)
        else:
            words = {"paper": label, "name": standing.called(part)}
            found.append(_("%(paper)s: %(name)s") % words)
    return found


def _group_of(standing: Standing, pages: Iterable[Page], kind: str) -> dict[str, Any]:
    """The home, the adults, the contacts or the children: each with her pages."""
    people = []
    for part in standing.of(kind):
        lines = [line_of(standing, one) for one in pages if one.part.pk == part.pk]
        stands = standing.progress.of_part(part.pk)
        if lines:
            people.append({
                "name": "" if kind == Per.HOUSEHOLD else standing.called(part),
                "lines": lines,
                "left": left_words(stands.left),
                "open": stands.left > 0,
            })  # fmt: skip
    return {"title": _group(kind), "kind": kind, "people": people,
            "may_add": kind != Per.HOUSEHOLD}  # fmt: skip


def left_words(left: int) -> str:
    """ "3 answers to give"; "" for none."""
    words = ngettext("%(n)s answer to give", "%(n)s answers to give", left) % {"n": left}
    return words if left else ""


def _asked_since(standing: Standing) -> list[str]:
    """The questions that must be answered in a newer form, and that this one does not ask."""
    version = standing.application.version_id
    purpose, number = version_said(version)
    newest = newest_version(purpose) if newest_number(purpose) > number else None
    if newest is None:
        return []
    found = asked_for_more(form_with(version), form_of(newest))
    return [said_in(question.label, reader_language()) for _section, question in found]


def _group(kind: str) -> str:
    return {
        Per.HOUSEHOLD: _("Your home"),
        Per.GUARDIAN: _("Parents and guardians"),
        Per.CONTACT: _("Emergency contacts"),
        Per.STUDENT: _("Children"),
    }[Per(kind)]


def answers_of(standing: Standing, asked: Iterable[Asked]) -> list[tuple[str, str, str, bool]]:
    """Questions with what stands there now and stood before: (asked, now, before, changed).

    What is neither answered nor known is left out.
    """
    asked = list(asked)
    names = _names(standing, asked)
    lines = []
    for one in asked:
        before = standing.records.get(one.part.id, {}).get(one.question.key)
        value = one.part.values.get(one.question.key)
        now = shown(one.question, value, reader_language(), names)
        was = shown(one.question, before, reader_language(), names)
        if now or was:
            changed = one.touched and now != was and _is_on_file(one, was)
            label = said_in(one.question.label, reader_language())
            lines.append((label, now or "–", was, changed))
    return lines


def _is_on_file(one: Asked, was: str) -> bool:
    """If an answer differs from something: what the school never kept is answered, not changed."""
    return bool(was or one.question.fills) and one.question.kind != Kind.STATEMENT


def _names(standing: Standing, asked: list[Asked]) -> dict[tuple[str, str], str]:
    values = [
        one.part.values.get(one.question.key) for one in asked if one.question.kind == Kind.FILE
    ]
    schools = {("school", str(number)): name for number, name in standing.offers.schools}
    adults = {("part", str(part.pk)): standing.called(part) for part in standing.of("guardian")}
    return schools | adults | names_of_files(standing.filler.reader, values)


def review(standing: Standing) -> dict[str, Any]:
    """What the family changes or adds, beside what the school knew, before it is signed; all else
    folded away, once for each person and once for the home."""
    groups, before = [], dict[int, tuple[str, list[Any]]]()
    for page in pages_of(standing):
        lines = answers_of(standing, standing.asked(page.section, page.part))
        told = [line for line in lines if line[3] or line[1] not in ("–", line[2])]
        same = [line for line in lines if line not in told]
        of_home = page.section.per == Per.HOUSEHOLD
        if told:
            who = "" if of_home else standing.called(page.part)
            groups.append((line_of(standing, page), who, told))
        if same:
            who = _("Your home") if of_home else standing.called(page.part)
            found = before.setdefault(page.part.pk, (who, []))
            found[1].append((line_of(standing, page), same))
    return {
        "standing": standing,
        "title": title_of(standing.application),
        "groups": groups,
        "before": list(before.values()),
        # of who is new, and of what is no field of the records, nothing stood there before
        "plain": {line.url for line, _who, lines in groups
                  if not any(was for _asked, _now, was, _changed in lines)},
        "left": standing.progress.whole.left,
        "following": following(standing),
        "statement": statement_of(standing),
    }  # fmt: skip


def statement_of(standing: Standing) -> str:
    """What the family signs as it sends."""
    names = [standing.called(part) for part in standing.of("student")]
    return _(
        "I am a parent or guardian of %(names)s. What I have written here is true and complete as"
        " far as I know. My typed name counts as my signature."
    ) % {"names": names_words(names)}


def window_words(closes_on: date, late_until: date | None, today: date) -> str:
    """Until when it is open."""
    if today > closes_on:
        return _("The last day was %(day)s. Until %(late)s the school still takes it, as late.") % {
            "day": day_words(closes_on), "late": day_words(late_until or today),
        }  # fmt: skip
    return _("Open until %(day)s.") % {"day": day_words(closes_on)}
