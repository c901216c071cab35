from django.urls import path

from openhouse.interchange.views.vaccines import nurse_file

urlpatterns = [path("", nurse_file, name="nurse-file")]
