"""Where the bus stops: the home of a child who rides, for who plans the buses (decision 0053)."""

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.registration.compared import Compared, compared
from openhouse.registration.models import Candidate
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.riding import rides
from openhouse.registration.words import shown

ADDRESS = "household.address"


def where_she_lives(candidate: Candidate, said: Compared) -> str:
    """The address of the home that registers the child, as its family says it; "" where by *said*,
    which is what transport reads of her, she does not ride. The house reads it, and no more."""
    if not rides((line.question, line.new) for line in said.all_lines()):
        return ""
    with as_the_house():
        whole = compared(System(), candidate, (Desk.OFFICE,))
    lines = whole.lines[whole.home.pk] if whole.home else []
    line = next((one for one in lines if one.fills == ADDRESS), None)
    return shown(line.question, line.new, reader_language(), {}) if line else ""
