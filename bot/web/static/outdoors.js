// The page outdoors: choose somebody of the own list, answer what the engine asks, and hand it in when there is a signal.
import * as E from "./flow.js";
import { drop, keep, look, newId, possible, safe, sync, understood } from "./outdoors-store.js";

const PAUSE = 600_000; // after so long the time before it was spent on something else
const main = document.getElementById("chat");
const said = main.dataset;
const state = { kit: null, items: [], how: "", item: null, view: "", problem: "", value: "" };
let pause = 0;
let timer = 0;
let tapped = performance.now();
let stored = ""; // the measurement at hand, once it is kept on this device
let busy = false; // what was tapped is being kept

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const say = (name, values = {}) => fill(state.kit.page[name], values);
const day = (written) => new Date(`${written}T12:00:00Z`).toLocaleDateString(state.kit.locale === "en" ? "en-GB" : state.kit.locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
// The day it is where the people live, as far as the server's time and what passed since then say.
const today = () => new Date(state.now).toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });

function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

const p = (style, sentence) => el("p", { class: style }, sentence);
const heading = (sentence) => el("h1", { class: "question", id: "vraag", tabindex: -1 }, sentence);
const warning = (sentence) => el("p", { class: "warning" }, el("span", { class: "sr" }, `${state.kit ? say("attention") : ""} `), sentence);
const button = (label, act, look = "plain", more = {}) => el("button", { class: `button ${look}`, type: "button", click: () => busy || act(), ...more }, label);
const row = (...buttons) => el("div", { class: `row${buttons.length > 2 ? " many" : ""}` }, buttons);
const group = (kind, rows) => (rows.length ? el("div", { class: `group ${kind}` }, rows) : null);
const answers = (...groups) => el("div", { class: "answers" }, groups);
const column = (buttons, kind = "list") => group(kind, buttons.map((each) => row(each)));
const items = (lines) => (lines.length ? el("ul", { class: "items" }, lines) : null);
const fact = (label, value) => el("li", { class: "fact" }, el("span", { class: "term" }, label, el("span", { class: "colon" }, ": ")), el("span", { class: "value" }, value));

// What somebody is at: the flow for the day of the measurement, with its words.
function now() {
  const { item, kit } = state;
  const known = kit.flows[item.flow];
  const flow = E.onDay(known.data, E.observed(item.answers, today()));
  return { item, flow, words: known, step: E.current(flow, item.answers), repeats: !item.said && "uitslag" in item.earlier };
}

const label = (words, step) => words.steps[step.id].label;
function value(words, step, given) {
  if (given === undefined || given === E.ONBEKEND) return words.steps[step.id].choices[given] || say("unknown");
  if (["date", "plan"].includes(step.kind) && /^\d{4}-/.test(given)) return day(given);
  if (step.kind === "outcome") return state.kit.positions[given].named;
  return words.steps[step.id].choices[given] || given;
}
const meaning = (words, step, given) => (words.steps[step.id].means || {})[given] || `${label(words, step)}: ${value(words, step, given)}`;

// Nothing is shown as answered before it is kept, and of two taps at once the second one does nothing.
async function change(changed, view = "") {
  busy = true;
  main.setAttribute("aria-busy", "true");
  const gap = performance.now() - tapped;
  tapped = performance.now();
  state.item = { ...state.item, ...changed, seconds: state.item.seconds + (gap > PAUSE ? 0 : gap / 1000), taps: state.item.taps + 1 };
  state.view = view;
  state.problem = state.value = "";
  if (await keep(state.item)) stored = state.item.id;
  else await refresh();
  busy = false;
  main.removeAttribute("aria-busy");
  draw(true);
}

function give(step, given, view = "") {
  const { item, flow } = now();
  const verdict = E.accept(step, given, item.answers, today());
  if (verdict.code) {
    state.problem = say(verdict.code, { day: verdict.day && day(verdict.day) });
    state.value = given;
    draw(false);
    return;
  }
  change({ answers: E.askedAfterAll(E.answer(flow, item.answers, step.id, verdict.value), step.id) }, view);
}

