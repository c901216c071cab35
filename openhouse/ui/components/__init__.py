"""The components: `<name>.py` writes the HTML, `static/ui/css/components/<name>.css` dresses it."""
