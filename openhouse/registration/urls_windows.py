"""Under ``office/registration/windows/``."""

from django.urls import path

from openhouse.registration.views import windows

urlpatterns = [
    path("", windows.registration_windows, name="registration-windows"),
    path("<int:ends_in>/", windows.registration_window, name="registration-window"),
]
