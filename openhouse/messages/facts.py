"""What a rule tells of a student, in words. What is kept are numbers; each reader has her words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import day_words
from openhouse.grades.words import mark_words, percent_words, together


def facts_words(facts: Sequence[Mapping[str, Any]]) -> str:
    """ "Algebra II: the mark so far is 58 % F; History: …"."""
    return "; ".join(map(fact_words, facts))


def fact_words(fact: Mapping[str, Any]) -> str:
    """One of them: "7 days absent since Tuesday, Sep 1", "Algebra II: 3 pieces missing"."""
    what = fact["what"]
    if what == "absences":
        return _absences(fact)
    if what == "document":
        return _document(fact)
    if what == "missing":
        said = ngettext(
            "%(n)s piece of work is missing", "%(n)s pieces of work are missing", fact["n"]
        ) % {"n": fact["n"]}
    else:
        percent = percent_words(Decimal(fact["percent"])) if fact["percent"] else ""
        mark = together((percent, mark_words(fact["letter"])), " ")
        if what == "mark":
            said = _("the mark so far is %(mark)s") % {"mark": mark}
        else:
            said = _("the posted mark is %(mark)s") % {"mark": mark}
    return f"{fact['class']}: {said}" if fact.get("class") else said


def _document(fact: Mapping[str, Any]) -> str:
    """ "“Field trip” waits for a signature since Tuesday, Sep 1; its last day is Friday, Oct 9"."""
    named = {"title": fact["title"], "day": day_words(date.fromisoformat(fact["given"]))}
    said = (
        _("“%(title)s” has waited for a signature since %(day)s") % named
        if fact["signs"]
        else _("“%(title)s” has waited for somebody to say it was read since %(day)s") % named
    )
    if not fact["due"]:
        return said
    due = {"said": said, "day": day_words(date.fromisoformat(fact["due"]))}
    return _("%(said)s, to be answered by %(day)s") % due


def _absences(fact: Mapping[str, Any]) -> str:
    said = {"n": fact["n"], "day": day_words(date.fromisoformat(fact["since"]))}
    if fact["unexcused"]:
        return ngettext(
            "%(n)s day absent without an excuse since %(day)s",
            "%(n)s days absent without an excuse since %(day)s", fact["n"],
        ) % said  # fmt: skip
    return (
        ngettext("%(n)s day absent since %(day)s", "%(n)s days absent since %(day)s", fact["n"])
        % said
    )
