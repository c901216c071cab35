"""The two apps before a district is chosen."""

from django.urls import path

from openhouse.home.app.rules import PARENT, STUDENT
from openhouse.home.views import app

urlpatterns = [
    path(f"{PARENT}/", app.begin_app, {"app": PARENT}, name="begin-parent"),
    path(f"{STUDENT}/", app.begin_app, {"app": STUDENT}, name="begin-student"),
    path(f"{PARENT}/manifest.webmanifest", app.show_manifest, {"app": PARENT}, name="first-parent"),
    path(
        f"{STUDENT}/manifest.webmanifest", app.show_manifest, {"app": STUDENT}, name="first-student"
    ),
    path("at/<slug:slug>/", app.choose_district, name="choose-district"),
]
