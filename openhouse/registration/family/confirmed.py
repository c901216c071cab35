"""The e-mail address that a new family has confirmed, as its first adult's."""

from openhouse.common import clock
from openhouse.registration.models import Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.queries import form_with
from openhouse.registration.rules.form import Per


def keep_confirmed(adult: Part, email: str) -> None:
    """The address at which the link was opened is *adult*'s until she says another: to it her way
    in goes once a child is enrolled. By the house.
    """
    for section in form_with(adult.application.version_id).sections:
        for question in section.questions:
            if section.per == Per.GUARDIAN and question.fills == "person.email":
                Answer(
                    application=adult.application, part=adult, desk=str(section.desk),
                    key=question.key, value=email, answered_at=clock.now(),
                ).save(force_insert=True)  # fmt: skip
