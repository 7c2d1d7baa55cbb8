// Keys: single-key shortcuts, and a handheld scanner that types like a keyboard. Input methods (Chinese) never trigger any.

import { isTyping } from "./page.js";

const BURST_MS = 50;
const SHORTEST = 6;

export class Keys {
  // shortcuts: key -> action; allowed() says whether single keys count now; scanned(text) takes what a handheld scanner typed.
  constructor({ shortcuts, allowed, scanned }) {
    Object.assign(this, { shortcuts, allowed, scanned, burst: "", at: 0, pending: [] });
    addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229 || event.altKey) return this.#forget();
    if (event.ctrlKey || event.metaKey) {
      const action = this.shortcuts[`Ctrl+${event.key.toLowerCase()}`];
      if (action && !isTyping(event.target) && this.allowed(event)) this.#act(event, action);
      return;
    }
    const isFast = event.timeStamp - this.at < BURST_MS;
    this.at = event.timeStamp;
    if (!isFast && !this.burst.startsWith("BEGIN:")) this.#settle();
    if (event.key === "Enter" || event.key === "Tab") return this.#end(event, isFast);
    if (event.key.length !== 1) return this.#rest(event);
    this.burst += event.key;
    const action = this.shortcuts[event.key.toLowerCase()];
    if (!action || isTyping(event.target) || !this.allowed(event)) return;
    event.preventDefault();
    clearTimeout(this.timer);
    // A key or two are shortcuts, many at once are a scanner: wait a moment to see which.
    this.pending.push(action);
    this.timer = setTimeout(() => this.#settle(), BURST_MS);
  }

  // The moment has passed. A busy page may hear of the next key before its timer: then that key finds the note open already.
  #settle() {
    const actions = this.burst.length < SHORTEST ? this.pending : [];
    this.#forget();
    actions.forEach((act) => act());
  }

  #end(event, isFast) {
    const isVcard = this.burst.startsWith("BEGIN:VCARD");
    if (isVcard && !this.burst.trimEnd().endsWith("END:VCARD")) {
      this.burst += "\n";
      event.preventDefault();
    } else if ((isFast || isVcard) && this.burst.length >= SHORTEST) {
      event.preventDefault();
      event.stopPropagation();
      const text = this.burst;
      if (isTyping(event.target) && event.target.value.endsWith(text)) event.target.value = event.target.value.slice(0, -text.length);
      this.#forget();
      this.scanned(text);
    } else {
      this.#rest(event);
    }
  }

  #rest(event) {
    this.#forget();
    const action = this.shortcuts[event.shiftKey ? `Shift+${event.key}` : event.key];
    const onButton = event.key === "Enter" && event.target.closest?.("button, a, summary, select");
    if (action && !onButton && this.allowed(event)) action(event);
  }

  #act(event, action) {
    event.preventDefault();
    action(event);
  }

  #forget() {
    this.burst = "";
    this.pending = [];
    clearTimeout(this.timer);
  }
}
