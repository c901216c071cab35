"""What the district does to a form: begins, changes, publishes or throws away a draft."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from openhouse.common import clock
from openhouse.ledger.actions import record
from openhouse.registration.defaults import default_form
from openhouse.registration.forms_made.queries import draft_of
from openhouse.registration.models import FormVersion
from openhouse.registration.queries import newest_number, newest_version
from openhouse.registration.rules.checking import problems
from openhouse.registration.rules.editing import print_of
from openhouse.registration.rules.problem import Problem


class Overtaken(Exception):
    """Somebody else has changed, published or thrown away what was to be changed."""


class NotReady(Exception):
    """The form has problems, so it is not published."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__()
        self.problems = found


@transaction.atomic
def begin(purpose: str, definition: Mapping[str, Any] | None, now: datetime) -> FormVersion:
    """The draft of *purpose*: the one that there is, or a new one.

    A new one is made of *definition*, else of the newest version, else of what is shipped.
    """
    there = draft_of(purpose)
    if there is not None:
        return there
    before = newest_version(purpose)
    if definition is None:
        definition = before.definition if before else default_form(purpose)
    made, _new = FormVersion.objects.get_or_create(
        purpose=purpose,
        published_at=None,
        defaults={
            "number": before.number + 1 if before else 1,
            "definition": definition,
            "changed_at": now,
        },
    )
    return made


@transaction.atomic
def change(
    number: int,
    now: datetime,
    edit: Callable[[dict[str, Any]], None],
    seen: Callable[[dict[str, Any]], bool] = bool,
) -> FormVersion:
    """Change the draft by *edit*, if it is as *seen* says that somebody saw it. Raises Overtaken.

    Only the piece that was open counts: two can work on one form, each at another question.
    """
    draft = _locked(number)
    if not seen(draft.definition):
        raise Overtaken
    try:
        edit(draft.definition)
    except KeyError:
        raise Overtaken from None
    draft.changed_at = now
    draft.save(update_fields=["definition", "changed_at"])
    return draft


def _locked(number: int) -> FormVersion:
    draft = FormVersion.objects.select_for_update().filter(pk=number, published_at=None).first()
    if draft is None:
        raise Overtaken
    return draft


@transaction.atomic
def publish(number: int, seen: str, by: int, now: datetime) -> FormVersion:
    """Let families begin with it from now on. Raises Overtaken, NotReady.

    *seen* is the print of the form as it was looked at: what another has changed since is not
    published unseen. Where one that ships was published since it was begun, it comes after that.
    """
    draft = _locked(number)
    if print_of(draft.definition) != seen:
        raise Overtaken
    found = problems_of(draft)
    if found:
        raise NotReady(found)
    draft.number = max(draft.number, newest_number(draft.purpose) + 1)
    draft.published_at, draft.published_by_id = now, by
    draft.save(update_fields=["number", "published_at", "published_by"])
    record("registration.form_published", actor=by, subject=str(draft))
    return draft


def publish_what_ships(purpose: str, by: int) -> None:
    """The form that ships is what families begin with where the district has published none; what
    it is about to make of its own stays a draft."""
    if newest_number(purpose):
        return
    now, there = clock.now(), FormVersion.objects.filter(purpose=purpose).count()
    FormVersion.objects.create(
        purpose=purpose, number=there + 1, definition=default_form(purpose), changed_at=now,
        published_at=now, published_by_id=by,
    )  # fmt: skip


def problems_of(version: FormVersion) -> list[Problem]:
    """What is wrong with a version."""
    children = version.purpose == FormVersion.Purpose.REGISTRATION
    return problems(version.definition, of_children=children)


@transaction.atomic
def throw_away(number: int, seen: str, by: int) -> None:
    """Delete a draft; what is published stays. Raises Overtaken."""
    draft = _locked(number)
    if print_of(draft.definition) != seen:
        raise Overtaken
    record("registration.form_discarded", actor=by, subject=str(draft))
    draft.delete()
