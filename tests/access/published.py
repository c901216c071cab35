"""The pages of published documents, with what each person gets: part of the matrix."""

#: Pages of a family about one document of one of its children; read as: for her own child.
OF_A_DOCUMENT = ("document", "document-file", "document-save")
#: With the child whose it is (of a school's or class's: ben), the other district's, and none.
DOCUMENTS = """
                doc_school doc_class doc_ana doc_ben doc_leo doc_soon doc_taken_back away none
nobody          in         in        in      in      in      in       in             in   in
mother          200        200       200     200     404     404      404            404  404
father          404        404       200     404     404     404      404            404  404
barred          404        404       404     404     404     404      404            404  404
barred_before   404        404       404     404     200     404      404            404  404
no_portal       404        404       404     404     404     404      404            404  404
ended           404        404       404     404     404     404      404            404  404
emergency       404        404       404     404     404     404      404            404  404
ben             200        200       404     200     404     404      404            404  404
mia             404        404       404     404     404     404      404            404  404
adult_mother    404        404       404     404     404     404      404            404  404
grandmother     404        404       404     404     404     404      404            404  404
teacher         403        403       403     403     403     403      403            403  403
teacher_mother  404        404       404     404     200     404      404            404  404
second_teacher  403        403       403     403     403     403      403            403  403
clerk           403        403       403     403     403     403      403            403  403
admin           403        403       403     403     403     403      403            403  403
nurse           403        403       403     403     403     403      403            403  403
empty_parent    404        404       404     404     404     404      404            404  404
long_parent     404        404       404     404     404     404      404            404  404
"""
#: Pages of an office about a document, with what it gets by GET; whoever keeps none gets 403.
OF_AN_OFFICES_DOCUMENT = {
    "school-document": "200",
    "school-document-file": "200",
    "school-document-edition": "405",
    "school-document-withdraw": "405",
    "school-document-sheet": "405",
}
#: Those of which school each office opens.
KEEPS = {
    "clerk": ("doc_school", "doc_class", "doc_ben", "doc_soon", "doc_taken_back"),
    "admin": (
        *("doc_school", "doc_class", "doc_ana", "doc_ben", "doc_leo", "doc_soon"),
        "doc_taken_back",
    ),
}
#: The same of a teacher, for a class of hers.
OF_A_CLASS_DOCUMENT = {
    "class-document": "200",
    "class-document-file": "200",
    "class-document-edition": "405",
    "class-document-withdraw": "405",
    "class-document-sheet": "405",
}
#: A line of a transcript, in an office under its student's address; 404 where not said otherwise.
OF_A_LINE = ("transcript-line",)
LINES = {
    "clerk": {"line_ben_english": "200", "line_ben_struck": "200", "line_cai": "200"},
    "admin": {"line_ben_english": "200", "line_ben_struck": "200", "line_cai": "200"},
}