function show(view) {
  state.view = view;
  state.problem = state.value = "";
  draw(true);
}

function leave() {
  state.item = null;
  history.replaceState(null, "", location.pathname);
  show("");
  refresh().then(() => draw(true));
}

async function begin(client) {
  const known = state.kit.flows[client.flow];
  const { flow, answers: start, earlier, sample, code } = client;
  state.item = { id: newId(), client: code, flow, number: known.number, answers: start, earlier, sample, said: null, stage: "open", seconds: 0, taps: 0 };
  tapped = performance.now();
  history.replaceState(null, "", `#${state.item.id}`);
  await change({});
}

function resume(item) {
  state.item = item;
  stored = item.id;
  tapped = performance.now();
  history.replaceState(null, "", `#${item.id}`);
  show("");
}

async function finish() {
  const { item } = now();
  await change({ answers: { ...item.answers, datum: E.observed(item.answers, today()) }, stage: "done" });
  leave();
  retry();
}

function stepBack() {
  const { item, flow } = now();
  const before = E.back(flow, item.answers);
  if (Object.keys(before).length === Object.keys(item.answers).length) leave();
  else change({ answers: before });
}

const waysOut = () => group("quiet", [row(button(say("back"), stepBack, "quiet"), button(say("list"), leave, "quiet"), button(say("stop"), () => show("stop"), "quiet"))]);
const backTo = (view) => group("quiet", [row(button(say("back"), () => show(view), "quiet"))]);
const client = () => p("hint", say("client", { code: state.item.client }));

function log({ item, flow, words }) {
  const given = E.stillGiven(item.answers);
  const passed = E.passed(flow, item.answers).filter((step) => !step.card && !given.includes(step.id));
  if (!passed.length) return null;
  return el("div", { class: "log", role: "log", "aria-label": say("log") }, passed.map((step) => [
    el("p", { class: "bubble asked" }, el("span", { class: "sr" }, `${say("asked")} `), words.steps[step.id].ask),
    el("p", { class: "bubble answered" }, el("span", { class: "sr" }, `${say("answered")} `), value(words, step, item.answers[step.id])),
  ]));
}

function progress({ item, flow }) {
  const [number, total] = E.progress(flow, item.answers);
  return p("progress", say("progress", { number, total }));
}

function choices({ item, words }, step, view, chosen) {
  const offered = E.offered(step, item.answers).map(({ id }) => [id, words.steps[step.id].choices[id]]);
  if (step.unsure) offered.push([E.ONBEKEND, say("unsure")]);
  const buttons = offered.map(([id, name]) => button(name, () => give(step, id, view), id === chosen ? "plain chosen" : "plain"));
  if (!buttons.length) return null;
  const short = buttons.length === 2 && offered.every(([, name]) => name.length <= 14);
  return answers(short ? group("plain", [row(...buttons)]) : column(buttons));
}

function entry({ item }, step, view) {
  if (!["date", "plan", "number"].includes(step.kind)) return null;
  const dated = step.kind !== "number";
  const [min, max] = dated ? E.bounds(step, item.answers, today()) : [];
  const field = el("input", {
    id: "regel", type: dated ? "date" : "text", inputmode: dated ? undefined : "numeric", min, max, autocomplete: "off",
    value: state.value || undefined, "aria-invalid": state.problem ? "true" : undefined, "aria-describedby": state.problem ? "melding" : undefined,
  });
  const name = dated ? (step.choices.length ? "date" : "date_alone") : "number";
  const send = (event) => {
    event.preventDefault();
    if (busy) return;
    give(step, field.value.trim(), view);
  };
  return el("form", { class: "entry", submit: send, novalidate: true }, el("label", { for: "regel" }, say(name)), el("div", { class: "line" }, field, el("button", { class: `button ${step.choices.length ? "plain" : "primary"}` }, say("send"))));
}

const problem = () => (state.problem ? el("p", { class: "notice", id: "melding", role: "status" }, state.problem) : null);

