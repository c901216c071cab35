"""What stands on the pages of a PDF, as a reader of its own finds it."""

import pypdfium2


def words_of_pages(content: bytes) -> list[str]:
    """The text of each page, lines as they stand."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
