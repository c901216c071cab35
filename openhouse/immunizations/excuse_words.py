"""Exemptions in words: whether one holds, until when, and what to do where it does not."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from openhouse.common.text import long_day


def no_such_exemption(state: str) -> str:
    """What a nurse reads who enters one that the rules do not know in a student's grade."""
    if not state:
        return _("The rules here know no such exemption. Choose another kind.")
    return _(
        "The school rules of %(state)s know no such exemption in this grade. Choose another kind."
    ) % {"state": state}


def needs_end_help(kinds: Sequence[str]) -> str:
    """Of which kinds the last day has to be said; "" for none."""
    return _("Needed for: %(kinds)s") % {"kinds": ", ".join(kinds)} if kinds else ""


def exempted_words(
    said: dict[str, str], ends_on: date | None, today: date, *, holds: bool, must_end: bool
) -> str:
    """An exemption on file as its family reads it, with what to do where it excuses nothing.

    *said* is its "kind" and its "vaccine"; *holds*: if the state's rules know it in her grade.
    """
    said |= {"day": long_day(ends_on) if ends_on else ""}
    if ends_on and ends_on < today:
        text = _(
            "%(kind)s (%(vaccine)s): it ended on %(day)s. Give the school nurse a new form, or have"
            " what is missing given."
        )
    elif not holds:
        text = _(
            "%(kind)s (%(vaccine)s): in this grade the school rules do not know it. Have what is"
            " missing given, or ask the school nurse which exemptions there are."
        )
    elif ends_on:
        text = _("%(kind)s (%(vaccine)s), until %(day)s")
    elif must_end:
        text = _(
            "%(kind)s (%(vaccine)s): its last day is not on file, and one is asked for now. Tell"
            " the school nurse until when it holds."
        )
    else:
        text = _("%(kind)s (%(vaccine)s)")
    return text % said


def excused_tag(
    ends_on: date | None, today: date, *, holds: bool, must_end: bool
) -> tuple[str, str]:
    """What the nurse reads beside an exemption that needs her: a word, and what to do; else ""."""
    if ends_on and ends_on < today:
        return _("It has ended"), _("Ask for a new form, or for the doses.")
    if not holds:
        return (
            _("Excuses nothing in this grade"),
            _("The school rules do not know it here. Ask for the doses, or for another form."),
        )
    if must_end and not ends_on:
        return (
            _("Its last day is missing"),
            _("Look at the form and enter it once more, with the same first day and its last."),
        )
    return "", ""
