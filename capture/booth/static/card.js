// Card: the lead that staff works on. Every change is saved as it is made; what can't be saved yet waits and is tried again.

import { find, icon, make } from "./page.js";
import { Trouble, post, upload } from "./server.js";
import { say, spoken } from "./words.js";

const PAUSE_MS = 900;
const AGAIN_MS = 1000;
const SIGNATURES = { "unknown key": "sign_unknown", "other event": "sign_other", expired: "sign_expired", "not yet valid": "sign_early" };
const CHANNELS = ["work", "alumni", "social", "introduction", "public", "online"];

// What stands in a name's place where there is no lead.
export const notLeadTitle = ({ format }) => (format === "signed" ? "forged_title" : "row_not");

export class Card {
  constructor({ staff, people, when, troubled }) {
    Object.assign(this, { staff, people, when, troubled });
    this.card = null;
    this.latest = "";
    this.draft = "";
    this.waiting = JSON.parse(sessionStorage.getItem("booth-waiting") ?? "[]");
    this.underway = [];
    this.event = null;
    this.recorder = null;
    for (const button of document.querySelectorAll("[data-rating]")) button.addEventListener("click", () => this.rate(button.dataset.rating));
    for (const button of document.querySelectorAll("[data-answer]")) button.addEventListener("click", () => this.consent(button.dataset.answer));
    const note = find("note");
    note.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.flush(), PAUSE_MS);
    });
    note.addEventListener("blur", () => this.flush());
    find("voice").addEventListener("click", () => this.voice());
    find("past").addEventListener("toggle", () => this.card && this.#renderHistory(this.card));
    find("channel").addEventListener("change", (event) => this.#save("channel", { channel: event.target.value }));
    find("owner").addEventListener("change", (event) => this.#save("owner", { owner: event.target.value }));
    find("introducer").addEventListener("change", (event) => this.#introduced(event.target.value.trim()));
    find("introducer").addEventListener("input", (event) => this.#suggest(event.target.value));
    for (const id of ["next-step", "due"]) find(id).addEventListener("change", () => this.#save("next_step", { text: find("next-step").value, due: find("due").value }));
    addEventListener("pagehide", () => this.flush());
    setInterval(() => this.#again(), AGAIN_MS);
  }

  get isBusy() {
    const inside = find("ask").contains(document.activeElement) && ["TEXTAREA", "INPUT"].includes(document.activeElement.tagName);
    return Boolean(this.card) && ((inside && document.activeElement.value !== "") || Boolean(this.recorder));
  }

  use(event, team) {
    this.event = event;
    this.team = team;
    find("qualifiers").replaceChildren(...(event?.qualifiers ?? []).map((question) => this.#question(question)));
    this.speak();
  }

  speak() {
    const option = (value, words) => make("option", { value }, words);
    find("channel").replaceChildren(...CHANNELS.map((name) => option(name, say(`ch_${name}`))));
    find("owner").replaceChildren(option("", say("nobody")), ...(this.team ?? []).map((name) => option(name, name)));
    for (const legend of document.querySelectorAll("[data-en]")) legend.textContent = (spoken() === "zh" && legend.dataset.zh) || legend.dataset.en;
    const { wording } = this.#wording();
    find("wording").textContent = wording;
    if (this.card) this.update(this.card);
    this.#renderSafe();
  }

  open(card, latest = "") {
    if (this.card && this.card.id !== card.id) this.close();
    this.card = card;
    this.latest = latest;
    this.draft = "";
    this.flushed = null;
    find("note").value = "";
    for (const [id, value] of [["introducer", card.introducer?.value.name], ["next-step", card.next_step?.value.text], ["due", card.next_step?.value.due]]) find(id).value = value ?? "";
    for (const id of ["more", "past"]) find(id).open = false;
    find("more").open = Boolean(card.introducer || card.next_step || card.owner);
    find("lead-blank").hidden = true;
    find("lead-filled").hidden = false;
    requestAnimationFrame(() => (find("ask").scrollTop = 0)); // with the layout that comes anyway
    this.update(card);
  }

  close() {
    this.flush();
    this.#stopRecording();
    this.card = null;
    find("lead-blank").hidden = false;
    find("lead-filled").hidden = true;
    find("lead").classList.remove("undone", "aside");
    find("lead").setAttribute("aria-label", say("card_idle"));
  }

  update(card) {
    if (card.id !== this.card?.id) return;
    this.card = card;
    Object.assign(card.qualifiers, this.#answersOnTheirWay(card.id));
    const { contact } = card;
    const notLead = ["not_a_badge", "refused"].includes(card.kind);
    const name = notLead ? say(notLeadTitle(card)) : contact.full_name || say("nameless"); // a forged badge's name is only a claim
    find("name").textContent = name;
    find("name").classList.toggle("long", name.length > 34);
    find("job").textContent = [notLead && contact.full_name, contact.title, contact.company, contact.department].filter(Boolean).join(" · ");
    find("lead").setAttribute("aria-label", name);
    find("lead").classList.toggle("undone", card.undone);
    find("ask").inert = card.undone;
    const times = card.seen > 1 ? [say("seen", { n: card.seen })] : [];
    const first = say(card.staff ? "by" : "at", { time: this.when(card.at), who: card.staff });
    const facts = [...contact.emails, ...contact.phones, ...contact.handles, [contact.city, contact.country].filter(Boolean).join(", "), contact.badge_id, first, ...times, card.signature === "valid" && say("sign_valid")];
    find("facts").replaceChildren(...facts.filter(Boolean).map((fact) => make("li", { dir: "auto" }, fact)));
    const isSigned = card.format === "signed";
    const nameless = isSigned ? "sealed" : { id: "id_only", personal: "personal" }[card.kind] ?? "unreadable";
    const notice = notLead ? (isSigned ? "forged" : "not_lead") : contact.full_name ? "" : nameless;
    find("notice").hidden = !notice || Boolean(contact.full_name && !notLead);
    find("notice-says").textContent = notice ? say(notice) : "";
    find("notice-ways").hidden = !notLead;
    find("doubt").hidden = !card.guessed || !find("notice").hidden;
    find("doubt-says").textContent = say(card.runner_up ? "or_reads" : SIGNATURES[card.signature] ?? "guessed");
    find("runner-up").textContent = card.runner_up;
    find("lead").classList.toggle("aside", notLead);
    for (const button of document.querySelectorAll("[data-rating]")) button.setAttribute("aria-pressed", button.dataset.rating === card.rating);
    const answer = card.consent?.value.answer ?? "not_asked";
    for (const button of document.querySelectorAll("[data-answer]")) button.setAttribute("aria-pressed", button.dataset.answer === answer);
    const asked = card.consent?.value.answer !== "not_asked" && card.consent?.value.wording;
    find("wording").textContent = asked || this.#wording().wording;
    this.#renderQualifiers(card.qualifiers);
    find("channel").value = card.channel;
    if (card.owner && ![...find("owner").options].some((known) => known.value === card.owner)) find("owner").append(make("option", { value: card.owner }, card.owner));
    find("owner").value = card.owner;
    this.#renderNotes(card);
    this.#renderHistory(card);
    find("undo-says").textContent = say(card.undone ? "redo" : "undo");
    this.#renderSafe();
  }

  rate(rating) {
    return this.#save("rating", { rating });
  }

  consent(answer) {
    const { wording, version } = this.#wording();
    return this.#save("consent", { answer, purpose: "follow_up", wording, wording_version: version });
  }

  // The note as it stands goes down; while it is still being typed, the newer text takes the older one's place.
  async flush() {
    clearTimeout(this.pause);
    const text = find("note").value.trim();
    if (!this.card || !text || (text === this.flushed?.text && this.card.id === this.flushed.id)) return;
    const id = this.card.id;
    const replaces = this.draft;
    this.flushed = { id, text };
    const answer = await this.#save("note", { text }, replaces);
    if (answer && this.card?.id === id) {
      this.draft = answer.touch_id;
      this.#renderNotes(this.card);
    }
  }

  async edit(fields) {
    for (const [field, value] of Object.entries(fields)) await this.#save("edit", { field, value });
  }

  introducedBy(card) {
    const name = card.contact.full_name || card.contact.badge_id;
    find("introducer").value = name;
    return this.#save("introducer", { name, scan_id: card.id });
  }

  async undoLast() {
    const last = this.card?.history.filter((touch) => touch.kind !== "seen_again").at(-1);
    if (!last) return false;
    if (last.touch_id === this.draft) [this.draft, find("note").value] = ["", ""];
    await this.takeBack(last.touch_id);
    return true;
  }

  takeBack(touchId) {
    return this.#write("undo", { scan_id: this.card.id, touch_id: touchId });
  }

  async voice() {
    if (this.recorder) return this.#stopRecording();
    if (!this.card) return;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return this.troubled(say("voice_denied"));
    }
    const id = this.card.id;
    const type = MediaRecorder.isTypeSupported("audio/webm;codecs=opus") ? "audio/webm;codecs=opus" : "audio/mp4";
    const pieces = [];
    const recorder = (this.recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 }));
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    recorder.addEventListener("stop", async () => {
      stream.getTracks().forEach((track) => track.stop());
      const blob = new Blob(pieces, { type: type.split(";")[0] });
      try {
        const answer = await upload("attach", { scan_id: id, staff: this.staff() }, blob);
        this.update(answer.card);
      } catch (error) {
        this.troubled(error.message || say("not_saved"));
      }
    });
    const began = Date.now();
    const count = () => (find("voice-says").textContent = say("voice_stop", { n: Math.floor((Date.now() - began) / 1000) }));
    this.counting = setInterval(count, 500);
    count();
    find("voice").classList.add("recording");
    recorder.start(1000);
  }

  #stopRecording() {
    if (!this.recorder) return;
    clearInterval(this.counting);
    this.recorder.stop();
    this.recorder = null;
    find("voice").classList.remove("recording");
    find("voice-says").textContent = say("voice");
  }

  #wording() {
    const own = this.event?.consent_wording;
    return own ? { wording: own, version: this.event.consent_wording_version || "1" } : { wording: say("consent_default"), version: `boothflow-${spoken()}-1` };
  }

  #question(question) {
    const legend = { "data-en": question.name, "data-zh": question.name_zh ?? "" };
    const id = `q-${question.name}`;
    if (question.kind === "text") {
      const input = make("input", { id, maxlength: 1000, "data-question": question.name, on: { change: (event) => this.#save("qualifier", { name: question.name, value: event.target.value }) } });
      return make("div", { class: "row" }, make("label", { for: id, ...legend }, question.name), make("div", { class: "answer" }, input));
    }
    const chips = (question.choices ?? []).map((choice, at) =>
      make("button", { type: "button", "aria-pressed": "false", "data-question": question.name, "data-choice": choice, "data-en": choice, "data-zh": question.choices_zh?.[at] ?? "",
        on: { click: () => this.#choose(question, choice) } }, choice));
    return make("fieldset", { class: "row" }, make("legend", legend, question.name), make("div", { class: "answer chips" }, ...chips));
  }

  #choose(question, choice) {
    const answers = this.card.qualifiers;
    const now = answers[question.name];
    const chosen = Array.isArray(now) ? now : [];
    const several = () => (chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice]);
    const value = question.kind === "multi" ? several() : now === choice ? "" : choice;
    answers[question.name] = value; // at once, so that a second tap builds on the first
    this.#renderQualifiers(answers);
    return this.#save("qualifier", { name: question.name, value });
  }

  #renderQualifiers(answers) {
    for (const chip of document.querySelectorAll("[data-choice]")) {
      const answer = answers[chip.dataset.question];
      chip.setAttribute("aria-pressed", Array.isArray(answer) ? answer.includes(chip.dataset.choice) : answer === chip.dataset.choice);
    }
    for (const input of document.querySelectorAll("input[data-question]")) {
      if (input !== document.activeElement) input.value = answers[input.dataset.question] ?? "";
    }
  }

  #renderNotes(card) {
    const said = (touch) => make("small", {}, say(touch.staff ? "by" : "at", { time: this.when(touch.at), who: touch.staff }));
    const notes = card.notes.filter((note) => note.touch_id !== this.draft).map((note) => make("li", {}, make("span", { dir: "auto" }, note.value.text), " ", said(note)));
    const files = card.attachments.map((touch) => {
      const src = `/attachments/${touch.value.file}`;
      const shown = touch.value.media_type.startsWith("audio/")
        ? make("audio", { controls: true, preload: "none", src, "aria-label": say("voice") })
        : make("img", { src, alt: say("picture_of"), loading: "lazy" });
      return make("li", {}, shown, said(touch));
    });
    find("notes").replaceChildren(...notes, ...files);
  }

  #renderHistory(card) {
    find("past-count").textContent = card.history.length || "";
    if (!find("past").open) return;
    find("history").replaceChildren(...card.history.toReversed().map((touch) => {
      const what = Object.entries(touch.value).filter(([name]) => !["scan_id", "sha256", "wording", "wording_version", "purpose", "media_type", "file"].includes(name)).map(([, value]) => (Array.isArray(value) ? value.join(", ") : String(value))).filter(Boolean).join(": ");
      const words = make("span", { dir: "auto" }, make("b", {}, say(`t_${touch.kind}`)), what ? `: ${what} ` : " ", make("small", {}, say("by", { time: this.when(touch.at), who: touch.staff || say("nobody") })));
      const back = touch.kind === "seen_again" ? null : make("button", { type: "button", class: "small", on: { click: () => this.takeBack(touch.touch_id) } }, say("take_back"));
      return make("li", {}, words, back);
    }));
  }

  #renderSafe() {
    const waits = this.waiting.length > 0;
    find("safe").textContent = say(waits ? "not_saved" : "saved_here");
    find("safe").classList.toggle("waiting", waits);
  }

  async #introduced(name) {
    const picked = this.suggested?.find((person) => person.name === name);
    if (name) await this.#save("introducer", { name, scan_id: picked?.scan_id ?? "" });
  }

  async #suggest(words) {
    this.suggested = words.trim().length > 1 ? await this.people(words) : [];
    find("introducers").replaceChildren(...this.suggested.map((person) => make("option", { value: person.name }, person.company)));
  }

  #save(kind, value, replaces = "") {
    if (!this.card) return null;
    return this.#write("touch", { scan_id: this.card.id, kind, value, replaces });
  }

  // One after the other, in the order staff made them.
  #write(name, wish) {
    const signed = { ...wish, staff: this.staff() };
    this.underway.push(signed);
    const turn = (this.turn ?? Promise.resolve()).then(() => this.#put(name, signed));
    this.turn = turn;
    return turn;
  }

  // What was tapped and is not down yet: a card that the server sent before knowing of it must not take it back.
  #answersOnTheirWay(id) {
    const wishes = [...this.waiting.map(({ wish }) => wish), ...this.underway];
    const answers = wishes.filter((wish) => wish.scan_id === id && wish.kind === "qualifier");
    return Object.fromEntries(answers.map(({ value }) => [value.name, value.value]));
  }

  // Down it goes; when the server does not answer, the wish waits in this tab and is tried until it does.
  async #put(name, signed) {
    try {
      if (this.waiting.length) throw new Trouble("", 0);
      const answer = await post(name, signed);
      this.update(answer.card);
      return answer;
    } catch (error) {
      if (!error.isGone) this.troubled(error.message);
      else this.#wait({ name, wish: signed });
      return null;
    } finally {
      this.underway.splice(this.underway.indexOf(signed), 1);
    }
  }

  #wait(waiting) {
    const last = this.waiting.at(-1)?.wish;
    if (waiting.wish.kind === "note" && last?.kind === "note" && last.scan_id === waiting.wish.scan_id) this.waiting.pop(); // typed on
    this.waiting.push(waiting);
    this.#keepWaiting();
  }

  async #again() {
    if (this.trying) return;
    this.trying = true;
    while (this.waiting.length) {
      const { name, wish } = this.waiting[0];
      try {
        const answer = await post(name, wish);
        this.update(answer.card);
      } catch (error) {
        if (error.isGone || error.status === 423 || error.status === 403) break;
        this.troubled(error.message);
      }
      this.waiting.shift();
      this.#keepWaiting();
    }
    this.trying = false;
  }

  #keepWaiting() {
    sessionStorage.setItem("booth-waiting", JSON.stringify(this.waiting));
    this.#renderSafe();
  }
}
