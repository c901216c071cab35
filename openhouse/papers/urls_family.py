from django.urls import path

from openhouse.papers.views import family

urlpatterns = [
    path("<int:number>/file/", family.paper_file, name="paper-file"),
    path("<int:number>/save/", family.paper_save, name="paper-save"),
]
