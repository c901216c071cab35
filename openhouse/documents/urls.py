from django.urls import path

from openhouse.documents.published.views import family as published
from openhouse.documents.views import family, papers

urlpatterns = [
    path("documents/", family.documents, name="documents-all"),
    path("<int:student>/documents/", family.documents, name="documents"),
    path("<int:student>/papers/<int:number>/", papers.paper, name="paper"),
    path("<int:student>/documents/<int:number>/", published.document, name="document"),
    path("<int:student>/documents/<int:number>/file/", published.document_file,
         name="document-file"),
    path("<int:student>/documents/<int:number>/save/", published.document_save,
         name="document-save"),
]  # fmt: skip
