/** The pane for a record of one's own: whether it matches, and which conditions decide that. */

import type { Client } from "./client.js";
import { Editor } from "./editor.js";
import { byId, made } from "./page.js";
import type { Example, Input, Match } from "./protocol.js";

const PAUSE = 200;

export class RecordPane {
  private readonly editor: Editor;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    private readonly input: () => Input,
  ) {
    this.editor = new Editor(byId("record"), "json", "Your record, as JSON", { changed: () => this.later() });
    byId("record-example").addEventListener("click", () => void this.startWithExample());
  }

  /** Test the record again a little later: the filter or the record changed. */
  later(): void {
    clearTimeout(this.timer);
    if (this.editor.text.trim() === "") byId("verdict").replaceChildren();
    else this.timer = setTimeout(() => void this.test(), PAUSE);
  }

  private async startWithExample(): Promise<void> {
    const example = (await this.client.ask("pane", { ...this.input(), pane: "example" }).catch(() => null)) as Example | null;
    this.editor.write(example?.record ?? "");
    if (!example?.record) byId("verdict").replaceChildren(made("p", "There is no example: the filter has an error, or no record is known that matches it."));
  }

  private async test(): Promise<void> {
    const record = this.editor.text;
    try {
      const match = await this.client.ask("match", { ...this.input(), record });
      if (record === this.editor.text) byId("verdict").replaceChildren(...verdict(match));
    } catch (error) {
      byId("verdict").replaceChildren(made("p", String(error)));
    }
  }
}

function verdict(match: Match): Node[] {
  if (match.error !== undefined) return [made("pre", match.error, "error")];
  const said = match.matches ? "The record matches." : "The record does not match.";
  const reasons = (match.reasons ?? []).map((each) =>
    made("li", [made("strong", each.holds ? "holds" : "does not hold"), " ", made("code", each.text)]),
  );
  return [made("p", said, match.matches ? "holds" : "fails"), made("ul", reasons)];
}
