"""What each school has written to its families: one message, in two languages, read by most.

And what it has told by itself: a rule about absences that is on, and of marks one that is off.
"""

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection

from openhouse.interchange.demo.copying import copy_rows, reserve
from openhouse.interchange.demo.town import Town
from openhouse.messages.models_rules import EventRule

MESSAGE = (
    "id school_id kind whom whom_words language state written_by_name written_at worked_at done_at"
)
WORDS = "message_id language subject body"
TEXTS = {
    "en": (
        "Conferences: choose your time",
        "Dear families,\nconferences with teachers are in two weeks. Please call the office or stop"
        " by to choose a time. We look forward to seeing you.",
    ),
    "es": (
        "Reuniones: elija su hora",
        "Estimadas familias:\nlas reuniones con los maestros son en dos semanas. Por favor, llame a"
        " la oficina o pase a elegir una hora. Nos alegrará verle.",
    ),
}
#: One in so many has not opened it; she who signs in to the demonstration neither.
UNREAD = 4
_RECIPIENTS = f"""
INSERT INTO school_messages_recipient
    (message_id, school_id, person_id, called, students, told, written_at, read_at)
SELECT m.id, m.school_id, p.id, p.given_name || ' ' || p.family_name,
       array_agg(DISTINCT g.student_id), '{{}}', m.written_at,
       CASE WHEN p.id %% {UNREAD} > 0 AND NOT p.id = ANY (%(unread)s)
           THEN m.written_at + (%(now)s - m.written_at) * ((1 + p.id %% 20) / 21.0) END
FROM school_messages_message m
JOIN people_enrollment e ON e.school_id = m.school_id
    AND coalesce(e.starts_on <= %(today)s, true) AND coalesce(e.ends_on >= %(today)s, true)
JOIN people_guardianship g ON g.student_id = e.student_id AND g.portal_access AND NOT g.barred
    AND coalesce(g.starts_on <= %(today)s, true) AND coalesce(g.ends_on >= %(today)s, true)
JOIN people_person p ON p.id = g.person_id
WHERE m.id = ANY (%(messages)s)
GROUP BY m.id, p.id ORDER BY m.id, p.id
"""


def write_letters(town: Town, now: datetime) -> None:
    """A message of each school's office, of the evening before."""
    at = (now - timedelta(days=1)).replace(hour=16, minute=5, second=0, microsecond=0)
    first = reserve("school_messages_message", len(town.schools))
    messages = {first + place: school for place, school in enumerate(town.schools)}
    copy_rows("school_messages_message", MESSAGE, [
        (number, school.id, "message.general", _whom(school.id), school.name, "en", "sent",
         school.name, at, at, at)
        for number, school in messages.items()
    ])  # fmt: skip
    copy_rows("school_messages_messagewords", WORDS, [
        (number, language, *said) for number in messages for language, said in TEXTS.items()
    ])  # fmt: skip
    unread = [tie.adult.id for tie in town.families[0].ties]
    values: dict[str, Any] = {
        "messages": [*messages], "today": town.today, "unread": unread, "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RECIPIENTS, values)


def write_rules(town: Town, now: datetime) -> None:
    """The school of the most grown children tells of days of absence; the marks it looks at yet."""
    school = town.schools[-1]
    common = {"school_id": school.id, "written_by_name": school.name, "written_at": now}
    EventRule.objects.bulk_create([
        EventRule(
            name="Five days absent without an excuse", what="absences", least=5, unexcused=True,
            tells=["guardians", "counselor"], at=time(10), state="on",
            added={"en": "Please call us: we can help.", "es": "Llámenos: podemos ayudar."},
            **common,
        ),
        EventRule(
            name="A mark below 60 percent", what="mark", below=60, at=time(16),
            tells=["student", "guardians", "teacher"], often="anew", **common,
        ),
    ])  # fmt: skip


def _whom(school: int) -> str:
    said = {"who": "school", "school": school, "section": None, "student": None}
    return json.dumps(said | {"grades": [], "least": 0})
