/// <reference lib="webworker" />
/**
 * Keeps one whole version of the site: it is complete before it is used, it answers from nothing else, and the next
 * version waits until the reader asks for it.
 */
export {};

declare const version: string;
/** File below the site's root → its SHA-256, as integrity has it. */
declare const files: Readonly<Record<string, string>>;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const root = new URL("./", worker.location.href);
const prefix = `rbm ${root.pathname} `;
const name = prefix + version;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
worker.addEventListener("message", ({ data }) => {
  if (data === "use the new version") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const file = keptFile(event.request);
  if (file !== undefined) event.respondWith(answer(event.request, file));
});

/** A file that was replaced meanwhile fails its hash, and the installation with it; the browser tries again later. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(name);
  const requests = Object.entries(files).map(
    ([file, integrity]) => new Request(new URL(file, root), { cache: "no-cache", integrity })
  );
  await cache.addAll(requests);
}

async function dropOthers(): Promise<void> {
  for (const other of await caches.keys()) if (other.startsWith(prefix) && other !== name) await caches.delete(other);
}

/** The kept file that answers a request, or undefined if it is none of ours. */
function keptFile({ method, url }: Request): string | undefined {
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== root.origin || !pathname.startsWith(root.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(root.pathname.length));
  return [path, `${path}.html`, `${path}index.html`].find((file) => Object.hasOwn(files, file));
}

async function answer(request: Request, file: string): Promise<Response> {
  const kept = await (await caches.open(name)).match(new URL(file, root));
  // A browser short of room may drop what it keeps.
  return kept ?? fetch(request);
}
