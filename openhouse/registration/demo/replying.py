"""A family of the demonstration answers what the school has asked, on the page that asks it."""

from openhouse.access.viewer import System
from openhouse.registration.family.after_sending import reply_form
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.standing.state import standing_of
from openhouse.registration.standing.whose import Filler, application_of


def answers_a_question(filler: Filler, application: int, words: str) -> None:
    """Answer the one question that is open in *words*. Raises LookupError where it is refused."""
    asks = FieldDecision.objects.visible_to(System()).filter(
        application=application, says=FieldDecision.Says.ASK, answered_at=None
    )
    asked = asks.get()
    standing = standing_of(filler, application_of(filler, application))
    form = reply_form(standing, asked.pk, ({f"{asked.part_id}-{asked.key}": words}, {}))
    if form is None or not form.keep():
        raise LookupError("The answer is not taken")
