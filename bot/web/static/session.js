// Says in time that a session ends, lets one tap extend it, and keeps what was on its way for after the next sign-in.
(() => {
  "use strict";
  const WARNED = 600e3; // so long before the end
  const KEPT = 3600e3; // what was on its way is offered for so long
  const LONGEST = 86400e3; // a longer timer would go off at once in some browsers
  const NAME = "meetlat-carried";
  const find = (id) => document.getElementById(id);
  const { who } = find("session").dataset;
  const ending = find("ending");
  const carried = find("carried");
  let ends = Infinity; // by this device's clock, whatever that says
  let final = false;
  let timer = 0;

  // Only this tab has it, and a browser may keep nothing at all: then it is only not offered again.
  const store = {
    read() { try { return JSON.parse(sessionStorage.getItem(NAME)); } catch { return null; } },
    write(value) { try { sessionStorage.setItem(NAME, JSON.stringify(value)); } catch { /* forbidden or full */ } },
    drop() { try { sessionStorage.removeItem(NAME); } catch { /* forbidden */ } },
  };

  function know(seconds, isFinal) {
    ends = Date.now() + 1000 * seconds;
    final = isFinal;
    ending.hidden = ending.hidden || 1000 * seconds > WARNED;
    wait();
  }

  function wait() {
    clearTimeout(timer);
    const left = ends - Date.now();
    const until = left > WARNED ? left - WARNED : left;
    if (Number.isFinite(left)) timer = setTimeout(look, Math.max(0, Math.min(LONGEST, until)));
  }

  // Another page in this browser may have extended it.
  async function look() {
    if (ends - Date.now() > WARNED) return wait();
    try {
      const answer = await fetch("/session", { cache: "no-store" });
      if (answer.status === 403) return over();
      const told = await answer.json();
      know(told.seconds, told.final);
    } catch { /* out of reach: the clock goes on */ }
    const left = ends - Date.now();
    if (left <= 0) {
      timer = setTimeout(look, 15e3);
      return;
    }
    wait();
    ending.querySelector(".idle").hidden = ending.querySelector("button").hidden = final;
    ending.querySelector(".final").hidden = !final;
    ending.hidden = left > WARNED;
  }

  ending.querySelector("button").addEventListener("click", async () => {
    const proof = document.querySelector("form [name=csrf]").value;
    const key = document.querySelector("form [name=key]").value;
    try {
      const answer = await fetch("/session", { method: "POST", body: new URLSearchParams({ csrf: proof, key }) });
      if (answer.status === 403) return over();
      const told = await answer.json();
      know(told.seconds, told.final);
      find("vraag").focus({ preventScroll: true });
    } catch { /* out of reach: the message stays, and so does the button */ }
  });

  function over() {
    keepTyped();
    location.reload();
  }

  const revision = () => find("chat").dataset.revision;
  const field = () => find("regel");

  function keepTyped() {
    if (!field() || field().value === field().defaultValue || store.read()) return;
    store.write({ who, at: Date.now(), revision: revision(), text: field().value });
  }

  // The answer to a tap says that nobody is signed in any more: the tap was not taken, and the page goes.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (xhr.status !== 403 || !xhr.getResponseHeader("HX-Refresh")) return;
    if (requestConfig.elt.id === "live") return keepTyped();
    const given = new FormData(requestConfig.elt);
    const button = requestConfig.triggeringEvent && requestConfig.triggeringEvent.submitter;
    const sent = { who, at: Date.now(), revision: given.get("revision") };
    if (button && button.name === "route") store.write({ ...sent, route: button.value, label: button.textContent });
    else if (given.get("text")) store.write({ ...sent, text: given.get("text") });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/out") store.drop();
  });

  const tapped = (route) => [...document.querySelectorAll("[name=route]")].find((each) => each.value === route);

  function offer() {
    const kept = store.read();
    if (!kept || !revision()) return;
    if (kept.who !== who || !(Date.now() - kept.at < KEPT)) return store.drop();
    const same = kept.revision === revision();
    const button = same && kept.route && tapped(kept.route);
    const typed = same && kept.text && field();
    if (typed) field().value = kept.text;
    if (!button || typed) store.drop();
    const shown = { tap: button, text: typed, late: !button && !typed, send: button, drop: button, close: !button };
    for (const part of carried.children) part.hidden = !shown[part.name || part.className];
    carried.querySelector("span").textContent = kept.label || "";
    carried.dataset.revision = revision();
    carried.hidden = false;
    carried.addEventListener("click", (event) => {
      if (!event.target.name) return;
      // Forgotten before it is sent, so that it is never sent twice.
      forget();
      find("vraag").focus({ preventScroll: true });
      if (event.target.name === "send" && tapped(kept.route)) tapped(kept.route).click();
    });
  }

  function forget() {
    store.drop();
    carried.hidden = true;
  }

  function read() {
    const { seconds, final: last } = find("chat").dataset;
    if (seconds !== undefined) know(Number(seconds), last === "1");
  }
  document.addEventListener("htmx:afterSettle", () => {
    read();
    if (!carried.hidden && revision() !== carried.dataset.revision) forget();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wait(); });
  read();
  offer();
})();
