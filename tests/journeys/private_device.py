"""A private device in a real browser: somebody marks it, and one looks into what it keeps."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.cast import Somebody
from tests.journeys.visitor import PHONE
from tests.live import Live

_OPEN = """
  const heard = (asking) => new Promise((yes, no) => {
    asking.onsuccess = () => yes(asking.result);
    asking.onerror = () => no(asking.error);
  });
  const open = await heard(indexedDB.open("openhouse"));
  const all = (name, what) => heard(open.transaction(name).objectStore(name)[what]());
"""
#: Every byte that the origin keeps in IndexedDB, and of Cache Storage.
LOOK_INTO = f"""async () => {{
  const kept = {{ stores: {{}}, files: [], texts: [] }};
  const known = (await indexedDB.databases()).some((each) => each.name === "openhouse");
  if (!known) return kept;
  {_OPEN}
  for (const name of open.objectStoreNames) {{
    const [keys, values] = [await all(name, "getAllKeys"), await all(name, "getAll")];
    kept.stores[name] = keys.length;
    for (const [n, value] of values.entries()) {{
      const locked = value.box instanceof ArrayBuffer;
      const box = locked ? new TextDecoder("latin1").decode(value.box) : "";
      kept.texts.push(JSON.stringify([keys[n], value]) + box);
      for (const part of Object.values(value)) {{
        if (part instanceof CryptoKey) kept.texts.push(`extractable=${{part.extractable}}`);
      }}
    }}
  }}
  open.close();
  return kept;
}}"""
FILES = """async () => {
  const kept = { files: [], texts: [] };
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.files.push(new URL(request.url).pathname);
      kept.texts.push(await (await cache.match(request)).text());
    }
  }
  return kept;
}"""
#: Where the worker has had no contact for some days.
SILENT_FOR = f"""async (days) => {{
  {_OPEN}
  const store = open.transaction("state", "readwrite").objectStore("state");
  const owner = await heard(store.get("owner"));
  owner.contact -= days * 24 * 3600 * 1000;
  await heard(store.put(owner, "owner"));
  open.close();
}}"""
#: Every kept page, unlocked with the key: what its owner reads.
READ_PAGES = f"""async () => {{
  {_OPEN}
  const [owner] = (await all("state", "getAll")).filter((each) => each.box);
  const [names, pages] = [await all("pages", "getAllKeys"), await all("pages", "getAll")];
  open.close();
  return Promise.all(pages.map(async ({{ iv, box }}, n) => {{
    const how = {{ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(names[n]) }};
    const text = await crypto.subtle.decrypt(how, owner.box, box);
    return JSON.parse(new TextDecoder().decode(text)).text;
  }}));
}}"""
WORD = re.compile(r"ZQ\d+(?:north|south)", re.IGNORECASE)


@contextmanager
def own_phone(browser: Browser, live: Live, who: Somebody) -> Iterator[Page]:
    """Somebody's own phone: signed in for long, and nothing kept on it yet."""
    with browser.new_context(
        reduced_motion="reduce", viewport=PHONE, timezone_id="America/Chicago", locale="en-US"
    ) as context:
        context.add_cookies([live.cookie_of(who, own_device=True)])  # type: ignore[list-item]
        context.set_default_timeout(15_000)
        yield context.new_page()


def mark_as_private(page: Page, live: Live) -> None:
    """On the page of devices; until the pages of all tools are there."""
    page.goto(f"{live.url}/north/account/devices/")
    page.get_by_role("button", name="This is my own device").press("Enter")
    expect(page.get_by_text("This device keeps the pages you read")).to_be_visible()
    filled(page)


def filled(page: Page) -> dict[str, Any]:
    """What is kept, once the worker has fetched all."""
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(
        """async () => {
          const worker = (await navigator.serviceWorker.ready).active;
          const channel = new MessageChannel();
          const answer = new Promise((yes) => (channel.port1.onmessage = yes));
          worker.postMessage({ what: "begin", district: "north" }, [channel.port2]);
          await answer;
          return true;
        }"""
    )
    return kept_on(page)


def kept_on(page: Page) -> dict[str, Any]:
    """How many rows each store has, which files, and every text of both."""
    found: dict[str, Any] = page.evaluate(LOOK_INTO)
    files = page.evaluate(FILES)
    return found | {"files": files["files"], "texts": found["texts"] + files["texts"]}


def pages_on(page: Page) -> list[str]:
    """The kept pages as their owner reads them."""
    found: list[str] = page.evaluate(READ_PAGES)
    return found


def names_nobody(kept: dict[str, Any]) -> bool:
    """If no word of any row of the cast can be read in it."""
    return not WORD.search(json.dumps(kept["texts"]))


def is_empty(kept: dict[str, Any]) -> bool:
    """If it holds nothing of anybody: files of the house at most."""
    stores = {name: count for name, count in kept["stores"].items() if name != "state"}
    keys = any("extractable=" in text for text in kept["texts"])
    return not any(stores.values()) and not keys and names_nobody(kept)


@contextmanager
def without_network(context: BrowserContext) -> Iterator[None]:
    context.set_offline(True)
    try:
        yield
    finally:
        context.set_offline(False)
