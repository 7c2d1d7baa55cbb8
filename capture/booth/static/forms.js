// Forms: the dialogs: a person without a badge, who scans, menu, set-up, phones, PIN.

import { find, make, remember, remembered } from "./page.js";
import { ask, post, upload } from "./server.js";
import { say, spoken } from "./words.js";

const FIELDS = ["full_name", "company", "title", "emails", "phones"];
const CHANNELS = ["work", "alumni", "social", "introduction", "public", "online"];

export const isDialogOpen = () => document.querySelector("dialog[open]") !== null;

// A person without a badge, or corrections to one that was read.
export class PersonForm {
  constructor({ staff, taken, open, edited, reading }) {
    Object.assign(this, { staff, taken, openCard: open, edited, reading });
    this.dialog = find("person");
    this.form = find("person-form");
    this.chosen = -1;
    this.people = [];
    find("who").addEventListener("input", () => this.#search());
    find("who").addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.form.addEventListener("focusin", ({ target }) => FIELDS.includes(target.name) && (this.last = target.name));
    find("file").addEventListener("change", () => {
      const [file] = find("file").files;
      if (file) this.picture(file);
      find("file").value = "";
    });
    addEventListener("dragover", (event) => {
      event.preventDefault();
      find("drop").classList.add("over");
    });
    addEventListener("dragleave", () => find("drop").classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      find("drop").classList.remove("over");
      const file = [...event.dataTransfer.files].find((item) => item.type.startsWith("image/"));
      if (file) this.picture(file);
    });
    addEventListener("paste", (event) => {
      const file = [...event.clipboardData.files].find((item) => item.type.startsWith("image/"));
      if (file) this.picture(file);
    });
    this.dialog.addEventListener("close", () => URL.revokeObjectURL(find("picture").src));
  }

  open(card = null, { lines = [], proposal = {}, picture = null } = {}) {
    this.card = card;
    find("person-title").textContent = say(card ? "person_edit" : "person_title");
    find("person-search").hidden = Boolean(card);
    find("drop").hidden = Boolean(card);
    find("picture-read").hidden = !picture;
    if (picture) {
      find("picture").src = URL.createObjectURL(picture);
      find("picture").alt = say("picture_of");
      find("picture-says").textContent = say(lines.length ? "picture_read" : "picture_typed");
    }
    find("lines").replaceChildren(...lines.map((line) => make("li", {}, make("button", { type: "button", on: { click: () => this.#take(line) } }, line))));
    const contact = card?.contact ?? {};
    const values = { ...contact, emails: contact.emails?.[0], phones: contact.phones?.[0] };
    for (const name of FIELDS) this.form.elements[name].value = values[name] || proposal[name] || "";
    find("who").value = "";
    find("person-trouble").textContent = "";
    this.#show([]);
    this.dialog.showModal();
    (card ? this.form.elements.full_name : find("who")).focus();
  }

  async picture(blob) {
    find("person-trouble").textContent = "";
    this.reading(true);
    try {
      const messages = await upload("picture", { staff: this.staff() }, blob);
      if (this.dialog.open) this.dialog.close();
      const typed = messages.find((message) => message.lines);
      for (const message of messages) this.taken(message);
      if (typed) this.open(typed.card, { ...typed, picture: blob });
    } catch (error) {
      this.reading(false);
      if (!this.dialog.open) this.open();
      find("person-trouble").textContent = error.message || say("lost_title");
    }
  }

  // A line that was read takes the place of what stands in the field that had the focus last; the next one goes to the next empty field.
  #take(line) {
    const field = this.last ?? FIELDS.find((name) => !this.form.elements[name].value);
    if (!field) return;
    this.form.elements[field].value = line;
    this.last = null;
  }

  async #submit() {
    const fields = Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name].value.trim()]));
    try {
      if (this.card) {
        const { contact } = this.card;
        const before = { ...contact, emails: contact.emails[0] ?? "", phones: contact.phones[0] ?? "" };
        await this.edited(this.card, Object.fromEntries(FIELDS.filter((name) => fields[name] !== before[name]).map((name) => [name, fields[name]])));
        this.dialog.close();
      } else {
        const message = await post("person", { staff: this.staff(), fields });
        this.dialog.close();
        this.taken(message);
      }
    } catch (error) {
      find("person-trouble").textContent = error.message || say("lost_title");
    }
  }

