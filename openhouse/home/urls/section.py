from django.urls import path

from openhouse.home.views import section_changes

urlpatterns = [
    path(
        "<int:student>/<int:assignment>/",
        section_changes.gradebook_score_changes,
        name="gradebook-score-changes",
    ),
    path(
        "<int:student>/marks/<int:task>/<int:term>/",
        section_changes.gradebook_mark_changes,
        name="gradebook-mark-changes",
    ),
]
