"""Applications for tests of the office: a form with every field, and homes that have sent it."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from openhouse.access.viewer import System
from openhouse.registration.models import (
    Application,
    ApplicationMember,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import OpenItem
from tests.cast import Cast, in_all

SENT = datetime(2026, 10, 1, 15, tzinfo=UTC)
ADDRESS = {"street": "77 Oak Street", "city": "Openfield", "state": "MO", "postal_code": "65201"}
_numbers = count(1)


def _asked(per: str, desk: str, *questions: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "key": f"{per}_{desk}",
        "per": per,
        "desk": desk,
        "title": {"en": f"About the {per}"},
        "questions": [
            {"key": key, "kind": kind, "label": {"en": key.replace("_", " ").capitalize()},
             "fills": fills, "options": [{"value": "Mother", "label": {"en": "Mother"}}]
             if kind == "choice" else []}
            for key, kind, fills in questions
        ],
    }  # fmt: skip


FORM = {
    "sections": [
        _asked(
            "household", "office",
            ("address", "address", "household.address"), ("home_phone", "phone", "household.phone"),
        ),
        _asked(
            "guardian", "office",
            ("adult_given", "text", "person.given_name"),
            ("adult_family", "text", "person.family_name"),
            ("adult_email", "email", "person.email"),
            ("adult_cell", "phone", "person.cell_phone"),
            ("adult_work", "phone", "person.work_phone"),
            ("adult_language", "language", "person.language"),
            ("adult_relation", "text", "tie.relation"),
            ("adult_lives", "yes or no", "tie.lives_with"),
            ("adult_mail", "yes or no", "tie.receives_mail"),
        ),
        _asked(
            "contact", "office",
            ("contact_given", "text", "person.given_name"),
            ("contact_family", "text", "person.family_name"),
            ("contact_phone", "phone", "person.cell_phone"),
            ("contact_relation", "text", "tie.relation"),
        ),
        _asked(
            "student", "office",
            ("given_name", "text", "person.given_name"),
            ("middle_name", "text", "person.middle_name"),
            ("family_name", "text", "person.family_name"),
            ("born_on", "date", "person.born_on"),
            ("ties", "relation", "ties"),
            ("photos", "yes or no", ""),
            ("birth_certificate", "file", ""),
        ),
        _asked("student", "nurse", ("allergies", "long text", "")),
        _asked("student", "counselor", ("services", "text", ""), ("reads", "yes or no", "")),
        _asked("student", "transport", ("bus", "yes or no", "")),
    ]
}  # fmt: skip
_OF = {
    each["key"]: section["desk"] for section in FORM["sections"] for each in section["questions"]
}


class Applied:
    """An application of the cast's north or south, that was sent; every row by the house."""

    def __init__(
        self, cast: Cast, who: str = "", *, home: str = "", window: bool = True, **more: Any
    ) -> None:
        self.cast = cast
        with in_all(cast):
            version = FormVersion.objects.filter(number=7).first() or FormVersion.objects.create(
                number=7, definition=FORM, changed_at=SENT, published_at=SENT
            )
            person = {"person_id": cast.persons[who].id} if who else {}
            self.application = Application(
                number=f"TEST-{next(_numbers):04}", version=version, begun_at=SENT, sent_at=SENT,
                window=RegistrationWindow.objects.get() if window else None,
                household_id=cast.rows[home].pk if home else None, **person, **more,
            )  # fmt: skip
            self.application.save(force_insert=True)
            if who:
                ApplicationMember(application=self.application, **person).save(force_insert=True)
            self.home = self.part("household", household_id=cast.rows[home].pk if home else None)

    def part(self, kind: str, person: str = "", *, matched: bool = True, **more: Any) -> Part:
        """A home or an adult; *person* is who of the cast it is."""
        known = {"person_id": self.cast.persons[person].id} if person else {}
        with in_all(self.cast):
            part = Part(
                application=self.application, kind=kind, position=next(_numbers),
                matched_at=SENT if matched else None, **known, **more,
            )  # fmt: skip
            part.save(force_insert=True)
        return part

    def says(self, part: Part, **answers: Any) -> None:
        """Answers about *part*, by the key of the question, in the words of who began it."""
        with in_all(self.cast):
            for key, value in answers.items():
                Answer(
                    application=self.application, part=part, candidate=part.candidate, key=key,
                    desk=_OF[key], value=value, answered_at=SENT,
                    person_id=self.application.person_id,
                ).save(force_insert=True)  # fmt: skip

    def adult(self, person: str = "", kind: str = "guardian", **answers: Any) -> Part:
        """A guardian, or a *kind*, with what is said of her."""
        part = self.part(kind, person)
        self.says(part, **answers)
        return part

    def child(
        self, student: str = "", *, school: str = "high", grade: str = "11", matched: bool = True,
        state: str = "sent", **answers: Any,
    ) -> Candidate:  # fmt: skip
        """A child with what is said of her."""
        known = {"student_id": self.cast.persons[student].id} if student else {}
        with in_all(self.cast):
            candidate = Candidate(
                application=self.application, school_id=self.cast.rows[school].pk,
                grade_level=grade, state=state, sent_at=SENT, **known,
            )  # fmt: skip
            candidate.save(force_insert=True)
            part = self.part("student", student, matched=matched, candidate=candidate)
        self.says(part, **answers)
        return candidate

    def item(self, candidate: Candidate, key: str, desk: str = "office", **more: Any) -> OpenItem:
        """A paper that the school must see."""
        with in_all(self.cast):
            item = OpenItem(
                application=self.application, candidate=candidate, key=key, desk=desk, **more
            )
            item.save(force_insert=True)
        return item


def again(cast: Cast, candidate: Candidate) -> Candidate:
    """The child as she stands now."""
    with in_all(cast):
        return Candidate.objects.visible_to(System()).get(pk=candidate.pk)


def new_family(cast: Cast, *, children: int = 1) -> tuple[Applied, list[Candidate]]:
    """A family that nobody knows: a mother with an e-mail address, an aunt to call, children."""
    applied = Applied(cast, email="new@family.example", language="es")
    applied.says(applied.home, address=ADDRESS, home_phone="+15735550177")
    mother = applied.adult(
        adult_given="Nadia", adult_family="Haddad", adult_email="nadia@family.example",
        adult_cell="+15735550178", adult_language="es", adult_relation="Mother", adult_lives=True,
    )  # fmt: skip
    applied.adult(
        kind="contact", contact_given="Samira", contact_family="Haddad",
        contact_phone="+15735550179", contact_relation="Aunt",
    )  # fmt: skip
    made = [
        applied.child(
            given_name=f"Lina{number}", family_name="Haddad",
            born_on=f"2010-05-{number % 28 + 1:02}",
            ties={str(mother.pk): {"relation": "Mother", "lives_with": True}},
        )
        for number in range(children)
    ]  # fmt: skip
    return applied, made


#: Long after the first day of the year for which the cast registers.
NEXT_YEAR = date(2027, 8, 16)
