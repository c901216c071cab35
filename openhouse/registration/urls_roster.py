"""Under ``office/registration/roster/``."""

from django.urls import path

from openhouse.registration.views import roster

urlpatterns = [path("", roster.registration_roster, name="registration-roster")]
