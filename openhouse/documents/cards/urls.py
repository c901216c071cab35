from django.urls import path

from openhouse.documents.cards.views import district, office, withdrawing

urlpatterns = [
    path("", office.card_releases, name="card-releases"),
    path("templates/", district.card_templates, name="card-templates"),
    path("templates/<int:number>/", district.card_template, name="card-template"),
    path("templates/<int:number>/preview/", district.card_preview, name="card-preview"),
    path("<int:release>/", office.card_release, name="card-release"),
    path("<int:release>/print/", office.card_print, name="card-print"),
    path("<int:release>/withdraw/", withdrawing.card_withdraw, name="card-withdraw"),
    path("<int:release>/students/<int:student>/withdraw/", withdrawing.card_student_withdraw,
         name="card-student-withdraw"),
    path("<int:release>/students/<int:student>/", office.card_student, name="card-student"),
    path("<int:release>/students/<int:student>/<int:edition>/", office.card_file, name="card-file"),
    path("<int:release>/students/<int:student>/proof/", office.card_proof, name="card-proof"),
]  # fmt: skip
