"""What the tests of signing in share."""

from collections.abc import Iterator

import pytest

from tests.sign_in.openid_server import Provider, openid_provider


@pytest.fixture(scope="session")
def running_openid() -> Iterator[Provider]:
    """One provider for all tests of this process."""
    with openid_provider() as provider:
        yield provider


@pytest.fixture
def openid(running_openid: Provider) -> Iterator[Provider]:
    """The provider, honest at the beginning of each test."""
    running_openid.lie = None
    running_openid.asked.clear()
    running_openid.proofs.clear()
    yield running_openid
    running_openid.lie = None
