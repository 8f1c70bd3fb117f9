"""The dialogue on paper: the ladder and its form told once more, in plain lists, without Meetlat.

A test that knows what a person did asks the paper what should have come of it. Nothing here looks at
``flows``; where the two differ, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from dateutil.relativedelta import relativedelta

Answers = dict[str, str]

JA_NEE = ("ja", "nee")
GONE = ("verhuisd", "uitgestroomd", "overleden", "onbekend", "anders")
CARD = (
    *("inkomen", "aanvullende_uitkering", "startkwalificatie", "inburgeringsplichtig", "inburgeringsbehoeftig"),
    *("laaggeletterd", "vrijstelling_arbeidsplicht", "vrijstelling_inburgeringsplicht"),
    *("instrument_lopend", "instrument_inzet"),
)
FROM_THE_TOP = ("P0", "reden_uit_beeld", "Q1", "Q2", "Q3", "Q4", "Q5")
AT_ONCE = ("positie", "reden_uit_beeld")
BEHIND = ("uitslag", "G1", "G2", *CARD, "gepland", "datum")
WITHOUT_HELP = ("reden_uit_beeld", "G2", "uitslag")
# So many screens of borderline rules a question has beyond its help.
RULES = {"Q1": 3, "Q2": 4, "Q3": 4, "Q4": 2, "Q5": 2}
BACKDATED = 60
PER_HOME = 3

_ALONE = {
    "P0": ("ja", "intake", "uit_beeld"),
    "positie": tuple("65432109"),
    "reden_uit_beeld": GONE,
    "inkomen": tuple("abcd"),
    "gepland": ("3", "6", "12"),
}
_COMES_AFTER = {
    "Q1": ("P0", "ja"),
    "Q2": ("Q1", "ja"),
    "Q3": ("Q1", "nee"),
    "Q4": ("Q3", "nee"),
    "Q5": ("Q4", "nee"),
    "G2": ("G1", "ja"),
}


def trede(answers: Answers) -> str | None:
    """Where these answers put somebody: from the top down, the first that fits."""
    if "positie" in answers:
        return answers["positie"]
    if answers.get("P0") != "ja":
        return {"intake": "0", "uit_beeld": "9"}.get(answers.get("P0", ""))
    if "Q1" not in answers:
        return None
    if answers["Q1"] == "ja":
        return {"ja": "5", "nee": "6"}.get(answers.get("Q2", ""))
    for question, reached in (("Q3", "4"), ("Q4", "3"), ("Q5", "2")):
        if answers.get(question) != "nee":
            return reached if answers.get(question) == "ja" else None
    return "1"


def applies(step: str, answers: Answers) -> bool:
    """Whether a step is part of the form as far as it is filled in."""
    if step == "reden_uit_beeld":
        return answers.get("P0") == "uit_beeld" or answers.get("positie") == "9"
    if step in _COMES_AFTER:
        before, wanted = _COMES_AFTER[step]
        return answers.get(before) == wanted
    stood = answers.get("uitslag", "")
    if step == "G1":
        return stood in tuple("12345")
    if step == "aanvullende_uitkering":
        return stood == "5"
    return stood in tuple("123456") if step in CARD or step == "gepland" else True


def choices(step: str, answers: Answers) -> tuple[str, ...]:
    """What may be chosen."""
    if step == "uitslag":
        reached = trede(answers)
        return () if reached is None else (reached,)
    if step == "G2":
        stood = answers.get("uitslag", "6")
        return tuple(each for each in "23456" if each == "6" or stood < each)
    return () if step == "datum" else _ALONE.get(step, JA_NEE)


@dataclass
class Sheet:
    """One version of one meetmoment."""

    moment: int
    version: int
    client: str
    by: str
    day: date
    positie: str
    groei: str | None
    answers: Answers
    planned: date | None
    action: str = "nieuw"
    concept: bool = False
    said: str | None = None
    sample: str | None = None

    def kenmerken(self) -> Answers:
        """What is known of the client."""
        return {step: value for step, value in self.answers.items() if step in CARD and value != "onbekend"}


@dataclass
class Form:
    """One dialogue: what was filled in, and what lies beside it.

    Of a hermeting ``said`` tells what was done with last time's answers, and ``sample`` what is asked afresh.
    """

    client: str
    by: str
    answers: Answers
    earlier: Answers = field(default_factory=dict)
    corrects: int | None = None
    reason: str | None = None
    direct: bool = False
    status: str = "open"
    said: str | None = None
    sample: str | None = None

    @property
    def repeats(self) -> bool:
        """Whether last time's answers lie on one card that nobody has judged yet."""
        return self.said is None and self.corrects is None and "uitslag" in self.earlier

    @property
    def steps(self) -> tuple[str, ...]:
        """All steps in order."""
        return (AT_ONCE if self.direct else FROM_THE_TOP) + BEHIND

    def asked(self) -> list[str]:
        """The steps that are part of the form now; the date only when somebody asks for it."""
        return [step for step in self.steps if step != "datum" and applies(step, self.answers)]

    def stands(self, step: str) -> bool:
        """Whether a step is filled in with something that still holds."""
        if step == "uitslag":
            return self.answers.get(step, "-") == trede(self.answers)
        return step in self.answers

    def open(self) -> str | None:
        """The first step that is not filled in."""
        return next((step for step in self.asked() if not self.stands(step)), None)

    def counted(self) -> Answers:
        """What will be recorded."""
        steps = [*self.asked(), "datum"]
        return {step: self.answers[step] for step in steps if self.stands(step)}

    def shown(self, step: str) -> str | None:
        """What stands on the card before anybody chose."""
        if step in self.answers or step in self.earlier:
            return self.answers.get(step, self.earlier.get(step))
        if step == "inkomen":
            return "d" if self.answers.get("uitslag") in ("5", "6") else "a"
        return "nee" if step in CARD else None

    def on_screen(self, step: str) -> bool:
        """Whether a step can be answered now."""
        here = self.open()
        return step in self.answers or step == "datum" or step == here or (here in CARD and step in CARD)

    def fill(self, step: str, value: str) -> bool:
        """Fill in one step; what no longer applies falls. Says whether anything changed."""
        changed = {**self.answers, step: value}
        if step == "uitslag" and self.answers.get(step, value) != value:
            for follower in ("G1", "G2", "gepland"):
                changed.pop(follower, None)
        return self._put(_swept(self.steps, changed))

    def back(self) -> bool:
        """Empty the screen before this one; the card is one screen."""
        screens = [(_screen(step), step) for step in self.asked()]
        here = self.open()
        names = list(dict.fromkeys(name for name, _ in screens))
        number = len(names) if here is None else names.index(_screen(here))
        if number == 0:
            return False
        taken = {names[number - 1]} | ({"card"} if here in CARD else set())
        emptied = {step for name, step in screens if name in taken}
        return self._put({step: value for step, value in self.answers.items() if step not in emptied})

    def confirm(self) -> bool:
        """Take the card as it is shown."""
        changed = dict(self.answers)
        for step in CARD:
            if step not in changed and applies(step, changed):
                changed[step] = self.shown(step) or "onbekend"
        return self._put(changed)

    def taken(self) -> Answers:
        """Last time's answers where they still apply, with the usual plan; growth is not among them."""
        answers = _swept(self.steps, {**self.answers, **{s: v for s, v in self.earlier.items() if s in self.steps}})
        return answers | {"gepland": "6" if self.earlier["uitslag"] in "12" else "12"}

    def unsaid(self) -> bool:
        """Whether something is different from last time, and nobody has said yet what."""
        judged = self.said == "gewijzigd" and "uitslag" in self.earlier
        return judged and not {"G1", "datum"} & set(self.answers) and self.answers == self.taken()

    def same(self) -> bool:
        """Whether nothing turned out otherwise than last time."""
        now = self.counted()
        before = {step: value for step, value in self.earlier.items() if step in self.steps and step != "G2"}
        return all(now.get(step, value) == value for step, value in before.items())

    def switch(self, *, direct: bool, code: str = "") -> None:
        """Leave the questions for direct entry, with or without a code, or come back to them."""
        self.said = "gewijzigd" if self.repeats else self.said
        answers = {"vorige_trede": self.answers["vorige_trede"]} if "vorige_trede" in self.answers else {}
        if code:
            answers["positie"] = code[0]
        if code and code[0] in "12345":
            answers["G1"] = "ja" if code.endswith("+") else "nee"
        self.direct, self.answers = direct, answers

    def _put(self, answers: Answers) -> bool:
        if answers == self.answers:
            return False
        self.answers = answers
        return True


