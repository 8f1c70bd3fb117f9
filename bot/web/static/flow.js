// Runs a flow that was shipped as data (flows/portable.py): everything about a dialogue is derived from its answers.
// It means what flows/engine.py means, and knows no rule of the ladder itself; the server has the last word.

export const ENGINE = 1;
export const ONBEKEND = "onbekend";
const GEGEVEN = "gegeven";
const MOST = 1_000_000;

const put = (answers, step, value) => ({ ...answers, [step]: value });
const without = (answers, dropped) => Object.fromEntries(Object.entries(answers).filter(([step]) => !dropped(step)));
const unique = (list) => [...new Set(list)];

export function holds(condition, answers) {
  if (condition.step !== undefined) return condition.in.includes(answers[condition.step]);
  if (condition.all) return condition.all.every((part) => holds(part, answers));
  return condition.any.some((part) => holds(part, answers));
}

function terms(condition) {
  return condition.step !== undefined ? [condition] : (condition.all || condition.any).flatMap(terms);
}

// The flow with the choices that hold on the day of the measurement; a question without any is left out.
export function onDay(flow, day) {
  const open = ({ van, tot }) => (!van || van <= day) && (!tot || day < tot);
  const steps = flow.steps.map((step) => (step.dated ? { ...step, choices: step.choices.filter(open) } : step));
  return { ...flow, steps: steps.filter((step) => !step.dated || step.choices.length) };
}

export const stepOf = (flow, id) => flow.steps.find((step) => step.id === id);
export const screenOf = (step) => step.card || step.id;
export const outcome = (flow, answers) => flow.outcomes.find(({ when }) => holds(when, answers));
export const offered = (step, answers) => step.choices.filter(({ when }) => holds(when, answers));
export const applicable = (flow, answers) => flow.steps.filter(({ when }) => holds(when, answers));
export const cautions = (flow, answers) => flow.cautions.filter(({ when }) => holds(when, answers));

export function asked(flow, answers) {
  return applicable(flow, answers).filter((step) => !step.silent && !step.derived);
}

function openTo(step, value, answers) {
  if (step.kind !== "choice") return true;
  if (value === ONBEKEND && (step.card || step.optional || step.unsure)) return true;
  return offered(step, answers).some(({ id }) => id === value);
}

function stands(flow, step, answers) {
  const value = answers[step.id];
  if (value === undefined) return false;
  if (step.kind !== "outcome") return openTo(step, value, answers);
  return outcome(flow, answers)?.id === value;
}

// The step to ask now; none when the dialogue is complete.
export function current(flow, answers) {
  return asked(flow, answers).find((step) => !stands(flow, step, answers));
}

// The questions that were answered, up to the one to ask now.
export function passed(flow, answers) {
  const questions = asked(flow, answers);
  const here = questions.findIndex((step) => !stands(flow, step, answers));
  return here < 0 ? questions : questions.slice(0, here);
}

export function settled(flow, answers) {
  const counted = applicable(flow, answers).filter((step) => stands(flow, step, answers));
  return Object.fromEntries(counted.map(({ id }) => [id, answers[id]]));
}

export function screens(flow, answers) {
  return unique(asked(flow, answers).map(screenOf));
}

// Give or change one answer that was accepted; what no longer applies falls out, decided from the top down. A confirmed
// outcome that no longer stands is kept: it is asked again before anything that depends on it.
export function answer(flow, answers, id, value) {
  let changed = put(answers, id, value);
  if (id in answers && answers[id] !== value) {
    changed = without(changed, (step) => stepOf(flow, step)?.follows === id);
  }
  let kept = without(changed, (step) => stepOf(flow, step));
  for (const step of flow.steps) {
    const given = changed[step.id];
    if (given !== undefined && holds(step.when, kept) && openTo(step, given, kept)) kept = put(kept, step.id, given);
  }
  return kept;
}

// Take the last answered screen back; a card counts as one screen.
export function back(flow, answers) {
  const questions = asked(flow, answers);
  const here = current(flow, answers);
  const first = here ? questions.findIndex((step) => screenOf(step) === screenOf(here)) : questions.length;
  if (first === 0) return answers;
  const taken = [screenOf(questions[first - 1]), ...(here && here.card ? [here.card] : [])];
  const dropped = questions.filter((step) => taken.includes(screenOf(step))).map(({ id }) => id);
  return without(answers, (step) => dropped.includes(step));
}

// What to show before it is answered: last time's value, otherwise the default.
export function proposal(step, answers, earlier) {
  if (step.id in earlier) return earlier[step.id];
  return step.default.find(({ when }) => holds(when, answers))?.value;
}

// Accept a card as it is shown: what is open gets its proposal, or `onbekend`.
export function confirmCard(flow, answers, card, earlier) {
  let confirmed = answers;
  for (const step of flow.steps) {
    if (step.card !== card || step.id in confirmed || step.derived || !holds(step.when, confirmed)) continue;
    confirmed = put(confirmed, step.id, proposal(step, confirmed, earlier) || ONBEKEND);
  }
  return confirmed;
}

