"""Health records of the cast: what was given, what is excused, what a family has sent."""

from datetime import UTC, date, datetime

from openhouse.immunizations.models import Appointment, CardUpload, Dose, Exemption, KeptStanding
from openhouse.immunizations.models_care import Condition, Medication, Remark, Visit
from openhouse.immunizations.models_district import HealthRules
from openhouse.ledger.models import Change
from tests.cast_rows import Maker

SENT_AT = datetime(2026, 10, 5, 13, 0, tzinfo=UTC)
#: student, vaccine, given on
DOSES = (
    ("ben", "110", date(2011, 5, 4)), ("ben", "110", date(2011, 7, 6)),
    ("ben", "110", date(2011, 9, 7)), ("ben", "03", date(2012, 3, 5)),
    ("ben", "21", date(2012, 3, 5)), ("ben", "20", date(2012, 9, 5)),
    ("ben", "130", date(2015, 4, 6)), ("ben", "94", date(2015, 4, 6)),
    ("ben", "114", date(2022, 8, 9)),
    ("ana", "03", date(2019, 2, 11)), ("ana", "21", date(2019, 2, 20)),
    ("leo", "115", date(2025, 5, 6)), ("mia", "03", date(2009, 9, 25)),
    ("max", "08", date(2020, 1, 2)), ("fay", "21", date(2015, 1, 5)),
)  # fmt: skip


def make_health_records(make: Maker) -> None:
    make.row(HealthRules, "health_rules")
    make_doses(make)
    make_papers(make)
    make_cards(make)
    make_care(make)


def make_doses(make: Maker) -> None:
    rows = make.cast.rows
    for number, (student, cvx, on) in enumerate(DOSES):
        make.row(
            Dose,
            f"dose_{student}_{number}",
            student=student,
            student_id=rows[student].id,
            cvx=cvx,
            trade="Brand",
            given_on=on,
            lot="LOT",
            source="record",
        )


def make_papers(make: Maker) -> None:
    rows = make.cast.rows
    for student in ("mia", "dee"):
        make.row(
            Exemption,
            f"exemption_{student}",
            student=student,
            student_id=rows[student].id,
            kind="religious",
            vaccine="",
            given_on=date(2026, 8, 17),
            expires_on=date(2027, 5, 28),
        )
    make.row(
        Appointment,
        "appointment_ben",
        student="ben",
        student_id=rows["ben"].id,
        on=date(2026, 10, 20),
        vaccine="",
    )
    for student in ("ben", "ana", "leo"):
        make.row(
            KeptStanding,
            f"standing_{student}",
            student=student,
            student_id=rows[student].id,
            made_of="another day",
            found={},
        )


def make_care(make: Maker) -> None:
    """What nurses keep of three students, each at another school."""
    for student in ("ben", "ana", "leo"):
        whose = {"student": student, "student_id": make.cast.rows[student].id}
        whose["written_at"] = SENT_AT
        first = {"starts_on": date(2026, 8, 24)}
        make.row(
            Condition,
            f"condition_{student}",
            what="Asthma",
            severity="severe",
            todo="Two puffs of the inhaler.",
            **whose,
            **first,
        )
        make.row(
            Medication,
            f"medication_{student}",
            name="Albuterol",
            dose="2 puffs",
            given="When wheezing",
            form="asked",
            **whose,
            **first,
        )
        make.row(
            Visit,
            f"visit_{student}",
            came_at=SENT_AT,
            reason="headache",
            note="After gym.",
            done="Rested.",
            left_to="class",
            told="Her home, by phone",
            **whose,
        )
        make.row(Remark, f"remark_{student}", text="Seems worried.", **whose)


def make_cards(make: Maker) -> None:
    """Cards of families; and the line of a dose that is not among the rows."""
    rows = make.cast.rows
    for student, who in (("ben", "mother"), ("ana", "father"), ("cai", "grandmother")):
        make.row(
            CardUpload,
            f"card_{student}",
            student=student,
            readers_too=(who,),
            student_id=rows[student].id,
            person=rows[who],
            sent_by_name="Who sent",
            name="card.pdf",
            kind="application/pdf",
            size=9,
            pages=1,
            content=b"%PDF-1.7\n",
            sent_at=SENT_AT,
        )
    make.row(
        Change,
        "line_dose_ben",
        student="",
        readers_too=("mother", "ben"),
        at=SENT_AT,
        kind="immunization.recorded",
        actor_id=make.cast.persons["nurse"].id,
        student_id=make.cast.persons["ben"].id,
        about_id=1,
        after={"cvx": "114"},
        reason="From the card",
    )
