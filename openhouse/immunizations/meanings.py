"""What the words of a health record mean, for a family."""

from django.utils.translation import gettext_lazy as _

#: As the page shows them: the word, and a sentence.
OF_IMMUNIZATIONS = (
    (_("Dose"), _("One shot, or one swallowed vaccine. Most vaccines need several.")),
    (
        _("In progress"),
        _("A dose is still missing, and a doctor’s appointment for it is on file."),
    ),
    (
        _("Exemption"),
        _("A form by which the school does not ask for a vaccine, for a medical or other reason."),
    ),
    (_("Does not count"), _("A dose that came too early or too soon after another one.")),
)
