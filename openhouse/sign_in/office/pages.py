"""The contexts of two pages about somebody helped: at the help desk, and at the counter."""

from dataclasses import dataclass
from typing import Any

from openhouse.access.helping import may_hold_code, may_reset
from openhouse.access.looking import LASTS, may_look
from openhouse.access.ties import TieRow, tie_rows
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.text import lasting_words
from openhouse.contact import on_file
from openhouse.contact.queries import waiting_count
from openhouse.people.models import ContactPoint, Household, Person
from openhouse.sign_in import words
from openhouse.sign_in.models import AccountRequest
from openhouse.sign_in.office import counter, counter_words, desk, queue
from openhouse.sign_in.office.counter_forms import ContactForm, CounterForm, HomePart
from openhouse.sign_in.office.who import guardians_of, who_is_who
from openhouse.sign_in.opening import asking
from openhouse.sign_in.opening.strangers import MOST_WAITING
from openhouse.sign_in.queries import rules_of, story_of
from openhouse.sign_in.story import story
from openhouse.sign_in.tie_words import guardian_rows, ties


def desk_page(viewer: Viewer, text: str) -> dict[str, Any]:
    """Who waits, who was found by *text*, and which ways in were used lately."""
    found = desk.people_found(viewer, text) if text else []
    waiting = desk.waiting_requests(viewer)
    strange = desk.strangers_among(waiting)
    known = [each for each in waiting if each.pk not in strange]
    strangers = [each for each in waiting if each.pk in strange]
    return {
        "text": text,
        "is_district": "district" in viewer.roles,
        "found": words.people(found, who_is_who(viewer, found)),
        "waiting": words.requests(known, queue.owners_of(known), clock.now()),
        "strangers": words.requests(strangers, {}, clock.now()),
        "newest": max(strange, default=0),
        "most_strangers": MOST_WAITING,
        "used": words.used(desk.used_lately(viewer)),
        "contact_waits": waiting_count(),
    }


def helped_page(viewer: Viewer, person: Person) -> dict[str, Any]:
    """Each child with what keeps it closed, the account, what was sent, what may be done."""
    account, codes = desk.account_if_any(person.pk), desk.codes_of(person.pk)
    on_paper = may_hold_code(viewer, person.pk)
    rows, for_district = tie_rows(viewer, person.pk), "district" in viewer.roles
    return {
        "person": person,
        "who": who_is_who(viewer, [person], with_account=False)[person.pk],
        "guardians": guardian_rows(guardians_of(viewer, person.pk)),
        "ties": ties(viewer, person.pk, rows, clock.today()),
        "account": account,
        "opens_again_at": desk.opens_again_at(account, bool(rows), for_district=for_district),
        "may_reset": may_reset(viewer, person.pk),
        "has_used_account": desk.has_used_account(person.pk),
        "state": words.account_state(account, codes),
        "codes": words.codes(codes),
        "mails": words.mails(
            desk.mails_of(person.pk), address("counter", person.pk) if rows else ""
        ),
        "story": story(story_of(person.pk)),
        "may_look": may_look(viewer, person.pk),
        "look_lasts": lasting_words(LASTS),
        "on_paper": on_paper,
        "some_way": on_paper or desk.addresses_of(person.pk),
    }


def request_page(viewer: Viewer, asked: AccountRequest, text: str) -> dict[str, Any]:
    """What was asked, whom it may mean or whom a search for *text* found, and the decision."""
    found = desk.guardians_found(viewer, text) if text else asking.candidates(viewer, asked)
    who, children = who_is_who(viewer, found), words.children_asked(asked)
    return {
        "asked": asked,
        "children": children,
        "form_rows": counter_words.form_rows(asked),
        "candidates": [(each, " · ".join(who.get(each.pk, ()))) for each in found],
        "searched": bool(text),
        "text": text or ("" if found else " ".join(children[:1])),
        "waits": desk.waits(asked),
        "owner": queue.owners_of([asked]).get(asked.pk, ""),
        "is_mine": asked.taken_by_id == viewer.person_id,
        "hands": queue.hands_for(viewer, asked),
    }


@dataclass(frozen=True, slots=True)
class AtCounter:
    """A guardian at the counter, and the form that she handed in, if any."""

    person: Person
    rows: list[TieRow]
    asked: AccountRequest | None
    homes: list[Household]
    points: list[ContactPoint]

    @property
    def wanted(self) -> dict[str, str]:
        return counter_words.wanted_by(self.asked)


def at_counter(viewer: Viewer, number: int, asked: AccountRequest | None) -> AtCounter | None:
    """Who stands there; None for who is no guardian of these schools."""
    person, rows = desk.helped_person(viewer, number), tie_rows(viewer, number)
    if person is None or not rows:
        return None
    homes, points = on_file.homes_of(person.pk), on_file.points_of(person.pk)
    return AtCounter(person, rows, asked, homes, points)


def counter_page(viewer: Viewer, found: AtCounter) -> dict[str, Any]:
    """What the clerk compares."""
    today, person = clock.today(), found.person.pk
    others = counter.around(viewer, found.rows, person, today)
    return {
        "person": found.person,
        "asked": found.asked,
        "form_rows": counter_words.form_rows(found.asked),
        "ties": counter_words.ties(ties(viewer, person, found.rows, today), found.rows, others),
        "sees": any(counter_words.is_open(row, today) for row in found.rows),
        "orders": counter_words.orders(found.rows, today),
        "homes": found.homes,
        "points": found.points,
        "checks": counter_words.checks(counter.checks_of(person)),
        "works_here": not may_hold_code(viewer, person),
    }


def contact_form(viewer: Viewer, found: AtCounter, sent: Any) -> ContactForm:
    """What the records say of her, to be corrected; *sent* is what the clerk made of it."""
    person = found.person
    homes = [
        HomePart(
            part,
            home,
            shared=bool(home and on_file.shares(home, person.pk)),
            others=on_file.others_at_home(viewer, home, person.pk) if home else [],
        )
        for part, home in on_file.parts_of(found.homes)
    ]
    return ContactForm(sent, person=person, homes=homes, points=found.points, asked=found.wanted)


def counter_form(person: int, sent: Any) -> CounterForm:
    """Which photo ID was seen, and how the way in goes out."""
    return CounterForm(
        sent,
        addresses=desk.addresses_of(person),
        usual=rules_of().way,
        returned=desk.returned_from(person),
    )
