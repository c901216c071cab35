from django.urls import path

from openhouse.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.show_gallery, name="gallery"),
    path("look-<int:hue>-<slug:digest>.css", views.stylesheet, name="stylesheet"),
]
