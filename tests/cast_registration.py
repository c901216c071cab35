"""Who of the cast registers for the next year, and what the school has found so far."""

from datetime import UTC, date, datetime
from hashlib import sha256

from openhouse.registration.models import (
    Application,
    ApplicationKey,
    ApplicationMember,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.models_answers import Answer, AnswerFile, PartKnown, Signature
from openhouse.registration.models_consents import Consent, Reminder
from openhouse.registration.models_office import (
    AddressRange,
    FieldDecision,
    LetterWords,
    OpenItem,
    Posting,
    Review,
    Seats,
    TakenOut,
)
from tests.cast_messages import PICTURE
from tests.cast_rows import Maker

BEGUN_AT, SENT_AT = datetime(2026, 9, 28, tzinfo=UTC), datetime(2026, 9, 29, tzinfo=UTC)
#: With which a family that is new here comes back, in each district.
SECRET = "the-link-of-a-new-family"
#: What is asked: enough for a page of each kind.
DEFINITION = {
    "sections": [
        {
            "key": "home",
            "per": "household",
            "title": {"en": "Your home", "es": "Su hogar"},
            "questions": [
                {
                    "key": "address",
                    "kind": "address",
                    "label": {"en": "Where do you live?", "es": "¿Dónde viven?"},
                    "required": True,
                    "fills": "household.address",
                },
            ],
        },
        {
            "key": "adults",
            "per": "guardian",
            "title": {"en": "Parents and guardians", "es": "Padres y tutores"},
            "questions": [
                {
                    "key": "adult_given",
                    "kind": "text",
                    "label": {"en": "Given name", "es": "Nombre"},
                    "required": True,
                    "fills": "person.given_name",
                },
                {
                    "key": "adult_family",
                    "kind": "text",
                    "label": {"en": "Family name", "es": "Apellidos"},
                    "required": True,
                    "fills": "person.family_name",
                },
                {
                    "key": "adult_phone",
                    "kind": "phone",
                    "label": {"en": "Cell phone", "es": "Celular"},
                    "fills": "person.cell_phone",
                },
            ],
        },
        {
            "key": "child",
            "per": "student",
            "title": {"en": "Your child", "es": "Su hijo o hija"},
            "questions": [
                {
                    "key": "given_name",
                    "kind": "text",
                    "label": {"en": "Given name", "es": "Nombre"},
                    "required": True,
                    "fills": "person.given_name",
                },
                {
                    "key": "family_name",
                    "kind": "text",
                    "label": {"en": "Family name", "es": "Apellidos"},
                    "required": True,
                    "fills": "person.family_name",
                },
                {
                    "key": "born_on",
                    "kind": "date",
                    "label": {"en": "Birth date", "es": "Fecha de nacimiento"},
                    "required": True,
                    "fills": "person.born_on",
                },
                {
                    "key": "grade",
                    "kind": "grade",
                    "label": {"en": "Grade next year", "es": "Grado del próximo año"},
                    "required": True,
                    "fills": "enrollment.grade_level",
                },
                {
                    "key": "school",
                    "kind": "school",
                    "label": {"en": "School", "es": "Escuela"},
                    "required": True,
                    "fills": "enrollment.school",
                },
            ],
        },
        {
            "key": "health",
            "per": "student",
            "desk": "nurse",
            "title": {"en": "Health", "es": "Salud"},
            "questions": [
                {
                    "key": "allergies",
                    "kind": "long text",
                    "label": {"en": "Allergies", "es": "Alergias"},
                },
                {
                    "key": "shots",
                    "kind": "file",
                    "label": {"en": "Immunization record", "es": "Registro de vacunas"},
                    "proof": True,
                },
            ],
        },
    ]
}  # fmt: skip


def make_registration(make: Maker) -> None:
    """Two homes of one child, each with its own; a family that is new; a window that is open."""
    rows = make.cast.rows
    make.row(
        FormVersion, "form", number=1, definition=DEFINITION, changed_at=BEGUN_AT,
        published_at=BEGUN_AT,
    )  # fmt: skip
    make.row(
        FormVersion, "form_draft", purpose="change", number=1, definition=DEFINITION,
        changed_at=BEGUN_AT,
    )  # fmt: skip
    make.row(
        RegistrationWindow, "window", ends_in=2028, opens_on=date(2026, 9, 1),
        closes_on=date(2027, 3, 31),
    )  # fmt: skip
    make.row(LetterWords, "letter_words", kind="received", language="en", text="Thank you!")
    for key, level in (("elementary", "04"), ("high", "11"), ("high", "09")):
        make.row(Seats, f"seats_{level}", school=rows[key], ends_in=2028, grade_level=level)
    make.row(AddressRange, "range", school=rows["high"], street="elm st", low=1, high=999)
    _application(make, "rivera", "mother", (("ben", "high"), ("ana", "elementary")))
    _application(make, "santos", "father", (("ana", "elementary"),), sent=False)
    _application(make, "new", "", (("", "high"),))


def _application(
    make: Maker, name: str, who: str, children: tuple[tuple[str, str], ...], *, sent: bool = True
) -> None:
    rows = make.cast.rows
    known, sent_at = ({"person": rows[who]} if who else {}), SENT_AT if sent else None
    there = tuple(child for child, school in children if school == "high" and sent) != () and sent
    desk = (*((who,) if who else ()), *(("clerk",) if there else ()))
    application = make.row(
        Application, f"app_{name}", readers_too=(*desk, *(("nurse",) if there else ())),
        number=f"{make.cast.slug[:1]}-{name}"[:9], version=rows["form"], window=rows["window"],
        language="en", email="" if who else "family@example.org", begun_at=BEGUN_AT,
        sent_at=sent_at, **known,
    )  # fmt: skip
    if who:
        make.row(
            ApplicationMember, f"member_{name}", readers_too=(who,), application=application,
            person=rows[who],
        )  # fmt: skip
    else:
        make.row(
            ApplicationKey, "application_key", application=application,
            digest=sha256(f"{make.cast.slug}{SECRET}".encode()).hexdigest(), made_at=BEGUN_AT,
            ends_on=date(2027, 4, 28),
        )  # fmt: skip
    make.row(
        Reminder, f"reminder_{name}", application=application, of="papers", number=1,
        on=BEGUN_AT.date(), **known,
    )  # fmt: skip
    make.row(
        # of a signature an office reads who typed it, by the house
        Signature, f"signature_{name}", readers_too=desk,
        application=application, typed="Marta Rivera", statement="All of this is true.",
        language="en", content=b'{"parts": []}', sha256="0" * 64, signed_at=SENT_AT, **known,
    )  # fmt: skip
    home = make.row(
        Part, f"part_home_{name}", readers_too=desk, application=application, kind="household"
    )
    _answer(make, f"home_{name}", home, desk, "address", {"street": "12 Elm St"}, who)
    for number, (child, school) in enumerate(children):
        _child(make, f"{name}{number}", application, who, child, school, sent=sent)


def _answer(make, key, part, readers, question, value, who, desk="office") -> None:
    named = {"person": make.cast.rows[who]} if who else {}
    make.row(
        Answer, f"answer_{key}", readers_too=readers, application=part.application, part=part,
        candidate=part.candidate, desk=desk, key=question, value=value, answered_at=BEGUN_AT,
        **named,
    )  # fmt: skip


def _child(make, key, application, who, child, school, *, sent) -> None:
    rows, family = make.cast.rows, (who,) if who else ()
    clerk = ("clerk",) if school == "high" and sent else ()
    nurse = ("nurse",) if school == "high" and sent else ()
    known = {"student_id": rows[child].id} if child else {}
    candidate = make.row(
        Candidate, f"candidate_{key}", readers_too=(*family, *clerk, *nurse),
        application=application, school=rows[school], grade_level="11", state="sent" if sent else
        "draft", sent_at=SENT_AT if sent else None, reason="We look at it.", **known,
    )  # fmt: skip
    part = make.row(
        Part, f"part_{key}", readers_too=(*family, *clerk, *nurse), application=application,
        candidate=candidate, kind="student", person_id=known.get("student_id"),
    )  # fmt: skip
    make.row(
        PartKnown, f"known_{key}", readers_too=family, part=part, application=application,
        candidate=candidate, values={}, looked_up_at=BEGUN_AT,
    )  # fmt: skip
    # whose part it is a nurse reads too, by the house
    _answer(
        make, f"name_{key}", part, (*family, *clerk, *nurse), "given_name", f"Ben {key}", who
    )  # fmt: skip
    _answer(make, f"ill_{key}", part, (*family, *nurse), "allergies", "Peanuts", who, "nurse")
    make.row(
        AnswerFile, f"file_{key}", readers_too=(*family, *nurse), application=application,
        part=part, candidate=candidate, desk="nurse", key="shots", name="Shots.png",
        kind="image/png", content=PICTURE, size=len(PICTURE), sha256="0" * 64, added_at=BEGUN_AT,
    )  # fmt: skip
    _at_school(make, key, part, family, (clerk, nurse), child, who)


def _at_school(make, key, part, family, desks, child="", who="") -> None:
    """What the school has found of a child so far."""
    clerk, nurse = desks
    of_child = {"application": part.application, "candidate": part.candidate}
    make.row(
        OpenItem, f"item_{key}", readers_too=(*family, *nurse), key="shots", desk="nurse",
        state="missing", **of_child,
    )  # fmt: skip
    make.row(
        Review, f"review_{key}", readers_too=(*family, *clerk), desk="office", done_at=SENT_AT,
        note="Complete.", **of_child,
    )  # fmt: skip
    make.row(
        FieldDecision, f"says_{key}", readers_too=(*family, *clerk), part=part, key="given_name",
        says="ask", question="Is this spelled right?", at=SENT_AT, revision=1, asked_by="office",
        school=part.candidate.school, told_at=SENT_AT, **of_child,
    )  # fmt: skip
    if child:
        _consents(make, key, child, who, clerk, of_child)
    make.row(
        TakenOut,
        f"parting_{key}",
        readers_too=clerk,
        part=part,
        says="stays",
        at=SENT_AT,
        **of_child,
    )
    make.row(
        Posting, f"posting_{key}", readers_too=clerk, at=SENT_AT, written=[], undone_at=SENT_AT,
        **of_child,
    )  # fmt: skip


def _consents(make, key, child, who, clerk, of_child) -> None:
    """What the other guardian is asked, and what the signer has said."""
    other = {"ana": "father" if who == "mother" else "mother", "ben": "no_portal"}[child]
    # who is asked by a link, and sees nothing of the child, reads no row
    reads = (other,) if other != "no_portal" else ()
    make.row(
        Consent, f"consent_{key}", readers_too=(*reads, *clerk), key="given_name",
        student_id=make.cast.rows[child].id, person=make.cast.rows[other], name="Somebody",
        asked_at=SENT_AT, **of_child,
    )  # fmt: skip
    make.row(
        Consent, f"given_{key}", readers_too=(who, *clerk), key="given_name",
        student_id=make.cast.rows[child].id, person=make.cast.rows[who], name="Somebody",
        asked_at=SENT_AT, agreed=True, via="sent", typed="Marta Rivera", language="en",
        content=b"{}", sha256="0" * 64, answered_at=SENT_AT, **of_child,
    )  # fmt: skip
