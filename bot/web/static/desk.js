// A desk has a keyboard and a wide screen: keys that answer, a list that sorts and filters, paper, a link to hand on.
// Without this script everything is still there, in the order it came in.
(() => {
  "use strict";
  const wide = matchMedia("(min-width: 64rem)");
  const find = (id) => document.getElementById(id);
  const keys = find("keys");
  const OFF = "meetlat-keys-off";
  const list = { of: "", sought: "", column: -1, down: false, top: 0 }; // how somebody left the list
  let off = read();
  let busy = false;

  function read() {
    try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
  }

  function keep() {
    try {
      if (off) localStorage.setItem(OFF, "1");
      else localStorage.removeItem(OFF);
    } catch { /* forbidden or full: it holds for this page */ }
  }

  // Keys

  const buttons = () => [...document.querySelectorAll("#chat .answers .group:not(.quiet) .button:not(.danger)")]
    .filter((button) => button.checkVisibility());
  const back = () => document.querySelector('#chat [data-back="one"]');

  function pressed(event) {
    if (/^[1-9]$/.test(event.key)) return buttons()[Number(event.key) - 1];
    const letter = { j: "j", y: "j", n: "n" }[event.key.toLowerCase()];
    if (letter) return document.querySelector(`#chat [data-key="${letter}"]`);
    return event.key === "Backspace" ? back() : null;
  }

  function taken(event) {
    const { target } = event;
    if (event.defaultPrevented || event.repeat || event.isComposing) return true;
    if (event.ctrlKey || event.altKey || event.metaKey) return true;
    if (target.closest && target.closest("input, select, textarea, [contenteditable], dialog, .menu[open]")) return true;
    return !keys || keys.open;
  }

  document.addEventListener("keydown", (event) => {
    if (taken(event)) return;
    if (event.key === "?" && !off) {
      event.preventDefault();
      help();
      return;
    }
    if (off || busy) return;
    const button = pressed(event);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  function help() {
    const menu = document.querySelector(".menu[open]");
    if (menu) menu.open = false;
    keys.querySelector("input").checked = !off;
    keys.showModal();
  }

  // What each key does stands on its button, for eyes and for a screen reader.
  function mark() {
    for (const old of document.querySelectorAll("#chat kbd.key")) old.remove();
    if (off || !wide.matches) return;
    buttons().slice(0, 9).forEach((button, number) => {
      const letter = button.dataset.key;
      button.setAttribute("aria-keyshortcuts", letter ? `${number + 1} ${letter}` : `${number + 1}`);
      const sign = document.createElement("kbd");
      sign.className = "key";
      sign.setAttribute("aria-hidden", "true");
      sign.textContent = number + 1;
      button.prepend(sign);
    });
  }

  document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.id !== "live") busy = true; });
  for (const done of ["htmx:afterRequest", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(done, () => { busy = false; });
  }

  // The list

  const rows = (table) => [...table.tBodies[0].rows];
  const said = (row, column) => row.cells[column].dataset.sort || row.cells[column].textContent.trim();

  function sort(table, column, down) {
    const sorted = rows(table).sort((one, other) =>
      said(one, column).localeCompare(said(other, column), document.documentElement.lang, { numeric: true }));
    if (down) sorted.reverse();
    table.tBodies[0].append(...sorted);
    [...table.tHead.rows[0].cells].forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  // A number of one or two figures is meant whole, and behind a word with that word: Klantmanager 2 is not everybody
  // with a day in 2026, nor every klantmanager with somebody on trede 2.
  const terms = (sought) => sought.toLowerCase().match(/\p{L}+ +\d{1,2}(?!\S)|\S+/gu) || [];
  const spaced = (text) => ` ${text.split(/[^\p{L}\d]+/u).join(" ")} `;
  const meant = (term) => {
    if (/^\d{1,2}$/.test(term)) return (text) => spaced(text).includes(` ${term} `);
    if (/ \d+$/.test(term)) return (text) => spaced(text).includes(`${term.replace(/ +/, " ")} `);
    return (text) => text.includes(term);
  };

  function filter(listing, sought) {
    const words = terms(sought).map(meant);
    const all = rows(listing.querySelector("table"));
    let left = 0;
    for (const row of all) {
      const text = [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase();
      row.hidden = !words.every((found) => found(text));
      left += !row.hidden;
    }
    const count = listing.querySelector(".count");
    count.dataset.all = count.dataset.all || count.textContent;
    count.textContent = words.length ? `${left} / ${count.dataset.all}` : count.dataset.all;
  }

  function equipList() {
    const listing = document.querySelector(".listing");
    if (!listing || listing.dataset.ready) return;
    listing.dataset.ready = "1";
    const table = listing.querySelector("table");
    const field = listing.querySelector(".find input");
    const of = listing.querySelector(".listing-title").textContent;
    if (list.of !== of) Object.assign(list, { of, sought: "", column: -1, down: false, top: 0 });
    field.parentElement.hidden = false;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        list.down = list.column === column && !list.down;
        list.column = column;
        sort(table, column, list.down);
      });
      head.replaceChildren(button);
    });
    field.value = list.sought;
    field.addEventListener("input", () => {
      list.sought = field.value;
      filter(listing, field.value);
    });
    // A form of buttons would take Enter for its first one.
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    if (list.column >= 0) sort(table, list.column, list.down);
    if (list.sought) filter(listing, list.sought);
    const scroll = listing.querySelector(".rows");
    scroll.scrollTop = list.top;
    scroll.addEventListener("scroll", () => { list.top = scroll.scrollTop; }, { passive: true });
    const here = listing.querySelector(".here");
    if (!here || here.hidden) return;
    const [seen, box] = [scroll.getBoundingClientRect(), here.getBoundingClientRect()];
    if (box.top < seen.top + 48 || box.bottom > seen.bottom) scroll.scrollTop += box.top - seen.top - seen.height / 2;
  }

  // Paper, and a link to hand on

  async function share(link) {
    const told = link.parentElement.querySelector(".shared");
    try {
      await navigator.clipboard.writeText(link.href);
      told.textContent = link.dataset.share;
    } catch {
      told.textContent = link.href; // to select and copy by hand
    }
  }

  document.addEventListener("click", (event) => {
    const at = (what) => event.target.closest && event.target.closest(what);
    if (at("[data-print]")) window.print();
    if (at("[data-keys]")) help();
    const link = at("[data-share]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    share(link);
  });

  function equip() {
    for (const hidden of document.querySelectorAll("[data-print], [data-keys]")) hidden.hidden = false;
    equipList();
    mark();
  }

  if (keys) keys.querySelector("input").addEventListener("change", (event) => {
    off = !event.target.checked;
    keep();
    mark();
  });
  document.addEventListener("htmx:afterSettle", equip);
  wide.addEventListener("change", mark);
  equip();
})();
