// What a device takes along and what waits on it, encrypted under a key that the server gave; and handing it in.
//
// The age of a thing is how long ago the server issued the ticket it was made with. A device's clock is asked for
// differences alone; when it jumped far, the key goes and only the server, which knows better, gives it again.

const NAME = "outdoors";
const ANSWERED_WITHIN = 15_000;
const FRESH = 3_600_000;
const { kept } = window;
const text = new TextEncoder();

export const possible = () => Boolean(window.isSecureContext && crypto.subtle);
export const safe = () => kept.safe(NAME);
export function newId() {
  const random = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
  return btoa(random).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

const here = newId();
let ran = performance.now();

const issued = (ticket) => Number(ticket.split(".")[0]) / 1000;

async function sealed(key, name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: text.encode(name) };
  return { iv, data: await crypto.subtle.encrypt(how, key, text.encode(JSON.stringify(value))) };
}

async function opened(key, name, { iv, data }) {
  const how = { name: "AES-GCM", iv, additionalData: text.encode(name) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, data)));
}

// Everything is older by what passed since this was last noted; past its time the list goes, and the key with it.
function aged(state) {
  if (!state) return state;
  const now = performance.now();
  const passed = Math.max(0, Date.now() - state.at, state.by === here ? now - ran : 0);
  ran = now;
  const items = Object.fromEntries(Object.entries(state.items).map(([id, item]) => [id, { ...item, age: item.age + passed }]));
  const older = { ...state, items, age: state.age + passed, at: Date.now(), by: here };
  return older.age < state.most ? older : { ...older, kit: null, key: null };
}

const change = (make) => kept.change(NAME, (state) => make(aged(state)) ?? undefined);

// What is there now: `kit` is none when it was never fetched, is too old or the key is gone; then nothing can be read.
export async function look() {
  const state = await change((now) => now);
  if (!state || !state.key) return { kit: null, items: [], waiting: state ? Object.keys(state.items).length : 0 };
  const items = Object.entries(state.items).map(async ([id, item]) => ({ id, age: item.age, ...(await opened(state.key, id, item)) }));
  return {
    kit: state.kit && (await opened(state.key, "kit", state.kit)), ticket: state.ticket, items: await Promise.all(items),
    waiting: Object.keys(state.items).length, other: state.other, hours: Math.ceil((state.most - state.age) / 3_600_000),
    now: issued(state.ticket) + state.age,
  };
}

// Keeps a measurement, new or changed; false when the key is gone meanwhile.
export async function keep({ id, age, ...item }) {
  const before = await change((now) => now);
  if (!before || !before.key) return false;
  const value = await sealed(before.key, id, item);
  const stage = item.stage;
  const after = await change((state) => {
    if (!state || state.seal !== before.seal || (state.items[id] || {}).stage === "told") return state;
    const there = state.items[id] || { ticket: state.ticket, age: state.age };
    return { ...state, items: { ...state.items, [id]: { ...there, ...value, stage } } };
  });
  return Boolean(after && after.seal === before.seal);
}

export const drop = (id) => change((state) => {
  if (!state) return state;
  const items = { ...state.items };
  delete items[id];
  return { ...state, items };
});

export const understood = () => change((state) => state && { ...state, other: false });

const lock = () => change((state) => state && { ...state, key: null });

async function asked(path, options) {
  const answer = await fetch(path, {
    ...options, headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(ANSWERED_WITHIN),
  });
  // A proxy or a hotel network may answer in our place.
  const ours = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  return { status: answer.status, away: answer.headers.has("HX-Refresh"), told: ours ? await answer.json() : null };
}

// Fetches what goes along anew and hands in what is ready. Says "offline", "away" (sign in first), "none" (nobody is
// measured here) or "done".
export async function sync() {
  const how = await fetched();
  if (how.said) return how.said;
  const handed = await handInAll(how.csrf, how.now);
  // What was handed in changed the list.
  if (handed.number) await fetched();
  return handed.all ? "done" : "offline";
}

async function fetched() {
  const before = await change((now) => now);
  const waits = before && Object.keys(before.items).length;
  let answer;
  try {
    answer = await asked(`/onderweg/kit?seal=${encodeURIComponent(waits ? before.seal : "")}`, {});
  } catch {
    return { said: "offline" };
  }
  if (answer.status === 403 && answer.away) {
    await lock();
    return { said: "away" };
  }
  if (answer.status === 404) return { said: "none" };
  if (answer.status !== 200 || !answer.told) return { said: "offline" };
  await renewed(answer.told);
  return { csrf: answer.told.csrf, now: answer.told.now * 1000 };
}

async function renewed(told) {
  const raw = Uint8Array.from(atob(told.key.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const kit = await sealed(key, "kit", told.kit);
  await change((state) => {
    const mine = state && state.who === told.who;
    // What somebody else left here is erased, and that is told until it was read.
    const other = Boolean(state && (mine ? state.other : Object.keys(state.items).length));
    // Made under a key that is not given again, it cannot be read by anybody.
    const items = mine && state.seal === told.seal ? state.items : {};
    return {
      who: told.who, seal: told.seal, key, ticket: told.ticket, kit, items, other, age: 0, at: Date.now(), by: here, most: told.seconds * 1000,
    };
  });
}

// One after the other, the oldest first; not all of them when it has to be tried again.
async function handInAll(csrf, now) {
  const state = await change((each) => each);
  const waiting = Object.entries(state.items).sort(([, one], [, two]) => two.age - one.age);
  let number = 0;
  for (const [id, { ticket, stage }] of waiting) {
    const late = now - issued(ticket) >= state.most;
    if (stage === "told" || (stage !== "done" && !late)) continue;
    const item = { id, ...(await opened(state.key, id, state.items[id])) };
    let answer;
    try {
      answer = await asked("/onderweg/in", { method: "POST", body: new URLSearchParams({ csrf, key: id, measured: sent(item, ticket) }) });
    } catch {
      return { number, all: false };
    }
    const refused = [400, 413, 415, 422].includes(answer.status);
    if (!answer.told && !refused) return { number, all: false };
    await tell(state, item, answer.told || { what: "refused", text: "" });
    number += 1;
  }
  return { number, all: true };
}

function sent(item, ticket) {
  const { client, flow, number, answers, said, seconds, taps } = item;
  return JSON.stringify({ ticket, client, flow, number, answers, said, seconds: Math.round(seconds), taps });
}

// Only now it is done: the answers go, what became of them stays until it was read. Who is not on the list any more may
// come back, so that stays as it is.
async function tell(state, item, told) {
  const over = !["gone", "refused"].includes(told.what);
  const after = over ? { client: item.client, stage: "told", told } : { ...item, told };
  const value = await sealed(state.key, item.id, (({ id, ...rest }) => rest)(after));
  await change((now) => {
    if (!now || now.seal !== state.seal || !now.items[item.id]) return now;
    return { ...now, items: { ...now.items, [item.id]: { ...now.items[item.id], ...value, stage: after.stage } } };
  });
}

// How much is to be handed in or to be read, and whether the list is old; none where nobody took anything along.
export async function pending() {
  const state = await change((now) => now);
  if (!state) return null;
  const stages = Object.values(state.items).map(({ stage }) => stage);
  const number = (wanted) => stages.filter((stage) => stage === wanted).length;
  return { waits: number("done"), told: number("told") + (state.other ? 1 : 0), old: state.age > FRESH };
}