def _screen(step: str) -> str:
    return "card" if step in CARD else step


def _swept(steps: tuple[str, ...], answers: Answers) -> Answers:
    kept = {step: value for step, value in answers.items() if step not in steps}
    for step in steps:
        if step in answers and applies(step, kept) and _fits(step, answers[step], kept):
            kept[step] = answers[step]
    return kept


def _fits(step: str, value: str, answers: Answers) -> bool:
    if step in ("uitslag", "gepland", "datum") or (step in CARD and value == "onbekend"):
        return True
    return value in choices(step, answers)


def concluded(form: Form, moment: int, version: int, today: date) -> Sheet:
    """What a complete form records."""
    counted = form.counted()
    day = date.fromisoformat(counted["datum"]) if "datum" in counted else today
    positie = counted["uitslag"]
    groei = ("PLUS" if counted.get("G1") == "ja" else "NUL") if positie in "123456" else None
    said = "gewijzigd" if form.said is not None and not form.same() else form.said
    planned = _planned(counted, day)
    return Sheet(
        moment, version, form.client, form.by, day, positie, groei, counted, planned, said=said, sample=form.sample
    )


def _planned(counted: Answers, day: date) -> date | None:
    if counted["uitslag"] == "0":
        return day + relativedelta(months=2)
    if "gepland" not in counted:
        return None
    chosen = counted["gepland"]
    months = chosen.isdigit()
    planned = day + relativedelta(months=int(chosen)) if months else date.fromisoformat(chosen)
    if planned <= day:
        # The measurement itself overtook the day that was chosen for the next one.
        planned = day + relativedelta(months=6 if counted["uitslag"] in "12" else 12)
    return min(planned, day + relativedelta(months=12))