function question(at) {
  const { item, words, step } = at;
  const texts = words.steps[step.id];
  return [
    log(at), [
      problem(), progress(at), heading(texts.ask), client(), items((texts.items || []).map((each) => el("li", {}, each))),
      step.id === item.sample && item.said === "ongewijzigd" ? p("hint", say("sample")) : null,
      choices(at, step, ""), entry(at, step, ""),
      answers(texts.help ? group("quiet", [row(button(say("help"), () => show("help"), "quiet"))]) : null, waysOut()),
    ],
  ];
}

function help({ words, step }) {
  const texts = words.steps[step.id];
  const examples = (name, list) => (list ? [p("text", say(name)), items(list.map((each) => el("li", {}, each)))] : null);
  return [null, [heading(texts.ask), p("text", texts.help), examples("help_yes", texts.yes), examples("help_no", texts.no), answers(backTo(""))]];
}

function held({ flow, words }, given) {
  const reached = E.outcome(flow, given);
  const found = E.reasons(flow, given).filter((each) => reached && each.outcome === reached.id);
  return found.length > 1 ? found.map((each) => el("li", {}, meaning(words, E.stepOf(flow, each.step), each.given))) : [];
}

function decided(at) {
  const { item, flow, step } = at;
  const reached = E.outcome(flow, { ...flow.given, ...item.answers });
  const { named, definition } = state.kit.positions[reached.id];
  const why = held(at, item.answers);
  return [
    log(at), [
      progress(at), heading(named), p("text", definition), why.length ? p("text", say("because")) : null, items(why),
      answers(group("lead", [row(button(say("correct"), () => give(step, reached.id), "primary"))]), waysOut()),
    ],
  ];
}

function facts({ flow, words }, given) {
  const card = E.applicable(flow, given).filter((step) => step.card && step.id in given && !step.derived);
  const lines = card.filter((step) => given[step.id] !== "nee").map((step) => fact(label(words, step), value(words, step, given[step.id])));
  return [items(lines), card.some((step) => given[step.id] === "nee") ? p("hint", say("rest")) : null];
}

function still(at) {
  const { item, flow, words } = at;
  const { earlier } = item;
  const last = state.kit.clients.find(({ code }) => code === item.client);
  const takeOver = () => E.confirmed(flow, item.answers, earlier);
  const unchanged = () => {
    const taken = takeOver();
    if (item.sample) delete taken[item.sample];
    change({ answers: taken, said: "ongewijzigd" });
  };
  const afresh = () => {
    const { number, data } = state.kit.flows[state.kit.guided];
    const known = Object.fromEntries(Object.entries(item.answers).filter(([name]) => data.facts.includes(name)));
    change({ flow: state.kit.guided, number, answers: { ...data.given, ...known }, said: "gewijzigd" });
  };
  return [
    null, [
      heading(say("still")), client(), p("strong", state.kit.positions[earlier.uitslag].named),
      items([last && last.datum ? el("li", {}, say("before", { stand: last.stand, day: day(last.datum) })) : null, ...held(at, earlier)].filter(Boolean)),
      facts(at, earlier), flow.steps.some((step) => step.derived) ? p("hint", say("card_derived")) : null, p("hint", say("growth")),
      answers(
        group("plain", [row(button(say("unchanged"), unchanged, "primary"), button(say("different"), () => change({ answers: takeOver(), said: "gewijzigd" }, "edit")))]),
        group("quiet", [row(button(say("afresh"), afresh, "quiet"))]), waysOut(),
      ),
    ],
  ];
}

const shown = ({ item }, step) => item.answers[step.id] ?? E.proposal(step, item.answers, item.earlier);
const standing = ({ item, flow }, name) => flow.steps.filter((step) => step.card === name && !step.derived && E.holds(step.when, item.answers));
const cautions = ({ flow, words }, given) => E.cautions(flow, given).map(({ id }) => warning(words.cautions[id]));

