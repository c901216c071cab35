"""The papers that a school issued, with what each person gets: part of the matrix."""

#: A paper by whom it is about: a report card of ben's, ana's and leo's, one of ben's that is not
#: released yet, and his immunizations.
OF_A_PAPER = ("paper", "paper-file", "paper-save")
PAPERS = """
                paper_ben paper_ben_waits paper_ben_health paper_ana paper_leo away none
nobody          in        in              in               in        in        in   in
mother          200       404             200              200       404       404  404
father          404       404             404              200       404       404  404
barred          404       404             404              404       404       404  404
barred_before   404       404             404              404       200       404  404
no_portal       404       404             404              404       404       404  404
ended           404       404             404              404       404       404  404
emergency       404       404             404              404       404       404  404
ben             200       404             200              404       404       404  404
mia             404       404             404              404       404       404  404
adult_mother    404       404             404              404       404       404  404
grandmother     404       404             404              404       404       404  404
teacher         403       403             403              403       403       403  403
teacher_mother  404       404             404              404       200       404  404
second_teacher  403       403             403              403       403       403  403
clerk           403       403             403              403       403       403  403
admin           403       403             403              403       403       403  403
nurse           403       403             403              403       403       403  403
empty_parent    404       404             404              404       404       404  404
long_parent     404       404             404              404       404       404  404
"""

#: A release of report cards, by its school; and of one student's card in it.
OF_A_RELEASE = ("card-release", "card-print")
ABOUT_A_CARD = ("card-student", "card-proof", "card-student-withdraw")
CARDS = {
    "clerk": {"release_high": "200", "release_out": "200", "release_back": "200"},
    "admin": {
        "release_high": "200",
        "release_elementary": "200",
        "release_out": "200",
        "release_back": "200",
    },
}
#: The question whether all of them are taken back: there for those that families see.
TAKES_BACK = "card-withdraw"
#: Templates are the district's alone.
OF_TEMPLATES = {"card-templates", "card-template", "card-preview"}

#: A paper that was taken back, as ``OF_A_PAPER``: its words in the place of page and file.
WITHDRAWN = {"mother": ("200", "410", "410"), "ben": ("200", "410", "410")}
