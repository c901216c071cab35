"""Papers that were taken back: what stands in their place for the family."""

from collections.abc import Sequence
from typing import Any

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.papers.models import Paper, PaperWithdrawal
from openhouse.papers.queries import papers_of, withdrawals_of
from openhouse.papers.words import title_words, withdrawn_words


def page(viewer: Viewer, child: Child, number: int) -> dict[str, Any] | None:
    """The context of ``papers/withdrawn.html``; None where no such paper of hers was taken back."""
    every = list(withdrawals_of(viewer, child.id))
    found = next((one for one in every if one.paper_id == number), None)
    if found is None:
        return None
    after = put_right_by(every, list(papers_of(viewer, child.id))).get(number)
    return {
        "child": child,
        "back": address("documents", child.id),
        "title": title_words(found.title, found.kind, found.language),
        "said": withdrawn_words(found, is_replaced=after is not None),
        "after": address("paper", child.id, after.pk) if after else "",
    }


def put_right_by(
    withdrawals: Sequence[PaperWithdrawal], papers: Sequence[Paper]
) -> dict[int, Paper]:
    """By the number of each that was taken back the paper that replaces it, if there is one.

    What replaced it first may have been taken back as well. A twin goes with those that were taken
    back with it.
    """
    then = {one.corrects_id: one.paper_id for one in withdrawals if one.corrects_id}
    there = {one.corrects_id: one for one in papers if one.corrects_id}
    found: dict[int, Paper] = {}
    for one in withdrawals:
        number: int | None = one.paper_id
        while number is not None and number not in there:
            number = then.get(number)
        if number is not None:
            found[one.paper_id] = there[number]
    together = {
        (one.student_id, one.withdrawn_at): found[one.paper_id]
        for one in withdrawals
        if one.paper_id in found
    }
    twins = [one for one in withdrawals if one.is_twin]
    for one in twins:
        if right := together.get((one.student_id, one.withdrawn_at)):
            found[one.paper_id] = right
    return found


def newest_of(withdrawals: Sequence[PaperWithdrawal]) -> list[PaperWithdrawal]:
    """One a card: of several editions that were taken back at once the last, in one language."""
    before = {(one.corrects_id, one.withdrawn_at) for one in withdrawals}
    return [
        one
        for one in withdrawals
        if not one.is_twin and (one.paper_id, one.withdrawn_at) not in before
    ]