function card(at) {
  const { item, flow, words, step } = at;
  const confirm = () => change({ answers: E.confirmCard(flow, item.answers, step.card, item.earlier) });
  return [
    log(at), [
      progress(at), heading(say("card")), client(), items(standing(at, step.card).map((each) => fact(label(words, each), value(words, each, shown(at, each))))),
      flow.steps.some((each) => each.derived) ? p("hint", say("card_derived")) : null,
      p("hint", say(Object.keys(item.earlier).length ? "card_earlier" : "card_first")),
      answers(group("lead", [row(button(say("confirm"), confirm, "primary"))]), column([button(say("change"), () => show("card"))], "plain"), waysOut()),
    ],
  ];
}

function opened(at) {
  const { item, flow, words } = at;
  const name = flow.steps.find((step) => step.card && !step.derived).card;
  const one = (step) => {
    const is = shown(at, step);
    const text = say("fact", { label: label(words, step), value: value(words, step, is) });
    const flips = step.choices.length === 2 && step.choices.every(({ id }) => ["ja", "nee"].includes(id));
    const flip = () => change({ answers: E.answer(flow, item.answers, step.id, is === "ja" ? "nee" : "ja") }, "card");
    return flips ? button(text, flip, "switch") : button(text, () => show(`ask:${step.id}:card`));
  };
  const confirm = () => change({ answers: E.confirmCard(flow, item.answers, name, item.earlier) });
  return [
    null, [
      heading(say("card_change")), client(), answers(column(standing(at, name).map(one)), group("lead", [row(button(say("ready"), confirm, "primary"))]), backTo("")),
    ],
  ];
}

function summary(at) {
  const { item, flow, words } = at;
  const given = E.settled(flow, item.answers);
  const named = flow.steps.filter((step) => (["reden_uit_beeld", "G1", "G2"].includes(step.id) || step.afresh) && step.id in given);
  const plan = E.planned(given, today());
  return [
    log(at), [
      heading(say("summary")), client(), warning(say("not_recorded")), cautions(at, item.answers), p("strong", state.kit.positions[given.uitslag].named),
      items(named.map((step) => fact(label(words, step), value(words, step, given[step.id])))), facts(at, given),
      items([el("li", {}, say("datum", { day: day(E.observed(given, today())) })), plan ? el("li", {}, say("next", { day: day(plan) })) : null].filter(Boolean)),
      answers(group("lead", [row(button(say("done"), finish, "primary"))]), column([button(say("change"), () => show("edit"))], "plain"), waysOut()),
    ],
  ];
}

function edit(at) {
  const { item, flow, words } = at;
  const is = (step) => value(words, step, step.silent ? E.observed(item.answers, today()) : shown(at, step));
  const alone = E.applicable(flow, item.answers).filter((step) => !step.card && step.kind !== "outcome");
  const buttons = alone.map((step) => button(say("fact", { label: label(words, step), value: is(step) }), () => show(`ask:${step.id}:`)));
  if (flow.steps.some((step) => step.card && !step.derived && step.id in item.answers)) buttons.push(button(say("kenmerken"), () => show("card")));
  return [null, [heading(say("edit")), client(), answers(column(buttons), backTo(""))]];
}

function ask(at, id, view) {
  const step = E.stepOf(at.flow, id);
  const texts = at.words.steps[id];
  return [null, [problem(), heading(texts.ask), texts.help ? p("hint", texts.help) : null, choices(at, step, view, shown(at, step)), entry(at, step, view), answers(backTo(view))]];
}

function stop() {
  const away = async () => {
    await drop(state.item.id);
    leave();
  };
  return [null, [heading(say("stop_ask")), client(), answers(group("lead", [row(button(say("stop_no"), () => show(""), "primary"))]), column([button(say("stop_yes"), away, "danger")], "plain"))]];
}

function dialogue() {
  const at = now();
  const [view, id, next] = state.view.split(":");
  if (view === "stop") return stop();
  if (at.repeats) return still(at);
  if (view === "help" && at.step) return help(at);
  if (view === "edit") return edit(at);
  if (view === "card") return opened(at);
  if (view === "ask" && E.stepOf(at.flow, id)) return ask(at, id, next);
  if (!at.step) return summary(at);
  if (at.step.card) return card(at);
  return at.step.kind === "outcome" ? decided(at) : question(at);
}