  async #search() {
    const words = find("who").value.trim();
    const name = this.form.elements.full_name;
    if (!name.value || name.value === this.typed) name.value = this.typed = words; // nobody found: the form has it already
    const asked = (this.asked = {});
    const people = words ? await ask(`/api/people?q=${encodeURIComponent(words)}`).catch(() => []) : [];
    if (asked === this.asked) this.#show(people);
  }

  #show(people) {
    this.people = people;
    this.chosen = people.length ? 0 : -1;
    find("found").hidden = !people.length;
    find("who").setAttribute("aria-expanded", people.length > 0);
    find("found").replaceChildren(...people.map((person, at) =>
      make("li", { role: "option", id: `found-${at}`, on: { click: () => this.#pick(person) } },
        make("b", { dir: "auto" }, person.name || person.badge_id), make("span", { dir: "auto" }, person.company),
        make("small", {}, say(person.scan_id ? "person_from_leads" : "person_from_roster")))));
    this.#mark();
  }

  #mark() {
    [...find("found").children].forEach((line, at) => line.setAttribute("aria-selected", at === this.chosen));
    if (this.chosen >= 0) find("who").setAttribute("aria-activedescendant", `found-${this.chosen}`);
    else find("who").removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.people.length) {
      event.preventDefault();
      this.chosen = (this.chosen + step + this.people.length) % this.people.length;
      this.#mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.chosen >= 0) this.#pick(this.people[this.chosen]);
      else this.form.elements.company.focus();
    }
  }

  async #pick(person) {
    try {
      const message = person.scan_id ? null : await post("person", { staff: this.staff(), badge_id: person.badge_id });
      this.dialog.close();
      if (message) this.taken(message);
      else this.openCard(person.scan_id);
    } catch (error) {
      find("person-trouble").textContent = error.message || say("lost_title");
    }
  }
}