def opened_again(sheet: Sheet) -> Answers:
    """The answers with which a recorded form is opened for correction."""
    deciding = {step: value for step, value in sheet.answers.items() if step in FROM_THE_TOP[:1] + FROM_THE_TOP[2:]}
    answers: Answers = deciding or {"positie": sheet.positie}
    answers |= {"uitslag": sheet.positie, "datum": sheet.day.isoformat()}
    if sheet.groei is not None and sheet.positie != "6":
        answers["G1"] = "ja" if sheet.groei == "PLUS" else "nee"
    for step in ("G2", "reden_uit_beeld"):
        if step in sheet.answers:
            answers[step] = sheet.answers[step]
    if sheet.planned is not None:
        answers["gepland"] = sheet.planned.isoformat()
    return answers | {step: sheet.answers.get(step, "onbekend") for step in CARD}


def last_time(sheet: Sheet) -> Answers:
    """What of a recorded form can be confirmed: not growth and the days, and nothing that was not asked."""
    answers = {step: value for step, value in opened_again(sheet).items() if step not in ("G1", "datum", "gepland")}
    return {step: value for step, value in answers.items() if value != "onbekend" or applies(step, answers)}


ACTS = (
    *("answer", "toggle", "confirm", "back", "later", "direct", "stop", "start", "create", "let_go"),
    *("record", "correct_same_day", "unchanged", "different", "afresh"),
)
WORDS = {"back": "back", "pauze": "later", "help": "help", "stop": "ask_stop", "stoppen": "ask_stop"}
# How many small questions for a client belong to a question.
SMALL = {"Q1": 1, "Q2": 3, "Q3": 3, "Q4": 2, "Q5": 2}
_ON_THE_FORM = (
    "dialogue",
    "help",
    "rules",
    "read_along",
    "why",
    "card",
    "card_help",
    "edit",
    "ask",
    "ask_stop",
    "same_day",
)
_ROUND = {"back", "later", "ask_stop"}


def _on_the_form(form: Form, word: str, step: str) -> set[str]:
    here = form.open()
    if word == "card" and _on_card(form):
        flips = {f"{'ask' if each == 'inkomen' else 'toggle'}/{each}" for each in _on_card(form)}
        return flips | {"confirm/kenmerken", "card_help", "dialogue"}
    if word == "edit":
        alone = {
            f"ask/{each}"
            for each in (*form.asked(), "datum")
            if form.on_screen(each) and each not in (*CARD, "uitslag")
        }
        return alone | {"dialogue"} | ({"card"} if _on_card(form) else set())
    if word == "ask" and step in form.steps:
        return _choosing(form, step) | {"card" if step in CARD else "dialogue"} | _rules(step) | _small(step)
    if word == "help" and here is not None and not form.repeats:
        return _choosing(form, here) | {"dialogue", f"doubt/{here}"} | _rules(here)
    about, _, leaf = step.partition("/")
    if word == "rules" and not form.repeats and about in RULES and about in form.steps:
        turns = {f"rules/{about}/{each}" for each in (int(leaf) - 1, int(leaf) + 1) if 0 <= each < RULES[about]}
        return _choosing(form, about) | turns | {"help" if about == here else f"ask/{about}"}
    if word == "read_along" and not form.repeats and about in SMALL and about in form.steps:
        turns = {f"read_along/{about}/{each}" for each in (int(leaf) - 1, int(leaf) + 1) if 0 <= each < SMALL[about]}
        return _choosing(form, about) | turns | {"dialogue" if about == here else f"ask/{about}"}
    fixed = {
        "why": {"dialogue"} if _explained(form) else set(),
        "card_help": {"card"} if _on_card(form) else set(),
        "ask_stop": {"dialogue", "later", "stop"},
        "same_day": {"correct_same_day", "ask/datum", "dialogue"},
    }
    return fixed.get(word) or _question(form, here)


