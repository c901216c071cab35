from django.urls import path

from openhouse.grades.views import posting

urlpatterns = [path("", posting.posting_windows, name="posting-windows")]
