"""A condition laid out as a page makes it: cases, all of which or one of which must be true.

In the place of a case there can be a group of cases. That says everything that can be said: what a
form has deeper than that is read and kept, and not laid out.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Case:
    """The answer to the question *key* is one of *values* or, ``but``, none of them."""

    key: str = ""
    but: bool = False
    values: list[Any] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """If it says a question and its answers."""
        return bool(self.key and self.values)

    @property
    def rule(self) -> dict[str, Any]:
        """The case as a form keeps it."""
        return {"key": self.key, "is_not" if self.but else "is": self.values}


@dataclass(slots=True)
class Group:
    """Cases and groups of which all must be true or, without ``every``, one."""

    every: bool = True
    cases: list["Case | Group"] = field(default_factory=list)

    @property
    def rule(self) -> dict[str, Any] | None:
        """The condition as a form keeps it, of the cases that are whole; None where none is."""
        rules = [
            rule
            for each in self.cases
            if (rule := each.rule if isinstance(each, Group) or each.is_whole else None)
        ]
        if len(rules) < 2:
            return rules[0] if rules else None
        return {"all" if self.every else "any": rules}


def laid_out(rule: Any) -> Group | None:
    """The cases of *rule*; None where it has groups in groups, or is none."""
    if not isinstance(rule, dict):
        return Group()
    try:
        found = _read(rule)
    except (AttributeError, TypeError, ValueError):
        return None
    if isinstance(found, Case):
        return Group(cases=[found])
    inner = [each for case in found.cases if isinstance(case, Group) for each in case.cases]
    return None if any(isinstance(each, Group) for each in inner) else found


def _read(rule: Any) -> Case | Group:
    names = [name for name in ("any", "all") if rule.get(name)]
    if not names:
        but = not rule.get("is") and bool(rule.get("is_not"))
        return Case(
            str(rule.get("key") or ""), but, list(rule.get("is") or rule.get("is_not") or ())
        )
    if len(names) > 1:
        raise ValueError
    every = names == ["all"]
    cases: list[Case | Group] = []
    for each in map(_read, rule[names[0]]):
        same = isinstance(each, Group) and each.every is every
        cases += each.cases if isinstance(each, Group) and same else [each]
    return cases[0] if len(cases) == 1 else Group(every, cases)
