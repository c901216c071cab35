"""A condition as it is made on a question's page: cases, and groups of cases.

The page sends all that stands in it, and with it, where one was pressed, which button changes the
cases. So it works without JavaScript, and nothing that was typed is lost: nothing is kept until it
is saved.
"""

import json
import re
from typing import Any

from openhouse.registration.forms_made.case_form import Askable, CaseForm
from openhouse.registration.forms_made.words import condition_words
from openhouse.registration.rules.cases import Case, Group, laid_out

#: More of them in one place nobody reads.
MOST_CASES = 20
_PLACE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class Cases:
    """The cases of one condition, of the form with *prefix*; *data* is what was sent, or None."""

    def __init__(self, data: Any, rule: Any, askable: Askable, *, prefix: str) -> None:
        self.prefix, self.before, self.askable = prefix, rule, askable
        #: Where the reader goes on after a button: the case that it made.
        self.focus = ""
        self.do = str(data.get(f"{prefix}-do", "")) if data is not None else ""
        group = laid_out(rule)
        as_it_was = data is None or bool(data.get(f"{prefix}-kept"))
        self.kept = group is None and as_it_was
        if not as_it_was:
            group = _sent(data, prefix)
        self.group = group or Group()
        if self.do:
            self._change()
        self.lines = self._lines()

    def _change(self) -> None:
        """As the button says that was pressed: "case", "group", "case:2", "less:2-0", "anew"."""
        what, _sign, where = self.do.partition(":")
        cases = self.group.cases
        if what == "anew":
            self.kept = False
        if what in ("case", "anew") and not where:
            cases.append(Case())
            self.focus = f"{len(cases) - 1}"
        elif what == "group":
            cases.append(Group(not self.group.every, [Case(), Case()]))
            self.focus = f"{len(cases) - 1}-0"
        elif what == "case":
            group = cases[int(where)] if where.isdecimal() and int(where) < len(cases) else None
            if isinstance(group, Group):
                group.cases.append(Case())
                self.focus = f"{where}-{len(group.cases) - 1}"
        elif what == "less":
            self._take_out(where)
        elif what == "answers":
            self.focus = where

    def _take_out(self, where: str) -> None:
        found = _PLACE.fullmatch(where)
        row: list[Case | Group] = self.group.cases
        if not found or int(found[1]) >= len(row):
            return
        place = int(found[1])
        group = row[place]
        if found[2] is None:
            del row[place]
        elif isinstance(group, Group) and int(found[2]) < len(group.cases):
            del group.cases[int(found[2])]
            if not group.cases:
                del row[place]

    def _lines(self) -> list[dict[str, Any]]:
        """What the page shows of each case and group; a group has its own lines."""
        lines: list[dict[str, Any]] = []
        groups = 0
        for place, each in enumerate(self.group.cases):
            groups += isinstance(each, Group)
            if isinstance(each, Group):
                lines.append(self._group(each, f"{place}", groups))
            else:
                lines.append(self._line(each, f"{place}", place + 1 - groups))
        return lines

    def _group(self, group: Group, at: str, number: int) -> dict[str, Any]:
        lines = [
            self._line(each, f"{at}-{place}", place + 1)
            for place, each in enumerate(group.cases)
            if isinstance(each, Case)
        ]
        more = len(group.cases) < MOST_CASES
        return {"at": at, "number": number, "lines": lines, "every": group.every, "more": more}

    def _line(self, case: Case, at: str, number: int) -> dict[str, Any]:
        form = CaseForm(case, self.askable, prefix=f"{self.prefix}-{at}", judged=not self.do)
        if at == self.focus:
            name = "answers" if self.do.startswith("answers") and form.has_answers else "asks"
            form.fields[name].widget.attrs["autofocus"] = True
        return {"at": at, "number": number, "form": form}

    @property
    def _forms(self) -> list[CaseForm]:
        inner = [each for line in self.lines for each in line.get("lines", [line])]
        return [each["form"] for each in inner]

    @property
    def is_good(self) -> bool:
        """If each case can be asked."""
        return all(form.is_valid() for form in self._forms)

    @property
    def several(self) -> bool:
        """If it must be said whether all must be true or one."""
        return len(self.group.cases) > 1

    @property
    def may_grow(self) -> bool:
        """If another case fits."""
        return len(self.group.cases) < MOST_CASES

    @property
    def rule(self) -> dict[str, Any] | None:
        """The condition as a form keeps it; None for none."""
        return self.before if self.kept else self.group.rule

    @property
    def says(self) -> str:
        """The condition in words, as far as it is said; "" for none."""
        return condition_words(
            self.rule, self.askable.definition, self.askable.per, self.askable.language
        )


def _sent(data: Any, prefix: str) -> Group:
    """The cases that were sent, in their order."""
    tops: dict[int, Case | Group] = {}
    for at in data.getlist(f"{prefix}-group"):
        if _PLACE.fullmatch(at) and "-" not in at:
            tops[int(at)] = Group(data.get(f"{prefix}-{at}-every") != "any")
    inner: dict[tuple[int, int], Case] = {}
    for at in data.getlist(f"{prefix}-case"):
        found = _PLACE.fullmatch(at)
        if found and found[2] is None:
            tops.setdefault(int(found[1]), _case(data, f"{prefix}-{at}"))
        elif found:
            inner[int(found[1]), int(found[2])] = _case(data, f"{prefix}-{at}")
    for (top, _place), case in sorted(inner.items(), key=lambda each: each[0]):
        group = tops.get(top)
        if isinstance(group, Group):
            group.cases.append(case)
    return Group(data.get(f"{prefix}-every") != "any", [tops[at] for at in sorted(tops)])


def _case(data: Any, name: str) -> Case:
    key = str(data.get(f"{name}-asks", ""))
    # of the question that was picked before: no answers to this one
    sent = data.getlist(f"{name}-answers") if data.get(f"{name}-of", key) == key else ()
    values = [found for each in sent if (found := _value(each)) is not None]
    return Case(key, data.get(f"{name}-how") == "is_not", values)


def _value(sent: str) -> Any:
    """An answer as it was sent; None for what is none."""
    try:
        found = json.loads(sent)
    except ValueError:
        return None
    return found if isinstance(found, str | bool) else None
