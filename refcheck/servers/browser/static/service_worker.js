// Keeps the page for when there is no network: all files of one build together, never some of one and some of another.

const NAME = `refcheck ${VERSION}`;
const ROOT = new URL("./", location);

const kept = async () => {
  const cache = await caches.open(NAME);
  await cache.addAll(["./", ...FILES].map((file) => new Request(new URL(file, ROOT), { cache: "no-cache" })));
};

const cleared = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("refcheck ") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
};

const answered = async (request) => {
  const cache = await caches.open(NAME);
  const found = await cache.match(request, { ignoreSearch: true });
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok && request.url.endsWith(".whl")) await cache.put(request, answer.clone()); // brought along when it is first needed
  return answer;
};

addEventListener("install", (event) => event.waitUntil(kept()));
addEventListener("activate", (event) => event.waitUntil(cleared()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT.href)) event.respondWith(answered(request));
});
