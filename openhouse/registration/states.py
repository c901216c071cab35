"""How a child of an application stands, and which states mean what to an office."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("With the school")
    ASKED = "asked", _("The school has a question")
    WAITING = "waiting list", _("On the waiting list")
    ACCEPTED = "accepted", _("Accepted")
    POSTED = "posted", _("Registered")
    DECLINED = "declined", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")


#: In which states an office decides, has something to look at, and has given a seat.
UNDECIDED = (State.SENT, State.ASKED, State.WAITING)
WITH_THE_SCHOOL = (*UNDECIDED, State.ACCEPTED)
SEATED = (State.ACCEPTED, State.POSTED)
#: In which it is not decided to its end, sent or not.
NOT_OVER = (State.DRAFT, *WITH_THE_SCHOOL)
#: The child does not come: nothing waits for anybody.
NOT_COMING = (State.DECLINED, State.WITHDRAWN)
#: In which an office decides about a change between registrations: nobody waits for a seat by it.
CHANGE_UNDECIDED = (State.SENT, State.ASKED)
