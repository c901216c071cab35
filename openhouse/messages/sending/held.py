"""Holding back, for the office, what was to go out later from a teacher who is gone since."""

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.courses.models import Placement
from openhouse.courses.queries import section_of_teacher
from openhouse.messages.models import Message
from openhouse.people.models import StaffPost

State = Message.State


def is_held(message: Message) -> bool:
    """If a teacher's message waits for the office: in the months until its time came she has left
    the class or the school, or the one student whom it is about has."""
    if message.section_id is None or message.taken_over or message.state != State.WAITING:
        return False
    today, writer = clock.today(), message.written_by_id or 0
    placed = Placement.objects.visible_to(System()).filter(
        running(today), section_id=message.section_id, student_id=message.student_id
    )
    if (
        section_of_teacher(writer, message.section_id, today)
        and StaffPost.objects.filter(running(today), person_id=writer, role="teacher").exists()
        and (message.student_id is None or placed.exists())
    ):
        return False
    message.state = State.HELD
    message.save(update_fields=["state"])
    return True
