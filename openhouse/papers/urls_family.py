from django.urls import path

from openhouse.papers.views import family

urlpatterns = [path("<int:number>/", family.paper, name="paper")]
