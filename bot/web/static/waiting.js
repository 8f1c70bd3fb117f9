// Taps and typed lines of which Meetlat has not confirmed that they arrived: kept on this device, shown, and sent again
// in order until it has. Each carries a key of its own, so that one that did arrive counts once.
window.waiting = (() => {
  "use strict";
  const LONGEST = 72 * 3600 * 1000;
  const ANSWERED_WITHIN = 15000;
  const MOST_FAILURES = 5;
  const find = (id) => document.getElementById(id);
  const bar = find("lost");
  const [again, withdraw, understood] = bar.querySelectorAll("button");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("meetlat") : { postMessage() {} };
  let line = []; // as it was last read
  const under = new Set(); // the keys of what is on its way for the first time
  let busy = false;
  let timer = 0;
  let pause = 0; // before it is tried again
  let leaving = false; // somebody signs out although something waits

  const who = () => find("chat").dataset.who || "";
  const offline = () => "offline" in find("chat").dataset;
  const mine = (item) => item.who === who();
  const waits = (item) => mine(item) && !item.why && !under.has(item.key);
  const newKey = () => {
    const random = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
    return btoa(random).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  };
  const headOf = (page) => (page.getElementById("vraag") || {}).textContent;
  const revisionOf = (chat) => Number(chat.dataset.revision);
  const ends = (item, why) => ({ key: item.key, who: item.who, label: why === "other" ? "" : item.label, why });

  // What a form would send: `button` says which of its answers.
  function of(form, button) {
    const path = form.getAttribute("action");
    const field = (name) => (form.elements[name] || {}).value;
    const route = path === "/tap" && button ? button.value : null;
    return {
      key: field("key"), who: who(), path, fields: route === null ? { text: field("text") } : { route },
      label: (route === null ? field("text") : button.textContent).trim(), heading: headOf(document),
      screen: Number(field("revision")), revision: Number(field("revision")),
      switches: Boolean(button && button.classList.contains("switch")),
      tried: 0, failed: 0, at: Date.now(), seen: 1000 * Number(find("chat").dataset.now),
    };
  }

  // One answer to one question: another tap on the same screen takes its place while it was certainly not sent. What
  // flips on a card waits in a row.
  function joined(all, item) {
    const before = all.filter((each) => mine(each) && !each.why && each.screen === item.screen).pop();
    if (!before) return [...all, item];
    if (before.switches) return [...all, { ...item, after: before.key }];
    if (before.tried) return all;
    return [...all.filter((each) => each !== before), { ...item, after: before.after }];
  }

  async function change(make) {
    line = (await kept.change("line", (all) => make(all || []))) || [];
    paint();
  }

  async function keep(item) {
    await change((all) => joined(all, { ...item, key: newKey() }));
    tabs.postMessage("kept");
    flush();
  }

  // Kept before it is sent, in case this page does not live to hear the answer.
  function sent(item) {
    under.add(item.key);
    change((all) => [...all, { ...item, tried: 1 }]);
  }

  // `outcome` is "arrived", "unsent" when it was certainly not taken in, or "unknown".
  async function heard(key, outcome) {
    under.delete(key);
    if (outcome === "arrived") line = line.filter((item) => item.key !== key); // before the next tap looks
    await change((all) => {
      if (outcome === "arrived") return all.filter((item) => item.key !== key);
      return all.map((item) => (item.key === key && outcome === "unsent" ? { ...item, tried: 0 } : item));
    });
    if (outcome !== "arrived") later();
  }

  const must = () => navigator.onLine === false || line.some(waits);

  // A clock may be wrong or have jumped: it is believed within what the server's own clock leaves possible.
  function age(item, now) {
    const most = Math.max(0, now - item.seen);
    const told = Date.now() - item.at;
    return told >= 0 && told <= most ? told : most;
  }

  async function answer(path, options) {
    const heardOf = await fetch(path, {
      ...options, headers: { "HX-Request": "true" }, cache: "no-store", redirect: "error", signal: AbortSignal.timeout(ANSWERED_WITHIN),
    });
    const page = new DOMParser().parseFromString(await heardOf.text(), "text/html");
    const chat = page.getElementById("chat");
    const away = heardOf.status === 403 && heardOf.headers.has("HX-Refresh");
    const moved = heardOf.headers.has("HX-Redirect");
    if (!chat && !away && !moved) throw new Error("not Meetlat"); // a proxy or a hotel network in its place
    return { status: heardOf.status, page, chat, away, moved, at: Date.parse(heardOf.headers.get("Date")) };
  }

  function send(item, token) {
    const body = new URLSearchParams({ ...item.fields, csrf: token, key: item.key });
    if (!Number.isNaN(item.revision)) body.set("revision", item.revision);
    return answer(item.path, { method: "POST", body });
  }

  // What stands behind `item` on the same screen goes on when the answer is that screen, drawn anew and nothing else.
  function settled(all, item, why, told) {
    const at = all.findIndex((each) => each.key === item.key);
    if (at < 0) return all; // another tab was here
    const rest = all.map((each) => {
      if (each.after !== item.key || each.why) return each;
      if (why) return { ...each, after: item.after };
      const way = each.path === "/say" ? ".entry" : `button[name=route][value="${CSS.escape(each.fields.route)}"]`;
      const same = told.chat && revisionOf(told.chat) === item.revision + 1 && headOf(told.page) === each.heading && told.chat.querySelector(way);
      return same ? { ...each, after: undefined, revision: item.revision + 1 } : ends(each, "behind");
    });
    rest.splice(at, 1, ...(why ? [ends(item, why)] : []));
    return rest;
  }

  function verdict(item, told) {
    if (told.status === 409 || (told.chat && "behind" in told.chat.dataset)) return "behind";
    if (told.status < 400) return "";
    if (told.status >= 500) return item.failed + 1 < MOST_FAILURES ? null : "unknown";
    return [403, 408, 429].includes(told.status) ? null : "refused";
  }

  // Sends all that waits; false when it has to be tried again.
  async function deliver() {
    let now = await answer("/", {});
    if (now.away || (now.chat.dataset.who || "") !== who()) {
      location.reload();
      return true;
    }
    const token = now.chat.querySelector("[name=csrf]") || document.querySelector("[name=csrf]");
    let done = 0;
    for (;;) {
      await change((all) => all);
      const item = line.find(waits);
      if (!item) break;
      if (age(item, now.at) > LONGEST) {
        await change((all) => settled(all, item, "expired", now));
        continue;
      }
      await change((all) => all.map((each) => (each.key === item.key ? { ...each, tried: each.tried + 1 } : each)));
      const told = await send(item, token.value);
      const why = told.away ? null : verdict(item, told);
      if (why === null) {
        const unsent = told.status < 500 && told.status !== 408;
        await change((all) => all.map((each) => {
          if (each.key !== item.key) return each;
          return unsent ? { ...each, tried: item.tried } : { ...each, failed: each.failed + 1 };
        }));
        if (told.status === 429) pause = 5; // doubled below
        return false;
      }
      await change((all) => settled(all, item, why, told));
      now = told.chat ? told : now;
      done = told.moved ? Infinity : done + 1;
    }
    tabs.postMessage("kept");
    if (done === Infinity || (done && !window.htmx)) location.reload();
    else if ("revision" in find("chat").dataset && (done || revisionOf(find("chat")) !== revisionOf(now.chat))) {
      htmx.trigger("#live", "redraw");
    }
    return true;
  }

  // Only for the order and for fewer requests; a tap that two tabs send counts once.
  function alone(work) {
    if (!navigator.locks) return work();
    return navigator.locks.request("meetlat", { signal: AbortSignal.timeout(2 * ANSWERED_WITHIN) }, work);
  }

  async function flush() {
    if (busy || !who() || !line.some(waits)) return;
    busy = true;
    clearTimeout(timer);
    let arrived = false;
    try {
      arrived = await alone(deliver);
    } catch {
      // There is no connection, or not yet.
    }
    busy = false;
    paint();
    if (arrived) pause = 0;
    if (line.some(waits)) later();
  }

  function later() {
    clearTimeout(timer);
    pause = Math.min(60, 2 * pause || 2);
    timer = setTimeout(flush, 1000 * pause);
  }

  function now() {
    pause = 0;
    flush();
  }

  function paint() {
    const waiting = line.filter((item) => (offline() ? !item.why : waits(item)));
    const over = line.filter((item) => item.why && mine(item));
    const labels = (items) => items.map((item) => item.label);
    const says = [...new Set(over.map((item) => item.why))].map(
      (why) => [why, labels(over.filter((item) => item.why === why))],
    );
    leaving = leaving && waiting.length > 0;
    if (leaving) says.push(["leaving", []]);
    if (waiting.length && !kept.safe("line")) says.push(["fragile", []]);
    if (waiting.length) says.push([waiting.some((item) => item.tried) ? "lost" : "unsent", offline() ? [] : labels(waiting)]);
    bar.hidden = !says.length;
    bar.classList.toggle("calm", says.every(([why]) => why === "unsent"));
    bar.firstElementChild.replaceChildren(...says.map(([why, given]) => {
      const said = document.createElement("p");
      said.textContent = bar.dataset[why];
      for (const label of given.filter(Boolean)) {
        said.append(" ", Object.assign(document.createElement("q"), { textContent: label }));
      }
      return said;
    }));
    again.hidden = !waiting.length;
    withdraw.hidden = offline() || !waiting.length || waiting.some((item) => item.tried);
    understood.hidden = !over.length;
    document.documentElement.style.setProperty("--waiting", `${bar.offsetHeight}px`);
    for (const button of document.querySelectorAll(".button.waits")) button.classList.remove("waits");
    for (const item of waiting.filter((each) => each.fields.route && each.screen === revisionOf(find("chat")))) {
      const button = document.querySelector(`#chat button[value="${CSS.escape(item.fields.route)}"]`);
      if (button) button.classList.add("waits");
    }
  }

  again.addEventListener("click", () => (offline() ? location.reload() : now()));
  withdraw.addEventListener("click", async () => {
    const typed = line.filter((item) => waits(item) && item.path === "/say" && !item.tried).pop();
    await change((all) => all.filter((item) => !waits(item) || item.tried));
    tabs.postMessage("kept");
    if (typed && find("regel") && !find("regel").value) find("regel").value = typed.fields.text;
  });
  understood.addEventListener("click", async () => {
    await change((all) => all.filter((item) => !(mine(item) && item.why)));
    tabs.postMessage("kept");
  });
  tabs.onmessage = () => change((all) => all);
  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  window.addEventListener("beforeunload", (event) => {
    if (!kept.safe("line") && line.some(waits)) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") !== "/out") return;
    if (line.some(waits) && !leaving) {
      event.preventDefault();
      leaving = true;
      paint();
    } else if (navigator.onLine !== false) {
      kept.clear();
    }
  });

  // Without a connection there is no question: look now and then whether there is one.
  async function lookAgain() {
    try {
      const told = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(ANSWERED_WITHIN) });
      if (told.ok && (await told.text()) === "ok\n") {
        location.reload();
        return;
      }
    } catch {
      // not yet
    }
    pause = Math.min(60, 2 * pause || 1);
    setTimeout(lookAgain, 1000 * pause);
  }

  // What somebody else left here is not ours to send or to show.
  const anothers = (all) => all.map((item) => (who() && !mine(item) && !item.why ? ends(item, "other") : item));
  change(anothers).then(now);
  if (offline()) {
    window.addEventListener("online", lookAgain);
    lookAgain();
  }

  return { of, must, keep, sent, heard, now, paint };
})();
