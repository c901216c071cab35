"""A request ends in the views: what is below them takes who asks and what was sent."""

import re

from tests.database import ROOT

CODE = ROOT / "openhouse"
#: What a request is made into a viewer by, what frames each page, and what signs somebody in.
HOLD_IT = {"access", "config", "home", "sign_in", "ui", "common"}


def test_below_its_views_no_feature_takes_a_request() -> None:
    features = [each for each in CODE.iterdir() if (each / "__init__.py").is_file()]
    below = [
        path
        for feature in features
        if feature.name not in HOLD_IT
        for path in feature.rglob("*.py")
        if "views" not in (*path.relative_to(CODE).parts, path.stem)
        and not path.stem.startswith("views_")
    ]
    assert len(below) > 500
    takes = [
        path.relative_to(CODE).as_posix()
        for path in below
        if re.search(r"\bHttpRequest\b", path.read_text(encoding="utf-8"))
    ]
    assert takes == []