function told(item) {
  const good = ["recorded", "waiting"].includes(item.told.what);
  const text = item.told.text || said.refused;
  const read = async () => {
    await drop(item.id);
    await refresh();
    draw(true);
  };
  return [good ? p("good", text) : warning(text), row(button(say(item.stage === "told" ? "understood" : "stop"), read, item.stage === "told" ? "plain" : "danger"))];
}

function list() {
  const { kit } = state;
  const [over, rest] = [state.items.filter((item) => item.told), state.items.filter((item) => !item.told)];
  const waiting = rest.filter(({ stage }) => stage === "done");
  const begun = rest.filter(({ stage }) => stage === "open");
  const one = (each) => button(each.stand ? say("row", { code: each.code, stand: each.stand, day: day(each.datum) }) : say("row_new", { code: each.code }), () => begin(each));
  const busy = new Set(waiting.map((item) => item.client));
  return [
    null, [
      heading(say("pick")), el("div", { role: "status", class: "told" }, over.map(told), waiting.map((item) => warning(say("waits", { code: item.client })))),
      ...situation(), waiting.length ? answers(column([button(say("again"), retry)], "plain")) : null, p("hint", say("pick_hint")),
      answers(column([...begun.map((item) => button(say("resume", { code: item.client }), () => resume(item), "primary")), ...kit.clients.filter(({ code }) => !busy.has(code)).map(one)])),
      kit.clients.length ? p("hint", say("until", { hours: state.hours })) : p("text", say("empty")),
      answers(group("quiet", [row(el("a", { class: "button quiet", href: "/" }, say("chat")))])),
    ],
  ];
}

function situation() {
  const found = [];
  if (state.how === "offline") found.push(p("hint", state.kit ? say("offline") : said.nothing));
  if (["away", "none"].includes(state.how)) found.push(warning(said[state.how]));
  if (state.kit && state.other) found.push(warning(said.other), row(button(say("understood"), () => understood().then(refresh).then(() => draw(true)))));
  if (!safe()) found.push(warning(said.fragile));
  return found;
}

function draw(focus) {
  const [before, inside] = state.kit ? (state.item ? dialogue() : list()) : [null, [heading(said.title), ...situation(), el("div", { class: "answers" }, el("a", { class: "button primary", href: "/" }, said.back))]];
  const section = el("section", { class: "card", "aria-labelledby": "vraag" }, inside);
  main.replaceChildren(...[before, section].filter(Boolean));
  document.title = `${document.getElementById("vraag").textContent} – Meetlat`;
  if (!focus) return;
  document.getElementById("vraag").focus({ preventScroll: true });
  section.scrollIntoView({ block: section.offsetHeight > window.innerHeight - 60 ? "start" : "end" });
}

async function refresh() {
  Object.assign(state, await look());
  if (!state.item || stored !== state.item.id) return;
  const same = state.items.find(({ id }) => id === stored);
  if (!same || same.stage !== "open") state.item = null;
}

// Hands in what is ready, now and again until the server has it.
async function retry() {
  clearTimeout(timer);
  state.how = await sync();
  const at = state.item;
  await refresh();
  if (!at) draw(false);
  const waits = state.items.some(({ stage, told: over }) => stage === "done" && !over);
  pause = state.how === "offline" && waits ? Math.min(60, 2 * pause || 1) : 0;
  if (pause) timer = setTimeout(retry, 1000 * pause);
}

async function start() {
  if (navigator.serviceWorker) navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {});
  if (!possible()) {
    state.how = "none";
    said.none = said.insecure;
    draw(true);
    return;
  }
  await refresh();
  const here = state.items.find(({ id, stage }) => id === location.hash.slice(1) && stage === "open");
  if (here) {
    state.item = here;
    stored = here.id;
  }
  if (state.kit) draw(true);
  await retry();
  if (!state.item || !state.kit) draw(true);
}

window.addEventListener("online", retry);
document.addEventListener("visibilitychange", () => { if (!document.hidden) retry(); });
start();
