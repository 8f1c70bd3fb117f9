// Keeps the files of this version and a page for when there is no connection. A page with a question is never kept:
// it is somebody's, and it would be an old one.
"use strict";

const CACHE = `meetlat-${GIVEN.version}`;
const MEMORY = "meetlat-memory";
const LANGUAGE = "/language";

self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function prepare() {
  const cache = await caches.open(CACHE);
  await Promise.all(GIVEN.files.map(async (file) => {
    const answer = await fetch(file);
    // Another version may answer while this one is being rolled out; its file is not this one's.
    if (!lasts(answer)) throw new Error(file);
    await cache.put(file, answer);
  }));
  await cache.addAll(Object.values(GIVEN.pages));
}

// A page that is open goes on with its own files, until the version after this one.
async function takeOver() {
  const older = (await caches.keys()).filter((name) => name.startsWith("meetlat-") && ![CACHE, MEMORY].includes(name));
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  if (self.registration.navigationPreload) await self.registration.navigationPreload.enable();
  await self.clients.claim();
}

const lasts = (answer) => answer.ok && (answer.headers.get("Cache-Control") || "").includes("immutable");

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(visit(event));
  else if (request.method === "GET" && pathname.startsWith("/static/")) event.respondWith(file(event));
});

async function file(event) {
  const found = await caches.match(event.request, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(event.request);
  if (lasts(answer)) {
    const copy = answer.clone();
    event.waitUntil(caches.open(CACHE).then((cache) => cache.put(event.request, copy)));
  }
  return answer;
}

async function visit(event) {
  const { request } = event;
  let answer;
  try {
    answer = (await event.preloadResponse) || (await fetch(request));
  } catch {
    // nobody there
  }
  // A proxy says it in its own way when there is nobody behind it.
  if (!answer || [502, 503, 504].includes(answer.status)) {
    return request.method === "GET" ? withoutConnection() : Response.redirect("/", 303);
  }
  if (new URL(request.url).pathname === "/out") event.waitUntil(forget());
  else event.waitUntil(remember(answer.headers.get("Content-Language")));
  return answer;
}

async function withoutConnection() {
  const told = await (await caches.open(MEMORY)).match(LANGUAGE);
  const language = told ? await told.text() : "";
  return (await caches.open(CACHE)).match(GIVEN.pages[language] || Object.values(GIVEN.pages)[0]);
}

let spoken = "";
async function remember(language) {
  if (!language || language === spoken) return;
  spoken = language;
  await (await caches.open(MEMORY)).put(LANGUAGE, new Response(language));
}

// Somebody signed out: nothing of theirs stays on this device.
async function forget() {
  spoken = "";
  if (navigator.clearAppBadge) await navigator.clearAppBadge().catch(() => {});
  for (const told of await self.registration.getNotifications()) told.close();
  await caches.delete(MEMORY);
  await new Promise((resolve) => {
    const asked = indexedDB.open("meetlat");
    asked.onerror = resolve;
    asked.onsuccess = () => {
      const things = [...asked.result.objectStoreNames];
      if (things.length) {
        const unit = asked.result.transaction(things, "readwrite");
        for (const name of things) unit.objectStore(name).clear();
      }
      asked.result.close();
      resolve();
    };
    // It was not there: a page makes it when it needs it.
    asked.onupgradeneeded = () => asked.transaction.abort();
  });
}

self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data.json();
  } catch {
    // Something has to be shown in any case.
  }
  event.waitUntil(tell(told));
});

async function tell({ title, body, url, tag, badge }) {
  if (Number.isInteger(badge) && navigator.setAppBadge) await navigator.setAppBadge(badge).catch(() => {});
  await self.registration.showNotification(title || "Meetlat", { body, tag, icon: GIVEN.icon, data: { url: url || "/" } });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data || {}).url || "/"));
});

async function open(url) {
  const asked = new URL(url, location.origin);
  const target = asked.origin === location.origin ? asked : new URL("/", location.origin);
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!page) return self.clients.openWindow(target.href);
  const there = await page.focus().catch(() => page);
  return target.pathname === "/" ? there : there.navigate(target.href);
}
