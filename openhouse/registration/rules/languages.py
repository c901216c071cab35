"""Languages that homes speak: those named most in the counts of American schools.

Codes are BCP 47's: of two letters where there are, else of three (ISO 639). ``OTHER`` is any else;
a question about it may ask which.
"""

OTHER = "mis"
LANGUAGES = (
    "en", "es", "ar", "zh", "vi", "pt", "ru", "ht", "hmn", "ko", "ur", "fr", "so", "fa", "tl",
    "uk", "ja", "hi", "pa", "bn", "ne", "te", "ta", "gu", "ml", "my", "kar", "sw", "am", "ti",
    "om", "rw", "ln", "wo", "yo", "ig", "ku", "ps", "prs", "uz", "tr", "pl", "ro", "sq", "bs",
    "sr", "de", "it", "el", "he", "hy", "km", "lo", "th", "mam", "kek", "quc", "kjb", "mix", "zap",
    "nah", "chk", "mh", "sm", "haw", "nv", "chr", "lkt", "dak", "oj", "cho", "ypk", "ik", "ase",
    OTHER,
)  # fmt: skip
