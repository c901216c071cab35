from django.urls import path

from openhouse.registration.views import people

urlpatterns = [
    path("<int:candidate>/people/", people.registration_people, name="registration-people"),
]