// Which screen this is, and how many there will be at most.
export function progress(flow, answers) {
  const seen = unique(passed(flow, answers).map(screenOf));
  const here = current(flow, answers);
  if (!here) return [seen.length, seen.length];
  const number = unique([...seen, screenOf(here)]).indexOf(screenOf(here)) + 1;
  const most = flow.most[screenOf(here)] || {};
  return [number, number + (most[outcome(flow, answers)?.id ?? ""] ?? most[""] ?? 0)];
}

// Somebody gave this answer: it is no longer taken as given.
export function askedAfterAll(answers, id) {
  const left = (answers[GEGEVEN] || "").split(" ").filter((step) => step && step !== id);
  const others = without(answers, (step) => step === GEGEVEN);
  return left.length ? put(others, GEGEVEN, left.join(" ")) : others;
}

export function stillGiven(answers) {
  return (answers[GEGEVEN] || "").split(" ").filter((step) => step in answers);
}

// A hermeting: last time's answers where they still apply, with the municipality's interval as the plan.
export function confirmed(flow, answers, earlier) {
  const said = (id) => id === GEGEVEN || (stepOf(flow, id) && !stepOf(flow, id).derived);
  const taken = answer(flow, { ...answers, ...without(earlier, (id) => !said(id)) }, "uitslag", earlier.uitslag);
  const plan = stepOf(flow, "gepland");
  const months = flow.interval[earlier.uitslag];
  return plan && offered(plan, taken).some(({ id }) => id === months) ? put(taken, "gepland", months) : taken;
}

// Every condition that the answers decided, outcome by outcome, down to the one that was reached.
export function reasons(flow, answers) {
  const reached = outcome(flow, answers);
  const last = reached ? flow.outcomes.indexOf(reached) : flow.outcomes.length - 1;
  return flow.outcomes.slice(0, last + 1).flatMap((each) =>
    terms(each.when).filter(({ step }) => answers[step] !== undefined && stepOf(flow, step)).map((term) => {
      const given = answers[term.step];
      return { outcome: each.id, step: term.step, wanted: term.in, given, holds: term.in.includes(given) };
    }),
  );
}

// The changes of one answer that lead to another trede with the fewest further answers.
export function nearestFlips(flow, answers) {
  const now = outcome(flow, answers);
  const flips = [];
  for (const id of unique(flow.outcomes.flatMap(({ when }) => terms(when)).map(({ step }) => step))) {
    const step = stepOf(flow, id);
    if (!step || !(id in answers)) continue;
    for (const choice of offered(step, answers)) {
      if (choice.id === answers[id]) continue;
      const [outcomes, further] = nearest(flow, answer(flow, answers, id, choice.id), now);
      if (outcomes.length) flips.push({ step: id, choice: choice.id, outcomes, further });
    }
  }
  const fewest = Math.min(...flips.map(({ further }) => further));
  return flips.filter(({ further }) => further === fewest);
}

function nearest(flow, start, now) {
  for (let layer = [start], further = 0; layer.length; further += 1) {
    const found = layer.map((answers) => outcome(flow, answers)).filter((each) => each && each !== now && each.trede);
    if (found.length) return [unique(found.map(({ id }) => id)), further];
    layer = layer.flatMap((answers) => {
      const step = current(flow, answers);
      if (!step || step.kind !== "choice" || outcome(flow, answers)) return [];
      return offered(step, answers).map(({ id }) => answer(flow, answers, step.id, id));
    });
  }
  return [[], 0];
}

const dayOf = (moment) => new Date(moment).toISOString().slice(0, 10);
export const addDays = (day, days) => dayOf(Date.parse(day) + days * 86_400_000);

// The same day of a later month, or the last day of a shorter one.
export function addMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

export const observed = (answers, today) => answers.datum ?? today;

export function planned(answers, today) {
  const value = answers.gepland;
  return value && /^\d+$/.test(value) ? addMonths(observed(answers, today), Number(value)) : value;
}

// The first and the last day that may be the answer.
export function bounds(step, answers, today) {
  if (step.kind === "plan") return [addDays(today, 1), addMonths(observed(answers, today), step.months)];
  const [first, last] = step.bounds || [-36_525, 36_525];
  return [addDays(today, first), addDays(today, last)];
}

// Check a value as a button or a field of a browser carries it: a choice, a whole number or a day such as 2026-12-31.
export function accept(step, value, answers, today) {
  if ((step.unsure && value === ONBEKEND) || offered(step, answers).some(({ id }) => id === value)) return { value };
  if (step.kind === "choice") return { code: "not_offered" };
  if (step.kind === "outcome") return /^[0-9]$/.test(value) ? { value } : { code: "not_offered" };
  if (step.kind === "number") {
    const whole = /^\d{1,7}$/.test(value) && Number(value) <= MOST;
    return whole ? { value: String(Number(value)) } : { code: "not_a_number" };
  }
  const [first, last] = bounds(step, answers, today);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at) || dayOf(at) !== value) return { code: "not_a_date" };
  if (value < first) return { code: "too_early", day: first };
  return value > last ? { code: "too_late", day: last } : { value };
}
