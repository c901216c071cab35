"""The tables of documents; each part keeps its own, and Django looks for models here alone."""

from openhouse.documents import models_transcript

TRANSCRIPT = models_transcript
