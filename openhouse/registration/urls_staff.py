"""Under ``staff/registration/``."""

from django.urls import path

from openhouse.registration.views import desk

urlpatterns = [
    path("", desk.registration_parts, name="registration-parts"),
    path("<int:candidate>/", desk.registration_part, name="registration-part"),
    path("<int:candidate>/do/", desk.registration_part_do, name="registration-part-do"),
    path(
        "<int:candidate>/files/<int:file>/",
        desk.registration_part_file,
        name="registration-part-file",
    ),
]
