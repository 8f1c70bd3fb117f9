// Keeps the question in sight and in focus, one tap at a time, and says when a tap did not arrive.
(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const lost = find("lost");
  let heard = 0; // the newest revision the live stream told us of
  let tapped = null; // the button of the last tap
  let depth = (history.state && history.state.depth) || 0; // how many screens the browser's Back goes through
  let stepping = false; // it just did

  // A page that says what went wrong has no revision and stays until it was read.
  const shown = () => Number(find("chat").dataset.revision || Infinity);
  let at = shown(); // the screen that the history knows of
  const isLive = (event) => event.detail.elt && event.detail.elt.id === "live";

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

  function notSaved(event) {
    if (isLive(event)) return;
    lost.hidden = false;
    place(false);
  }

  document.addEventListener("sse:changed", (event) => {
    heard = Math.max(heard, Number(event.detail.data));
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const trigger = event.detail.requestConfig.triggeringEvent;
    if (isLive(event)) {
      if (!["sse:gone", "redraw"].includes(trigger.type) && heard <= shown()) event.preventDefault();
      return;
    }
    lost.hidden = true;
    tapped = trigger && trigger.submitter;
    busy(tapped, true);
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    // A proxy or a hotel network may answer in our place.
    if (event.detail.xhr.responseText.includes('id="chat"')) return;
    event.detail.shouldSwap = false;
    notSaved(event);
  });
  document.addEventListener("htmx:sendError", notSaved);
  document.addEventListener("htmx:timeout", notSaved);

  document.addEventListener("htmx:afterRequest", (event) => {
    if (isLive(event)) return;
    busy(tapped, false);
    stepping = false;
    // What another device did while this tap was under way.
    if (event.detail.successful && heard > shown()) htmx.trigger("#live", "catchup");
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isLive(event) && !stepping && shown() !== at) history.pushState({ depth: ++depth }, "");
    at = shown();
    const free = document.activeElement === null || document.activeElement === document.body;
    place(free || find("chat").contains(document.activeElement));
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

  lost.querySelector("button").addEventListener("click", () => {
    // The same form has the same key, so a tap that did arrive is not counted twice.
    if (!tapped || !tapped.isConnected) {
      location.reload();
      return;
    }
    tapped.focus({ preventScroll: true }); // this button goes away with its message
    tapped.click();
  });

  document.addEventListener("click", (event) => {
    const menu = document.querySelector(".menu");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const opener = event.target.closest && event.target.closest(".calendar button");
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
  }
  document.addEventListener("htmx:afterSettle", equip);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  equip();
  if (!location.hash) place(false);
})();
