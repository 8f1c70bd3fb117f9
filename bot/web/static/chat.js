// Keeps the question in sight and in focus, one tap at a time, what is typed where it is, and says when a tap did not
// arrive.
(() => {
  "use strict";
  const { htmx: library, home } = document.currentScript.dataset;
  const find = (id) => document.getElementById(id);
  const behind = find("behind");
  let kept = null; // what was being typed when the same question was drawn anew
  let source = null; // the live stream
  let pause = 0; // before it is tried again
  let heard = 0; // the newest revision the live stream told us of
  let tapped = null; // the button of the last tap
  let depth = (history.state && history.state.depth) || 0; // how many screens the browser's Back goes through
  let stepping = false; // it just did

  // A page that says what went wrong has no revision and stays until it was read.
  const shown = () => Number(find("chat").dataset.revision || Infinity);
  let at = shown(); // the screen that the history knows of
  const version = find("chat").dataset.version;
  const isLive = (event) => event.detail.requestConfig.elt.id === "live";

  function place(takeFocus) {
    const card = document.querySelector(".card");
    const bar = document.querySelector(".bar");
    if (!card) return;
    if (takeFocus) find("vraag").focus({ preventScroll: true });
    const room = window.innerHeight - bar.offsetHeight;
    card.scrollIntoView({ block: card.offsetHeight > room ? "start" : "end" });
  }

  function busy(button, on) {
    if (!button) return;
    button.classList.toggle("busy", on);
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }

  // Without a connection a tap waits, and behind whatever waits already; otherwise it is sent. False when it waits.
  function goes(form, button) {
    const item = waiting.of(form, button);
    if (!waiting.must()) {
      waiting.sent(item);
      return true;
    }
    if (item.path === "/say") find("regel").value = find("regel").defaultValue;
    if (item.label) waiting.keep(item).then(() => place(false));
    return false;
  }

  // A proxy or a hotel network may answer in our place.
  const isOurs = (xhr) => xhr.responseText.includes('id="chat"');

  // A tap that met the end of a session is offered again after the next, by the script of the session: it waits here
  // no longer before the page goes.
  const ended = (xhr) => xhr.status === 403 && xhr.getResponseHeader("HX-Refresh");
  const keyOf = (event) => event.detail.requestConfig.elt.elements.key.value;
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (isLive(event) || !ended(event.detail.xhr)) return;
    event.preventDefault();
    waiting.heard(keyOf(event), "arrived").finally(() => location.reload());
  });

  function outcome(xhr) {
    if (ended(xhr)) return "arrived";
    if (xhr.status === 403 || xhr.status === 429) return "unsent";
    if (xhr.status && xhr.getResponseHeader("HX-Redirect")) return "arrived";
    return xhr.status && xhr.status < 500 && xhr.status !== 408 && isOurs(xhr) ? "arrived" : "unknown";
  }

  // Only a page that somebody looks at listens; it catches up when it is looked at again.
  function listen() {
    if (!window.htmx || !find("live") || source || document.hidden) return;
    source = new EventSource("/live");
    source.addEventListener("open", () => {
      pause = 0;
      waiting.now();
    });
    source.addEventListener("changed", (event) => {
      heard = Math.max(heard, Number(event.data));
      htmx.trigger("#live", "catchup");
    });
    source.addEventListener("enough", hangUp);
    source.addEventListener("gone", () => {
      hangUp();
      htmx.trigger("#live", "gone");
    });
    source.addEventListener("error", () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;
      hangUp();
      pause = Math.min(60, 2 * pause || 2);
      setTimeout(listen, 1000 * pause);
    });
  }

  function hangUp() {
    if (source) source.close();
    source = null;
  }

  // What is being typed outlives what happens elsewhere: a new drawing of the same question takes it over, and
  // another question waits until it is asked for.
  const typing = () => find("regel") && find("regel").value !== find("regel").defaultValue;
  const asks = (page) => {
    const entry = page.querySelector(".entry");
    return entry && entry.className + entry.querySelector("label").textContent;
  };

  function mustWait(event) {
    const own = !isLive(event);
    if (own) return event.detail.xhr.status === 409;
    if (!typing() || event.detail.requestConfig.triggeringEvent.type !== "catchup") return false;
    const next = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    if (asks(next) !== asks(document)) return true;
    const field = find("regel");
    kept = {
      value: field.value, from: field.selectionStart, to: field.selectionEnd, focus: document.activeElement === field,
    };
    return false;
  }

  function putBack() {
    const field = find("regel");
    if (kept && field) {
      field.value = kept.value;
      field.setSelectionRange(kept.from, kept.to);
      if (kept.focus) field.focus({ preventScroll: true });
    }
    kept = null;
  }

  async function copy(button) {
    const block = button.closest(".copy");
    const code = block.querySelector("code");
    let done = true;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      done = document.execCommand("copy");
    }
    block.querySelector("[role=status]").textContent = done ? button.dataset.done : button.dataset.byHand;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const trigger = event.detail.requestConfig.triggeringEvent;
    if (isLive(event)) {
      if (trigger.type === "catchup" && heard <= shown()) event.preventDefault();
      return;
    }
    tapped = trigger && trigger.submitter;
    if (goes(event.detail.requestConfig.elt, tapped)) {
      busy(tapped, true);
    } else {
      stepping = false;
      event.preventDefault();
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isLive(event) && event.detail.xhr.status >= 500) event.detail.shouldSwap = false;
    if (event.detail.shouldSwap && mustWait(event)) {
      event.detail.shouldSwap = false;
      behind.hidden = false;
      return;
    }
    const sentAgain = !isLive(event) && [403, 429].includes(event.detail.xhr.status);
    if (sentAgain || !isOurs(event.detail.xhr)) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (isLive(event)) return;
    busy(tapped, false);
    stepping = false;
    waiting.heard(keyOf(event), outcome(event.detail.xhr));
    // What another device did while this tap was under way.
    if (event.detail.successful && heard > shown()) htmx.trigger("#live", "catchup");
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isLive(event) && !stepping && shown() !== at) history.pushState({ depth: ++depth }, "");
    at = shown();
    waiting.paint();
    // Meetlat was brought up to date meanwhile: the question goes on with what belongs to it.
    if (find("chat").dataset.version !== version && !kept && !typing()) location.reload();
    if (behind) behind.hidden = true;
    const wasTyping = kept && kept.focus;
    putBack();
    const free = document.activeElement === null || document.activeElement === document.body;
    place(!wasTyping && (free || find("chat").contains(document.activeElement)));
  });

  // The browser's own Back takes back what a tap brought: it presses the way back on the screen, or draws it anew.
  history.replaceState({ depth }, "");
  window.addEventListener("popstate", (event) => {
    if (!event.state) {
      history.replaceState({ depth }, "");
      return;
    }
    const back = event.state.depth < depth;
    if (event.state.depth === depth) return;
    depth = event.state.depth;
    const way = document.querySelector('[data-back="one"]') || document.querySelector('[data-back="menu"]');
    stepping = Boolean(back && way);
    if (stepping) way.click();
    else htmx.trigger("#live", "redraw");
  });

  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".menu");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const opener = event.target.closest && event.target.closest(".calendar button");
    const copier = event.target.closest && event.target.closest("[data-copy]");
    if (copier) copy(copier);
    if (opener) opener.parentElement.querySelector("input").showPicker();
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("change", (event) => {
    const calendar = event.target.closest(".calendar");
    if (!calendar || !event.target.value) return;
    find("regel").value = event.target.value.split("-").reverse().join("-");
    find("regel").focus();
  });

  function equip() {
    const calendar = document.querySelector(".calendar");
    if (calendar && "showPicker" in HTMLInputElement.prototype) calendar.hidden = false;
    for (const copier of document.querySelectorAll("[data-copy]")) copier.hidden = false;
    const notices = find("notices");
    if (notices) fetchScript(notices.dataset.script);
  }

  const fetched = new Map();
  function fetchScript(src, then) {
    if (fetched.has(src)) return;
    const script = document.createElement("script");
    script.src = src;
    if (then) script.addEventListener("load", then);
    document.head.append(script);
    fetched.set(src, script);
  }
  if (behind) behind.querySelector("button").addEventListener("click", (event) => {
    event.target.blur(); // this button goes away with its message
    htmx.trigger("#live", "redraw");
  });
  document.addEventListener("input", () => {
    if (behind && !behind.hidden && !typing()) htmx.trigger("#live", "redraw");
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
  document.addEventListener("htmx:afterSettle", equip);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  equip();
  // On a slow line the question comes first; until the library is here, a tap is a form as without a script.
  document.addEventListener("submit", (event) => {
    if (window.htmx || !event.target.matches("[hx-post]")) return;
    if (!goes(event.target, event.submitter)) event.preventDefault();
  });
  window.addEventListener("load", () => {
    fetchScript(library, listen);
    fetchScript(home);
  });
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // the page asks, once
    window.installOffer = event;
  }, { once: true });
  if (!location.hash) place(false);
})();
