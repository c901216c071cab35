/* Style, scripts and icons: their addresses say their content, so what is there is right. They are
   of nobody, and kept on shared devices too. */

const FILES = `files-${HOUSE.release}`;

const isFile = (url) => /^\/(static\/|ui\/look-)/.test(url.pathname);

async function file(request) {
  const cache = await caches.open(FILES);
  const found = await cache.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await cache.put(request.url, answer.clone());
  return answer;
}

/* What is said where there is no network and no page, or a form that cannot go; about nobody. */
async function said(pages, language, status = 503) {
  const page = await caches.match(pages[language] || pages.en);
  const sheet = (await (await caches.open(FILES)).keys()).find(({ url }) => url.includes("/ui/look-"))?.url;
  const text = page ? await page.text() : "";
  const body = sheet ? text.replace(/href="[^"]*\/ui\/look-[^"]*"/, `href="${sheet}"`) : text;
  return new Response(body, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/* What pages need to look as they do. */
async function keepFilesOf(text) {
  const cache = await caches.open(FILES);
  for (const [, path] of text.matchAll(/(?:href|src)="(\/(?:static\/|ui\/look-)[^"]*)"/g)) {
    if (!(await cache.match(path))) await cache.add(path).catch(() => {});
  }
}

async function install() {
  const cache = await caches.open(FILES);
  await cache.addAll([...Object.values(HOUSE.offline), ...Object.values(HOUSE.unsent)]);
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) if (name !== FILES) await caches.delete(name);
  await self.clients.claim();
}
