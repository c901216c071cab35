from django.urls import path

from openhouse.attendance.views import staff

urlpatterns = [
    path("", staff.rolls, name="rolls"),
    path("<int:section>/<int:period>/", staff.roll, name="roll"),
    path("<int:section>/<int:period>/seats/", staff.roll_seats, name="roll-seats"),
]
