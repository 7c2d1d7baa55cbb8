// Waterfall: the weights of a pair as rows of a table, each with a bar that begins where the one before ended.

import { make } from "/static/page.js";
import { either, say } from "./words.js";

const HEIGHT = 18;

// rows: [{ weight, words: [English, Chinese] }]; threshold: the weight from where a pair is joined without asking.
export function waterfall(rows, total, threshold) {
  let sum = 0;
  const bars = rows.map((row) => ({ ...row, from: sum, to: (sum += row.weight) }));
  const reach = bars.map((bar) => bar.to);
  const low = Math.min(...reach, 0) - 1;
  const high = Math.max(...reach, threshold) + 1;
  const line = (bar, words, kind = "") =>
    make("tr", { class: kind },
      make("th", { scope: "row" }, words),
      make("td", { class: "bits" }, signed(bar.weight)),
      make("td", { class: "picture" }, picture(bar, low, high, threshold)));
  return [
    ...bars.map((bar) => line(bar, either(bar.words))),
    line({ weight: total, from: 0, to: total }, say("together"), "total"),
  ];
}

export const signed = (weight) => `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;

function picture(bar, low, high, threshold) {
  const svg = draw("svg", { "aria-hidden": "true", height: HEIGHT, width: "100%" });
  const at = (bits) => `${(((bits - low) / (high - low)) * 100).toFixed(2)}%`;
  const upright = (bits, kind) => draw("line", { class: kind, x1: at(bits), x2: at(bits), y1: 0, y2: HEIGHT });
  const [left, right] = [Math.min(bar.from, bar.to), Math.max(bar.from, bar.to)];
  const width = `${Math.max(((right - left) / (high - low)) * 100, 0.6).toFixed(2)}%`;
  const shape = { x: at(left), y: 3, height: HEIGHT - 6, width, class: bar.weight < 0 ? "against" : "for" };
  if (bar.weight < 0) shape.fill = "url(#hatch)";
  svg.append(upright(0, "even"), upright(threshold, "joined"), draw("rect", shape));
  return svg;
}

function draw(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
