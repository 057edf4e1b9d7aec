/** The fields of the parameters that query text names. What was typed is kept by name as long as the page is open, and nowhere else. */

import { byId, made } from "./page.js";
import type { Parameter } from "./protocol.js";

export class Parameters {
  private readonly typed = new Map<string, string>();
  private shown = "";

  constructor(private readonly changed: () => void) {}

  /** What was typed, also for parameters that the text names no more. */
  get values(): Record<string, string> {
    return Object.fromEntries(this.typed);
  }

  /** Show a field for each parameter. One that is there already keeps its focus. */
  show(parameters: Parameter[]): void {
    const key = JSON.stringify(parameters);
    if (key === this.shown) return;
    this.shown = key;
    const fields = byId("parameter-fields");
    const known = new Map([...fields.querySelectorAll("label")].map((each) => [each.dataset["name"] ?? "", each]));
    const wanted = parameters.map((each) => this.field(each, known.get(each.name)));
    for (const each of known.values()) if (!wanted.includes(each)) each.remove();
    wanted.forEach((each, number) => {
      if (fields.children[number] !== each) fields.insertBefore(each, fields.children[number] ?? null);
    });
    byId("parameters").hidden = parameters.length === 0;
  }

  private field({ name, takes }: Parameter, known: HTMLLabelElement | undefined): HTMLLabelElement {
    if (known !== undefined) {
      const words = known.querySelector(".takes");
      if (words !== null) words.textContent = takes;
      return known;
    }
    const input = made("input");
    input.value = this.typed.get(name) ?? "";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.addEventListener("input", () => {
      this.typed.set(name, input.value);
      this.changed();
    });
    const label = made("label", [made("code", `:${name}`), " ", made("span", takes, "takes"), input]);
    label.dataset["name"] = name;
    return label;
  }
}
