from django.urls import path

from openhouse.documents.published.views import staff

urlpatterns = [
    path("", staff.class_documents, name="class-documents"),
    path("new/", staff.class_document_new, name="class-document-new"),
    path("<int:number>/", staff.class_document, name="class-document"),
    path("<int:number>/edition/", staff.class_document_edition, name="class-document-edition"),
    path("<int:number>/withdraw/", staff.class_document_withdraw, name="class-document-withdraw"),
    path("<int:number>/sheet/", staff.class_document_sheet, name="class-document-sheet"),
    path("<int:number>/file/", staff.class_document_file, name="class-document-file"),
]
