"""One page of questions, and what its script is told of what was kept."""

from base64 import b64encode
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.fields import focused
from openhouse.common.text import reader_language
from openhouse.registration.family import pages
from openhouse.registration.family.files import files_of
from openhouse.registration.family.people import may_leave
from openhouse.registration.family.sheets import Sheet, is_hers_alone
from openhouse.registration.family.taking_out import is_hers
from openhouse.registration.models import Part
from openhouse.registration.rules.form import Kind, Per, Section, said_in
from openhouse.registration.standing.state import Standing

#: What a button that takes a file out says, before the file's id.
OUT = "out-"


def siblings(standing: Standing, section: Section, part: Part) -> list[Part]:
    """The other children whom *section* is asked about too."""
    if part.kind != Per.STUDENT:
        return []
    return [one for one in standing.of(Per.STUDENT)
            if one.pk != part.pk and standing.asked(section, one)]  # fmt: skip


def may_be_same(section: Section) -> bool:
    """If something that one child's page says may hold for all."""
    if is_hers_alone(section):
        return any(question.kind == Kind.STATEMENT for question in section.questions)
    return not any(
        question.fills.startswith("person.") or question.kind in (Kind.SCHOOL, Kind.GRADE)
        for question in section.questions
    )


def initials_of(standing: Standing) -> str:
    """Those with which she has agreed to something in this application before; "" for none."""
    mine = [
        (one.at, one.value["initials"])
        for said in standing.answers.values()
        for one in said.values()
        if one.person == standing.filler.person and isinstance(one.value, dict)
        and one.value.get("initials")
    ]  # fmt: skip
    return max(mine)[1] if mine else ""


def kept_as(sheet: Sheet) -> str:
    """Under which name her browser keeps what is not sent yet, and the key that locks it (base64).

    Both are made of who fills in which page, and of the server's secret: who signs in on the same
    device after her is shown another name and another key.
    """
    filler, part = sheet.standing.filler, sheet.part
    page = f"{filler.side}:{filler.person}:{part.application_id}:{part.pk}:{sheet.section.key}"
    made = salted_hmac("openhouse.registration.unsent", page, algorithm="sha512").digest()
    return f"{made[:16].hex()} {b64encode(made[32:]).decode()}"


def _signed_out(side: str) -> str:
    if side == "register":
        return _(
            "Please open the link in our e-mail again, in another tab; what you typed waits here."
        )
    return _("You are signed out. Sign in again in another tab; what you typed waits here.")


def of(sheet: Sheet) -> dict[str, Any]:
    """The page of *sheet*."""
    standing, section, part = sheet.standing, sheet.section, sheet.part
    side, number = standing.filler.side, standing.application.pk
    others = siblings(standing, section, part)
    at_ease = not any(one.open for one in sheet.asked)
    return {
        "title": said_in(section.title, reader_language()),
        "help": said_in(section.help, reader_language()),
        "who": "" if part.kind == Per.HOUSEHOLD else standing.called(part),
        "application_title": pages.title_of(standing.application),
        "form": focused(sheet.form),
        "asked": sheet.asked,
        "questions": [(sheet.form[one.question.key], _files(sheet, one)) for one in sheet.asked],
        "showed": sheet.showed,
        "save_url": address(f"{side}-save", number, part.pk) + f"?section={section.key}",
        "kept_as": kept_as(sheet),
        "signed_out": _signed_out(side),
        "remove_url": address(f"{side}-remove", number, part.pk),
        "may_remove": may_leave(standing, part),
        "of_child": part.kind == Per.STUDENT,
        "may_be_unchanged": at_ease
        and not all(one.touched or one.follows for one in sheet.asked),
        "same_for": [standing.called(one) for one in others]
        if may_be_same(section) else [],
        "same_agreed": is_hers_alone(section),
        "initials": initials_of(standing),
        "left": standing.progress.whole.left,
        "done": standing.progress.whole.needed - standing.progress.whole.left,
        "needed": standing.progress.whole.needed,
    }  # fmt: skip


def left_words(standing: Standing, section: Section, part: Part) -> str:
    """What a page that was left is still without: its question, or how many; "" for nothing."""
    language = reader_language()
    title = said_in(section.title, language)
    if part.kind != Per.HOUSEHOLD:
        title = f"{title}, {standing.called(part)}"
    left = [one.question for one in standing.asked(section, part) if one.missing]
    if len(left) == 1:
        words = {"page": title, "question": said_in(left[0].label, language)}
        return _("Kept. One answer is still missing (%(page)s): %(question)s") % words
    words = {"page": title, "number": str(len(left))}
    return _("Kept. %(number)s answers are still missing (%(page)s).") % words if left else ""


def _files(sheet: Sheet, one: Any) -> list[tuple[str, str, str]]:
    """The files that are there for a question: name, address, and what takes it out; "" where
    another has sent it."""
    if one.question.kind != Kind.FILE:
        return []
    standing = sheet.standing
    numbers = one.part.values.get(one.question.key) or []
    name = f"{standing.filler.side}-file"
    return [(each.name, address(name, standing.application.pk, each.pk),
             f"{OUT}{each.pk}" if is_hers(standing, each) else "")
            for each in files_of(standing.filler.reader, numbers)]  # fmt: skip


def kept(sheet: Sheet) -> dict[str, Any]:
    """What the script is told: what the page shows now, what is wrong, how much is left.

    "anew": other questions are asked now, or a file came.
    """
    standing, section, part = sheet.standing, sheet.section, sheet.part
    now = [one.question.key for one in standing.asked(section, part)]
    files = any(one.question.kind == Kind.FILE and one.question.key in sheet.kept
                for one in sheet.asked)  # fmt: skip
    whole = standing.progress.whole
    return {
        "kept": [key for key, one in sheet.kept.items() if one.other is None],
        # of what is wrong, what is kept nowhere
        "lost": [sheet.form[key].auto_id for key in sheet.form.errors if not _is_there(sheet, key)],
        "errors": {sheet.form[key].auto_id: [str(words) for words in errors]
                   for key, errors in sheet.form.errors.items()},
        "showed": sheet.form.data.get("showed") if _met(sheet) else sheet.showed,
        "progress": _("%(done)s of %(needed)s answered")
        % {"done": whole.needed - whole.left, "needed": whole.needed},
        "done": whole.needed - whole.left,
        "needed": whole.needed,
        "anew": sheet.was_asked != now or files,
    }  # fmt: skip


def _is_there(sheet: Sheet, key: str) -> bool:
    """If what is wrong with an answer stands there for her to go on with."""
    met = key in sheet.kept and sheet.kept[key].other is not None
    return not met and key in sheet.standing.typed_in(sheet.part)


def _met(sheet: Sheet) -> bool:
    """If somebody else had answered something of it meanwhile."""
    return any(one.other is not None for one in sheet.kept.values())
