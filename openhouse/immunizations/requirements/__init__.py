"""What schools ask for, as dated data files by state and first school year, each with its sources.

``any.json`` is for where no state's file is: the CDC's schedule itself.
"""

import json
from datetime import date
from functools import cache
from importlib.resources import files

from openhouse.immunizations.rules.book import RuleBook


@cache
def rule_books() -> tuple[RuleBook, ...]:
    """Every file, newest first."""
    found = [
        RuleBook.read(json.loads(path.read_text(encoding="utf-8")))
        for path in files(__package__).iterdir()
        if path.name.endswith(".json")
    ]
    return tuple(sorted(found, key=lambda book: book.since, reverse=True))


def rule_book(state: str, on: date) -> RuleBook:
    """The rules of a state in force on a day; the CDC's schedule where it has no file."""
    books = rule_books()
    own = [book for book in books if book.state == state.upper() and book.since <= on]
    return next(iter(own or [book for book in books if not book.state]))
