from django.urls import path

from openhouse.grades.views import gradebook, scoring

urlpatterns = [
    path("", gradebook.gradebook, name="gradebook"),
    path("scores/", scoring.scores, name="gradebook-scores"),
    path("news/", scoring.news, name="gradebook-news"),
    path("students/<int:student>/", gradebook.student, name="gradebook-student"),
    path("work/<int:assignment>/", gradebook.work, name="gradebook-work"),
]
