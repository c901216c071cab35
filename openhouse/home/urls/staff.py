from django.urls import path

from openhouse.home.views import staff

urlpatterns = [
    path("", staff.home, name="staff-home"),
    path("more/", staff.more, name="staff-more"),
]
