"""``/verify/``: whether a paper that somebody holds is the school's and as it was issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from openhouse.access.audience import PUBLIC, audience
from openhouse.access.bodies import takes
from openhouse.access.limits import is_too_often
from openhouse.common.methods import form_page
from openhouse.common.uploads import LARGEST
from openhouse.papers.codes import read, shown
from openhouse.papers.forms import CodeForm, FileForm
from openhouse.papers.queries import Proof, proof_of
from openhouse.papers.signing import digest_of
from openhouse.papers.words import issued_words, kind_words


@audience(PUBLIC)
@form_page
def verify(request: HttpRequest) -> HttpResponse:
    """The code, typed in."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("verified", form.cleaned_data["code"])
    return render(request, "papers/verify.html", {"form": form})


@audience(PUBLIC)
@takes(LARGEST + 1024 * 1024)  # a file of 10 MB and what a form has around it
@form_page
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What a code proves; with the file itself also whether not a byte of it was changed.

    Of wrong codes few are answered, of right ones more: a whole admissions office asks from one
    address. Whoever asks too often is told to wait, never that a paper is none.
    """
    waits = is_too_often(request, "verify")
    proof = None if waits else proof_of(read(code))
    if waits or (proof is None and is_too_often(request, "verify_missed")):
        return render(request, "papers/too_many.html", status=429)
    if proof is None:
        return render(request, "papers/unknown.html", {"code": code[:40]}, status=404)
    form = FileForm(request.POST or None, request.FILES or None)
    same = form.is_valid() and digest_of(form.cleaned_data["file"].read()) == proof.digest
    context = _said(proof) | {
        "code": shown(read(code)),
        "form": form,
        "same": same if form.is_valid() else None,
    }
    return render(request, "papers/verified.html", context)


def _said(proof: Proof) -> dict[str, object]:
    what, day = kind_words(proof.kind), issued_words(proof.issued_at)
    gone = issued_words(proof.withdrawn_at) if proof.withdrawn_at else ""
    return {"proof": proof, "what": what, "day": day, "gone": gone}
