from django.urls import path

from openhouse.immunizations.care.views import health_at_school
from openhouse.immunizations.views import family

urlpatterns = [
    path("", family.immunizations, name="immunizations"),
    path("health/", health_at_school, name="health-at-school"),
    path("reminder.ics", family.immunization_reminder, name="immunization-reminder"),
    path("paper/", family.immunization_paper, name="immunization-paper"),
    path("card/", family.immunization_card, name="immunization-card"),
    path("card/<int:card>/", family.immunization_card_file, name="immunization-card-file"),
    path(
        "card/<int:card>/withdraw/",
        family.immunization_card_withdraw,
        name="immunization-card-withdraw",
    ),
]
