from django.urls import path

from openhouse.documents.published.views import office

urlpatterns = [
    path("", office.school_documents, name="school-documents"),
    path("new/", office.school_document_new, name="school-document-new"),
    path("<int:number>/", office.school_document, name="school-document"),
    path("<int:number>/edition/", office.school_document_edition, name="school-document-edition"),
    path(
        "<int:number>/withdraw/", office.school_document_withdraw, name="school-document-withdraw"
    ),
    path("<int:number>/sheet/", office.school_document_sheet, name="school-document-sheet"),
    path("<int:number>/file/", office.school_document_file, name="school-document-file"),
]