def _rules(step: str) -> set[str]:
    return {f"rules/{step}/0"} if step in RULES else set()


def _small(step: str) -> set[str]:
    return {f"read_along/{step}/0"} if step in SMALL else set()


def _question(form: Form, here: str | None) -> set[str]:
    if form.repeats:
        return {"unchanged", "different", "afresh"} | _ROUND
    if here is None:
        return {"record", "edit"} | _ROUND
    if here in CARD:
        return {"confirm/kenmerken", "card"} | _ROUND
    if here == "uitslag":
        why = {"why"} if _explained(form) else set()
        return {f"answer/uitslag/{trede(form.answers)}"} | why | _ROUND
    extra = {"direct"} if here == "P0" else set()
    extra |= _small(here)
    return _choosing(form, here) | _ROUND | extra | (set() if here in WITHOUT_HELP else {"help"})


def _explained(form: Form) -> bool:
    """Only what several questions decided needs a reason."""
    return not form.direct and (trede(form.answers) or "0") in "123456"


def _choosing(form: Form, step: str) -> set[str]:
    return set() if step == "uitslag" else {f"answer/{step}/{each}" for each in choices(step, form.answers)}


def _on_card(form: Form) -> list[str]:
    """What stands on the card, which is opened when it is its turn, and later."""
    steps = [step for step in CARD if applies(step, form.answers)]
    return steps if any(form.on_screen(step) for step in steps) else []


@dataclass
class Seat:
    """What one channel shows: where it is, and which form lies there."""

    route: str = "home"
    form: Form | None = None

    @property
    def live(self) -> Form | None:
        """The form, as long as it can still be filled in."""
        return self.form if self.form is not None and self.form.status == "open" else None


