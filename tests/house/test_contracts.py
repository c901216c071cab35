"""The import contracts of ``pyproject.toml`` name what is there."""

import tomllib

from tests.database import ROOT

VIEWS = "Views read through queries, never through models"


def test_no_module_of_models_is_left_out_of_what_views_may_not_read() -> None:
    """import-linter takes ``**`` for whole names only, so each is written down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = (
        one for one in settings["tool"]["importlinter"]["contracts"] if one["name"] == VIEWS
    )
    there = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in (ROOT / "openhouse").rglob("models_*.py")
    }
    assert there and there <= set(contract["forbidden_modules"])
