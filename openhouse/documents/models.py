"""The tables of documents; each part keeps its own, and Django looks for models here alone."""

from openhouse.documents import models_cards, models_transcript
from openhouse.documents.models_published import (
    PublishedEdition,
    PublishedFile,
    PublishedReceipt,
)

__all__ = ["PublishedEdition", "PublishedFile", "PublishedReceipt"]
CARDS = models_cards
TRANSCRIPT = models_transcript