@dataclass
class Desk:
    """Everything one person did, on all channels, as it should be kept; ``samples`` is the municipality's choice."""

    by: str
    samples: bool = False
    forms: list[Form] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    clients: list[str] = field(default_factory=list)
    today: date = date.min
    notes: list[str] = field(default_factory=list)

    def latest(self, client: str) -> list[Sheet]:
        """The last version of each meetmoment of a client, oldest day first."""
        last = {sheet.moment: sheet for sheet in self.sheets if sheet.client == client}
        return sorted(last.values(), key=lambda sheet: sheet.day)

    def counting(self, client: str) -> list[Sheet]:
        """Those that count."""
        return [sheet for sheet in self.latest(client) if sheet.action != "intrekking"]

    def waiting(self, client: str | None = None, corrects: int | None = None) -> Iterator[Form]:
        """Forms that are not finished; of one client only those with which the same is done."""
        unfinished = (form for form in self.forms if form.status == "open")
        return (form for form in unfinished if client is None or (form.client, form.corrects) == (client, corrects))

    def untouched(self, client: str) -> bool:
        """Whether a client on the list was never measured and is not being measured."""
        return client in self.clients and not self.latest(client) and not list(self.waiting(client))

    def tap(self, seat: Seat, route: str) -> None:
        """Do what a button says, and go where it leads."""
        word, *rest = route.split("/")
        act = getattr(self, f"_{word}", None)
        seat.route = route if act is None or word not in ACTS else act(seat, *rest)

    def routes(self, seat: Seat) -> set[str] | None:
        """The buttons that stand on a screen of a dialogue; none for a screen that is not told here."""
        word, _, step = seat.route.partition("/")
        if word not in _ON_THE_FORM:
            return None
        return {"new"} if seat.live is None else _on_the_form(seat.live, word, step)

    def begin(self, seat: Seat, client: str) -> str:
        """Lay out a new form, with an earlier day's answers to judge or else last time's kenmerken beside it."""
        form = Form(client, self.by, {})
        counting = self.counting(client)
        if counting:
            last = counting[-1]
            form.earlier = last.kenmerken()
            if last.positie in "123456":
                form.answers["vorige_trede"] = last.positie
                form.earlier = last_time(last) if last.day < self.today else form.earlier
                form.direct = "positie" in form.earlier
        return self._lay(seat, form)

    def correct(self, seat: Seat, sheet: Sheet, reason: str) -> str:
        """Open a recorded form again; a correction that was left unfinished is gone on with."""
        unfinished = list(self.waiting(sheet.client, corrects=sheet.moment))
        if unfinished:
            unfinished[-1].reason = reason
            return self.take_up(seat, unfinished[-1])
        form = Form(sheet.client, self.by, opened_again(sheet), sheet.kenmerken(), sheet.moment, reason)
        form.direct = "positie" in form.answers
        return self._lay(seat, form)

    def withdraw(self, sheet: Sheet) -> None:
        """Add a version that no longer counts."""
        if sheet.action != "intrekking":
            self._keep(Sheet(**{**vars(sheet), "version": sheet.version + 1, "action": "intrekking"}))

    def take_up(self, seat: Seat, form: Form) -> str:
        """Lay an unfinished form on the desk."""
        seat.form = form
        return "edit" if form.unsaid() else "dialogue"

    def say(self, seat: Seat, typed: str) -> None:
        """Take a typed answer; anything else leaves everything as it is."""
        word, _, argument = seat.route.partition("/")
        form = seat.live
        if form is None or word not in ("dialogue", "help", "why", "ask", "rules", "read_along"):
            return
        again = word in ("ask", "rules", "read_along")
        if not again and typed in WORDS:
            self.tap(seat, WORDS[typed])
            return
        step = argument.partition("/")[0] if again else form.open()
        if step in ("P0", "positie") and (typed in tuple("01234569") or typed in ("1+", "2+", "3+", "4+", "5+")):
            form.switch(direct=True, code=typed)
            self.notes.append("antwoord")
            seat.route = "dialogue"
        elif form.repeats:
            return
        elif step in form.steps and step != "uitslag" and (again or step not in CARD):
            self._write(seat, form, step, _meant(step, typed, form.answers, self.today))

    def _lay(self, seat: Seat, form: Form) -> str:
        self.forms.append(form)
        self.notes.append("begonnen")
        return self.take_up(seat, form)

    def _create(self, seat: Seat, gemeentecode: str = "") -> str:
        self.notes.append("nieuwe_client")
        self.clients.append("")
        return self.begin(seat, "")

    def _start(self, seat: Seat, client: str) -> str:
        waiting = list(self.waiting(client))
        return self.take_up(seat, waiting[-1]) if waiting else self.begin(seat, client)

    def _answer(self, seat: Seat, step: str, value: str) -> str:
        form = seat.live
        if form is not None and not form.repeats and step in form.steps and form.on_screen(step):
            return self._write(seat, form, step, _accepted(step, value, form.answers, self.today))
        return "dialogue"

    def _write(self, seat: Seat, form: Form, step: str, value: str | None) -> str:
        if value is None:
            return seat.route
        self._notice(form.fill(step, value), "antwoord")
        seat.route = "card" if step in CARD else "dialogue"
        return seat.route

    def _toggle(self, seat: Seat, step: str) -> str:
        form = seat.live
        if form is None or step not in _on_card(form):
            return "dialogue"
        self._notice(form.fill(step, "nee" if form.shown(step) == "ja" else "ja"), "antwoord")
        return "card"

    def _confirm(self, seat: Seat, card: str) -> str:
        if seat.live is not None and card == "kenmerken":
            self._notice(seat.live.confirm(), "antwoord")
        return "dialogue"

    def _back(self, seat: Seat) -> str:
        form = seat.live
        if form is None:
            return "home"
        if form.back():
            self.notes.append("terug")
            return "dialogue"
        if form.direct and form.corrects is None and not form.repeats:
            form.switch(direct=False)
            self.notes.append("antwoord")
            return "dialogue"
        if self.latest(form.client):
            return self._later(seat)
        self._end(seat, form)
        return "new"

    def _direct(self, seat: Seat) -> str:
        if seat.live is not None and not seat.live.direct and not seat.live.repeats:
            seat.live.switch(direct=True)
            self.notes.append("antwoord")
        return "dialogue"

    def _later(self, seat: Seat) -> str:
        if seat.live is not None:
            seat.form = None
        return "home"

    def _stop(self, seat: Seat) -> str:
        form = seat.live
        if form is None:
            return "home"
        self._end(seat, form)
        return f"client/{form.client}" if self.untouched(form.client) else "home"

    def _end(self, seat: Seat, form: Form) -> None:
        form.status, form.answers, seat.form = "stopped", {}, None
        self.notes.append("gestopt")

    def _let_go(self, seat: Seat, client: str) -> str:
        if not self.untouched(client):
            return f"client/{client}"
        self.clients.remove(client)
        self.notes.append("uit_lijst")
        return "clients/0"

    def _unchanged(self, seat: Seat) -> str:
        form = seat.live
        if form is not None and form.repeats:
            answers, form.said = form.taken(), "ongewijzigd"
            form.sample = _deciding(form, answers) if self.samples else None
            form.answers = {step: value for step, value in answers.items() if step != form.sample}
            self.notes.append("bevestigd")
        return "dialogue"

    def _different(self, seat: Seat) -> str:
        form = seat.live
        if form is None or not form.repeats:
            return "dialogue"
        form.answers, form.said = form.taken(), "gewijzigd"
        self.notes.append("antwoord")
        return "edit"

    def _afresh(self, seat: Seat) -> str:
        form = seat.live
        if form is not None and form.repeats:
            form.switch(direct=False)
            self.notes.append("antwoord")
        return "dialogue"

    def _record(self, seat: Seat) -> str:
        form = seat.live
        if form is None or form.open() is not None:
            return "dialogue"
        sheet = concluded(form, len({each.moment for each in self.sheets}), 1, self.today)
        standing = next((each for each in self.counting(form.client) if each.day == sheet.day), None)
        if standing is not None and standing.moment != form.corrects:
            return "same_day"
        if form.corrects is not None:
            before = max((each for each in self.sheets if each.moment == form.corrects), key=lambda each: each.version)
            # What was withdrawn meanwhile cannot be corrected; it is measured anew.
            if before.action != "intrekking":
                sheet.moment, sheet.version, sheet.action = form.corrects, before.version + 1, "correctie"
        form.status, seat.form = "finished", None
        self._keep(sheet)
        return "receipt"

    def _correct_same_day(self, seat: Seat) -> str:
        form = seat.live
        if form is not None and form.open() is None:
            day = concluded(form, 0, 0, self.today).day
            standing = next((each for each in self.counting(form.client) if each.day == day), None)
            if standing is not None:
                form.corrects, form.reason = standing.moment, "nieuwe_informatie"
        return self._record(seat)

    def _keep(self, sheet: Sheet) -> None:
        self.sheets.append(sheet)
        self.notes.append(f"vastgelegd_{sheet.action}")

    def _notice(self, changed: bool, note: str) -> None:
        if changed:
            self.notes.append(note)