export class StaffForm {
  constructor({ team, chosen }) {
    this.team = team;
    this.chosen = chosen;
    this.dialog = find("staff-dialog");
    find("staff-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const name = find("staff-other").value.trim();
      if (name) this.#choose(name);
    });
    this.dialog.addEventListener("keydown", (event) => {
      const name = this.team()[Number(event.key) - 1];
      if (name && event.target !== find("staff-other")) {
        event.preventDefault();
        event.stopPropagation();
        this.#choose(name);
      }
    });
  }

  open() {
    find("staff-list").replaceChildren(...this.team().map((name, at) =>
      make("li", {}, make("button", { type: "button", on: { click: () => this.#choose(name) } }, make("span", { dir: "auto" }, name), at < 9 ? make("kbd", {}, at + 1) : ""))));
    find("staff-other").value = "";
    this.dialog.showModal();
    (find("staff-list").querySelector("button") ?? find("staff-other")).focus();
  }

  #choose(name) {
    this.dialog.close();
    this.chosen(name);
  }
}

export class MenuForm {
  constructor({ changed, open, lock }) {
    for (const [id, name, otherwise] of [["mirror", "mirror", "yes"], ["sounds", "sounds", "yes"], ["single-keys", "keys", "yes"]]) {
      find(id).checked = remembered(name, otherwise) === "yes";
      find(id).addEventListener("change", () => {
        remember(name, find(id).checked ? "yes" : "no");
        changed();
      });
    }
    find("menu").addEventListener("click", () => find("menu-dialog").showModal());
    for (const name of ["setup", "phones", "pin"]) {
      find(`open-${name}`).addEventListener("click", () => {
        find("menu-dialog").close();
        open(name);
      });
    }
    find("lock").addEventListener("click", () => {
      find("menu-dialog").close();
      lock();
    });
  }
}

export class SetupForm {
  constructor({ state }) {
    this.state = state;
    this.dialog = find("setup");
    find("setup-event").addEventListener("change", () => this.#fill());
    find("question-add").addEventListener("click", () => this.#addQuestion({ name: "", kind: "single", choices: [] }));
    find("setup-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.dialog.addEventListener("cancel", (event) => {
      if (!this.state().event) event.preventDefault();
    });
    find("zones").replaceChildren(...Intl.supportedValuesOf("timeZone").map((zone) => make("option", { value: zone })));
  }

  open() {
    const { event, events } = this.state();
    find("setup-first").hidden = Boolean(event);
    find("setup-close").hidden = !event;
    find("setup-event-pick").hidden = !events.length;
    find("setup-event").replaceChildren(...events.map((known) => make("option", { value: known.code }, known.name || known.code)), make("option", { value: "" }, say("setup_event_new")));
    find("setup-event").value = event?.code ?? "";
    find("setup-channel").replaceChildren(...CHANNELS.map((name) => make("option", { value: name }, say(`ch_${name}`))));
    find("setup-language").value = spoken();
    find("setup-trouble").textContent = "";
    this.#fill();
    this.dialog.showModal();
  }

  #fill() {
    const { events, exhibitor, event } = this.state();
    const code = find("setup-event").value;
    const known = events.find((one) => one.code === code) ?? { name: "", code: "", exhibitors: [], team: event?.team ?? [], time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, channel: "work", consent_wording: "", qualifiers: [] };
    find("setup-name").value = known.name;
    find("setup-code").value = known.code;
    find("setup-code").disabled = Boolean(known.code);
    find("setup-exhibitor").value = known.exhibitors.includes(exhibitor) ? exhibitor : (known.exhibitors[0] ?? exhibitor);
    find("exhibitors").replaceChildren(...known.exhibitors.map((name) => make("option", { value: name })));
    this.exhibitors = known.exhibitors;
    find("setup-team").value = known.team.join("\n");
    find("setup-zone").value = known.time_zone;
    find("setup-channel").value = known.channel;
    find("setup-consent").value = known.consent_wording;
    find("setup-consent").placeholder = say("consent_default");
    find("questions").replaceChildren();
    known.qualifiers.forEach((question) => this.#addQuestion(question));
  }

  #addQuestion(question) {
    const field = (words, name, value, shape = "") => make("label", { class: shape }, make("span", {}, say(words)), make("input", { "data-name": name, value: value ?? "", maxlength: 1000 }));
    const kind = make("select", { "data-name": "kind" }, ...["single", "multi", "text"].map((name) => make("option", { value: name, selected: name === question.kind }, say(`kind_${name}`))));
    const box = make("div", { class: "question" },
      field("setup_question", "name", question.name),
      make("label", {}, make("span", {}, say("setup_kind")), kind),
      make("button", { type: "button", class: "small", on: { click: () => box.remove() } }, say("setup_remove")),
      field("setup_choices", "choices", question.choices?.join(", "), "wide"),
      make("div", { class: "both" }, field("setup_question_zh", "name_zh", question.name_zh), field("setup_choices_zh", "choices_zh", question.choices_zh?.join("，"))));
    const showChoices = () => box.querySelectorAll("[data-name^=choices]").forEach((input) => (input.closest("label").hidden = kind.value === "text"));
    kind.addEventListener("change", showChoices);
    showChoices();
    find("questions").append(box);
  }

  async #submit() {
    const split = (text) => text.split(/[,，、\n]/).map((part) => part.trim()).filter(Boolean);
    const questions = [...find("questions").children].map((box) => {
      const value = (name) => box.querySelector(`[data-name=${name}]`).value.trim();
      return { name: value("name"), kind: value("kind"), choices: split(value("choices")), name_zh: value("name_zh"), choices_zh: split(value("choices_zh")) };
    }).filter((question) => question.name);
    const name = find("setup-name").value.trim();
    const exhibitor = find("setup-exhibitor").value.trim();
    const made = name.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 40);
    const event = {
      code: find("setup-code").value.trim() || made || `event-${new Date().toISOString().slice(0, 10)}`,
      name,
      exhibitors: [...new Set([...this.exhibitors, exhibitor])],
      team: find("setup-team").value.split("\n").map((line) => line.trim()).filter(Boolean),
      time_zone: find("setup-zone").value.trim(),
      channel: find("setup-channel").value,
      consent_wording: find("setup-consent").value.trim(),
      qualifiers: questions,
    };
    try {
      remember("language", find("setup-language").value);
      await post("setup", { event, exhibitor, language: find("setup-language").value });
      this.dialog.close();
    } catch (error) {
      find("setup-trouble").textContent = error.message || say("lost_title");
    }
  }
}

export class PhonesForm {
  constructor() {
    this.dialog = find("phones");
    find("phones-switch").addEventListener("click", () => this.#ask({ do: this.phones.on ? "off" : "on" }));
    find("invite-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ do: "invite", name: find("phone-name").value });
    });
  }

  open(phones) {
    find("invitation").hidden = true;
    this.#render(this.phones ?? phones); // what was answered last is newer than what the page began with
    this.dialog.showModal();
    this.#ask({ do: "list" });
  }

  // One after the other, or an older answer would be shown in the place of a newer one.
  #ask(wish) {
    this.turn = (this.turn ?? Promise.resolve()).then(() => this.#answered(wish));
  }

  async #answered(wish) {
    find("phones-trouble").textContent = "";
    try {
      const answer = await post("phones", wish);
      if (answer.rows) this.#draw(answer.rows);
      this.#render(answer.phones);
    } catch (error) {
      find("phones-trouble").textContent = error.message || say("lost_title");
    }
  }

  #render(phones) {
    this.phones = phones;
    find("phones-on").hidden = !phones.on;
    find("phones-switch").textContent = say(phones.on ? "phones_off" : "phones_on");
    if (!phones.on) find("invitation").hidden = true;
    find("phones-warning").textContent = say("phones_warning", { url: `https://${phones.host}${phones.authority}` });
    const line = (phone) => make("li", { class: "phone" }, make("span", { dir: "auto" }, phone.name),
      make("button", { type: "button", class: "small", on: { click: () => this.#ask({ do: "revoke", phone: phone.id }) } }, say("phones_revoke")));
    find("phone-list").replaceChildren(...(phones.list.length ? phones.list.map(line) : [make("li", { class: "quiet" }, say("phones_none"))]));
  }

  #draw(rows) {
    const quiet = 4;
    const canvas = find("qr");
    canvas.width = canvas.height = rows.length + 2 * quiet;
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.fillStyle = "#000";
    rows.forEach((row, y) => [...row].forEach((module, x) => module === "1" && drawing.fillRect(x + quiet, y + quiet, 1, 1)));
    find("invitation").hidden = false;
    find("phone-name").value = "";
  }
}

export class Lock {
  constructor({ opened, changed }) {
    this.opened = opened;
    find("pin-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        changed((await post("pin", { pin: find("pin-new").value })).pin);
        find("pin-dialog").close();
      } catch (error) {
        find("pin-trouble").textContent = error.message;
      }
    });
    find("unlock-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await post("unlock", { pin: find("pin-entered").value });
        find("locked").close();
        find("locked-trouble").textContent = "";
        this.opened();
      } catch {
        find("locked-trouble").textContent = say("pin_wrong");
      }
      find("pin-entered").value = "";
    });
    find("locked").addEventListener("cancel", (event) => event.preventDefault());
  }

  open() {
    find("pin-new").value = "";
    find("pin-trouble").textContent = "";
    find("pin-dialog").showModal();
  }

  lock() {
    for (const dialog of document.querySelectorAll("dialog[open]")) if (dialog.id !== "locked") dialog.close();
    if (!find("locked").open) find("locked").showModal();
  }
}
