"""The questions of a school to a family: each desk and each school notes and sends its own."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.registration.compared import Compared
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.office.holding import Refused
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.mapping import Line, Says


def asked_by(found: Compared, schools: Collection[int | None]) -> list[Line]:
    """The questions that wait for an answer and that an office of *schools* has noted."""
    return [line for line in asks(found) if is_of(line, schools)]


def asks(found: Compared) -> list[Line]:
    """Whoever asks."""
    return [line for line in found.all_lines() if line.says == Says.ASK]


def is_of(line: Line, schools: Collection[int | None]) -> bool:
    """If an office of *schools* asks it, and no other desk or school."""
    return line.asker[0] == Desk.OFFICE and line.asker[1] in schools


def send_questions(found: Compared, schools: Collection[int | None]) -> int:
    """The family reads what an office of *schools* has noted; how many questions. By the house.

    Raises Refused where there is none.
    """
    mine = asked_by(found, schools)
    if not mine and asks(found):
        raise Refused(
            _(
                "The questions here are another desk’s or another school’s, which sends them"
                " itself. Note one of your own first."
            )
        )
    if not mine:
        raise Refused(_("Note a question at an answer first; then it can be sent."))
    for line in mine:
        rows = FieldDecision.objects.visible_to(System()).filter(
            part_id=line.part, key=line.question.key
        )
        rows.update(told_at=clock.now())
    return len(mine)


def refuse_asked(found: Compared, schools: Collection[int | None]) -> None:
    """Nothing is taken while a question is open. Raises Refused."""
    if asked_by(found, schools):
        raise Refused(_("A question to the family is not answered yet. Send it, or take it back."))
    if asks(found):
        raise Refused(
            _(
                "Another desk or another school has asked the family something that is not answered"
                " yet. Wait for it, or decide that answer yourself."
            )
        )


def asked_words(line: Line, schools: Collection[int | None]) -> str:
    """What is or was asked, and who asks where it is not the office itself; "" for nothing."""
    if line.answered:
        return _("Asked and answered: %(question)s") % {"question": line.answered}
    if not line.asked:
        return ""
    words = _("Asked: %(question)s")
    if not is_of(line, schools):
        words = _("Another school asks: %(question)s")
        if line.asker[0] == Desk.TRANSPORT:
            words = _("Transport asks: %(question)s")
    return words % {"question": line.asked}