def _deciding(form: Form, answers: Answers) -> str:
    """The last question that the position depends on."""
    if form.direct:
        return "positie"
    return next(step for step in ("Q5", "Q4", "Q3", "Q2") if step in answers)


def _accepted(step: str, value: str, answers: Answers, today: date) -> str | None:
    """What a button may carry; a position that is not the one reached is asked again."""
    if value in choices(step, answers) or (step == "uitslag" and value in tuple("0123456789")):
        return value
    return _day(step, value, answers, today) if step in ("gepland", "datum") else None


def _meant(step: str, typed: str, answers: Answers, today: date) -> str | None:
    """What somebody means with a word, the number of a choice, or a day as 2027-03-15."""
    offered = choices(step, answers)
    if step == "P0":
        shortcuts = {"j": "ja", "intake": "intake"}
    else:
        shortcuts = {"j": "ja", "n": "nee"} if step in (*FROM_THE_TOP[2:], "G1") else {}
        shortcuts |= {"0": "nee"} if step == "G1" else {}
    word = shortcuts.get(typed, typed)
    if word in offered:
        return word
    if step in ("gepland", "datum"):
        return _day(step, typed, answers, today)
    numbered = typed.isdigit() and not any(each.isdigit() for each in offered)
    return offered[int(typed) - 1] if numbered and 0 < int(typed) <= len(offered) else None


def _day(step: str, typed: str, answers: Answers, today: date) -> str | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    if step == "datum":
        return typed if today + relativedelta(days=-BACKDATED) <= day <= today else None
    seen = date.fromisoformat(answers["datum"]) if "datum" in answers else today
    return typed if today < day <= seen + relativedelta(months=12) else None
