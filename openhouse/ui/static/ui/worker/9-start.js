/* What the browser asks the worker, and what the house's own pages say to it. */

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== "GET") {
    lastSent = Date.now();
    if (request.mode === "navigate" && navigator.onLine === false) event.respondWith(unsent());
  } else if (isFile(url)) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate") {
    event.respondWith(page(event));
  }
});

const unsent = async () => said(HOUSE.unsent, (await owner())?.language || languageHere());

self.addEventListener("push", (event) => event.waitUntil(showPush(saidIn(event))));
self.addEventListener("notificationclick", (event) => event.waitUntil(openPush(event.notification)));

Object.assign(ANSWERS, {
  begin: async ({ district }) => (filling ??= begin(district).finally(() => (filling = null))),
  erase: () => erase("asked"),
  heard: async ({ page: path }) => {
    const said = await hearing.get(path);
    hearing.delete(path);
    const language = (await owner())?.language || languageHere();
    return { said: said || "nothing", words: HOUSE.words[language].newer };
  },
});

self.addEventListener("message", (event) => {
  const answer = ANSWERS[event.data?.what];
  if (!answer) return;
  const working = Promise.resolve(answer(event.data)).catch(() => null);
  event.waitUntil(working.then((said) => event.ports[0]?.postMessage(said ?? null)));
});

