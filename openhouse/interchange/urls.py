from django.urls import path

from openhouse.interchange.views import staff

urlpatterns = [path("", staff.imports, name="imports")]
