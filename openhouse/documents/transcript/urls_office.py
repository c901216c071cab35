from django.urls import path

from openhouse.documents.transcript.views import district, lines, office

urlpatterns = [
    path("", office.transcript_desk, name="transcript-desk"),
    path("differences/", office.transcript_differences, name="transcript-differences"),
    path("students/<int:student>/", office.office_transcript, name="office-transcript"),
    path("students/<int:student>/new/", lines.transcript_line_new, name="transcript-line-new"),
    path("students/<int:student>/lines/<int:line>/", lines.transcript_line,
         name="transcript-line"),
    path("rules/", district.transcript_rules, name="transcript-rules"),
    path("needs/", district.transcript_needs, name="transcript-needs"),
    path("courses/", district.course_credits, name="course-credits"),
]  # fmt: skip
