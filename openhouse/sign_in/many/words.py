"""Batch and slips in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.people.words import grade_words
from openhouse.sign_in.many import runs
from openhouse.sign_in.many.guardians import LeftOut
from openhouse.sign_in.many.never import Never, Sheet
from openhouse.sign_in.many.preview import Preview
from openhouse.sign_in.many.slips import Group
from openhouse.sign_in.models import AccountRun
from openhouse.sign_in.words import account_state, moment
from openhouse.ui.components.button import link_button
from openhouse.ui.components.chips import chip
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

Choice = Sequence[tuple[int, str]]


def school_choices(page: str, schools: Choice, chosen: int | None, *, all_too: bool) -> SafeString:
    """A chip for each school, and one for all; nothing where there is only one."""
    if len(schools) < 2:
        return SafeString("")
    place = address(page)
    whole = [chip(_("All schools"), place, current=not chosen)] if all_too else []
    each = [
        chip(name, f"{place}?school={number}", current=number == chosen) for number, name in schools
    ]
    return joined([*whole, *each])


def _made(many: int) -> str:
    return ngettext("%(many)s new account", "%(many)s new accounts", many) % {"many": many}


def _closed(many: int) -> str:
    words = ngettext(
        "%(many)s closed, because the student left",
        "%(many)s closed, because the students left",
        many,
    )
    return words % {"many": many}


def _opened(many: int) -> str:
    words = ngettext(
        "%(many)s opened again, because the student is back",
        "%(many)s opened again, because the students are back",
        many,
    )
    return words % {"many": many}


def _invited(many: int) -> str:
    words = ngettext(
        "%(many)s guardian gets a way in by e-mail",
        "%(many)s guardians get a way in by e-mail",
        many,
    )
    return words % {"many": many}


def preview_page(seen: Preview) -> dict[str, Any]:
    """What would happen, in sentences and with the first user names."""
    return {"seen": seen, "lines": _preview_lines(seen), "examples": _examples(seen)}


def _preview_lines(seen: Preview) -> list[str]:
    return [
        words(many)
        for words, many in (
            (_made, seen.makes), (_closed, seen.closes),
            (_opened, seen.opens), (_invited, seen.invites),
        )
        if many
    ]  # fmt: skip


def report_lines(run: AccountRun) -> list[str]:
    """What a run did."""
    done = run.report
    return [
        words(done.get(name, 0))
        for words, name in (
            (_made, "made"), (_closed, "closed"), (_opened, "opened"), (_invited, "invited"),
        )
        if done.get(name)
    ]  # fmt: skip


def _examples(seen: Preview) -> SafeString:
    return joined(row(name, username) for name, username in seen.examples)


def state_of(run: AccountRun) -> str:
    """How a run stands; one whose worker was killed is over."""
    if run.state == AccountRun.State.RUNNING and not runs.is_running(run):
        return _("Stopped. Run it again: it goes on where it was.")
    return str(run.get_state_display())


def run_rows(found: Iterable[AccountRun]) -> SafeString:
    """A row for each run."""
    kinds = {"done": "good", "failed": "bad"}
    return joined(
        row(
            moment(each.begun_at),
            small=" · ".join([each.school.name if each.school else _("All schools"),
                              *report_lines(each)]),
            tag=state_of(each) if runs.is_running(each) or each.state != "running" else "",
            kind=kinds.get(each.state, "neutral"),
            url=address("account-run", each.pk),
        )
        for each in found
    )  # fmt: skip


def exceptions(found: Sequence[LeftOut]) -> SafeString:
    """A row for each guardian without an address of her own, with the way to mend it."""
    return joined(
        row(
            each.name,
            small=_("Shared with somebody else: %(email)s") % {"email": ", ".join(each.shared)}
            if each.shared
            else _("No e-mail address on file"),
            url=address("counter", each.person),
        )
        for each in found
    )


def never_counts(found: Sequence[tuple[int, str, int, int]]) -> SafeString:
    """A row for each school: how many of its parents never signed in."""
    return joined(
        row(
            name,
            _("%(never)s of %(all)s") % {"never": missing, "all": everyone},
            url=f"{address('never')}?school={number}",
        )
        for number, name, everyone, missing in found
    )


def never_rows(found: Sequence[Never]) -> SafeString:
    """A row for each parent who never signed in, with how far she has come."""
    return joined(
        row(
            str(each.person),
            small=account_state(each.account, each.codes),
            url=address("helped", each.person.pk),
        )
        for each in found
    )


def other_sheets(school: int, sheet: Sheet) -> SafeString:
    """The ways to the sheets before and after; nothing where there is one sheet only."""
    place = f"{address('never')}?school={school}&sheet="
    before = [link_button(_("Before"), f"{place}{sheet.number - 1}")] if sheet.first > 1 else []
    after = [link_button(_("Next"), f"{place}{sheet.number + 1}")] if sheet.last < sheet.all else []
    return joined([*before, *after])


def group_name(group: Group) -> str:
    """ "Homeroom 7A · Ms. Lindqvist · 7th grade"; without a homeroom the grade alone.

    A teacher may have several homerooms of one name, which only the grade tells apart.
    """
    grades = sorted({pupil.grade for pupil in group.pupils if pupil.grade})
    if group.name:
        return " · ".join((group.name, *map(grade_words, grades)))
    return grade_words(group.grade) or _("Grade not known")


def slips_words(group: Group) -> str:
    """How many slips a group has."""
    many = len(group.pupils)
    return ngettext("%(many)s slip", "%(many)s slips", many) % {"many": many}
