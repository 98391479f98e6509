// Opens the app without a network: its own files from the device, pages from the network while there is one. The API is never touched:
// a measurement and its figures are never old ones.
import { measure } from '@i-speed/engine';
import { attemptAuto } from '#lib/auto/attempt.ts';
import { isPrivate } from '#lib/private-page.ts';
import { version } from '$app/env';
import { assets } from '$app/manifest';
import { self as worker } from '$app/service-worker';

const CACHE = `i-speed-${version}`;
/** Pages that open without a network from the first visit on; other public ones, without what was asked of them, once they were visited. */
const PAGES = ['/', '/en', '/lich-su', '/en/lich-su', '/bao-vung-lom', '/en/bao-vung-lom'];
const FILES = new Set(
  assets
    .map(({ path }) => new URL(path, worker.location.origin).pathname)
    .filter((path) => !/^\/(guide|portal)\//.test(path)),
);
/** Built files, named by their content: what is kept under such a name is never old. */
const BUILT = '/_app/immutable/';

worker.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || pathname.startsWith('/api/')) return;
  if (FILES.has(pathname) || pathname.startsWith(BUILT)) event.respondWith(fromDevice(request));
  else if (request.mode === 'navigate') event.respondWith(fromNetwork(request));
});

// Automatic mode, where the browser lets an app measure while it is closed. The browser chooses the moment, the schedule whether to use it.
worker.addEventListener('periodicsync', (event) => {
  asPeriodic(event).waitUntil(attemptAuto({ isBackground: true, measure }).catch(() => undefined));
});

/** Guarantee: a `periodicsync` event is an ExtendableEvent (Periodic Background Sync draft), which TypeScript's library does not know. */
function asPeriodic(event: Event): ExtendableEvent {
  return event as ExtendableEvent;
}

/** Keeps each page with the built files that it names; a page that cannot be had now is kept at its first visit. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES]);
  await Promise.allSettled(PAGES.map((path) => keepPage(cache, path)));
}

async function keepPage(cache: Cache, path: string): Promise<void> {
  const answer = await fetch(path);
  if (!answer.ok) return;
  const html = await answer.clone().text();
  const names = html.matchAll(/_app\/immutable\/[\w./-]+\.(?:js|css|woff2)/g);
  await cache.addAll([...new Set([...names].map(([name]) => `/${name}`))]);
  await cache.put(path, answer);
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('i-speed-') && name !== CACHE) await caches.delete(name);
}

async function fromDevice(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request.url);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

async function fromNetwork(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && search === '' && !isPrivate(pathname))
      await cache.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request.url, { ignoreSearch: true });
    const instead = await insteadOf(cache, pathname);
    if (kept === undefined && instead === undefined) throw error;
    return kept ?? Response.redirect(instead ?? '/');
  }
}

/** Address of the kept page that tells most where another cannot be had: one's own results for a result, else the start. A page finds its files by its own address. */
async function insteadOf(cache: Cache, pathname: string): Promise<string | undefined> {
  const base = pathname === '/en' || pathname.startsWith('/en/') ? '/en' : '';
  const isResult = pathname.startsWith(`${base}/do/`);
  for (const page of [...(isResult ? [`${base}/lich-su`] : []), base || '/'])
    if (page !== pathname && (await cache.match(page)) !== undefined) return page;
  return undefined;
}
