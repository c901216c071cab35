from django.urls import path

from openhouse.registration.views import places

urlpatterns = [
    path("", places.registration_places, name="registration-places"),
    path("waiting/", places.registration_waiting, name="registration-waiting"),
    path("streets/", places.registration_zones, name="registration-zones"),
    path("streets/file/", places.registration_zones_file, name="registration-zones-file"),
]
