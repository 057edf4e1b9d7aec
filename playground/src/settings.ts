/** The target, the time zone and the workspace file, which stays in this page and its worker. */

import type { Client } from "./client.js";
import { byId, made } from "./page.js";
import type { Targets } from "./protocol.js";

interface File {
  text: string;
  name: string;
}

export class Settings {
  private readonly targets = byId<HTMLSelectElement>("target");
  private readonly zones = byId<HTMLSelectElement>("zone");
  private file: File | undefined;

  constructor(
    private readonly client: Client,
    private readonly changed: () => void,
  ) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const zone of new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])) this.zones.append(new Option(zone, zone));
    this.targets.addEventListener("change", changed);
    this.zones.addEventListener("change", changed);
    const chosen = byId<HTMLInputElement>("workspace");
    chosen.addEventListener("change", () => void this.load(chosen));
    byId("standard").addEventListener("click", () => void this.use(undefined));
    byId("settings").addEventListener("submit", (event) => event.preventDefault());
  }

  get target(): string {
    return this.targets.value;
  }

  get zone(): string {
    return this.zones.value;
  }

  /** Ask for the targets, in a worker that knows nothing yet, and choose one. */
  async start(target = this.target): Promise<void> {
    const answer = await this.client.ask("workspace", { text: this.file?.text ?? null, name: this.file?.name ?? "" });
    this.show(answer, target);
  }

  private async load(chosen: HTMLInputElement): Promise<void> {
    const file = chosen.files?.[0];
    if (file === undefined) return;
    const text = await file.text();
    chosen.value = "";
    await this.use({ text, name: file.name });
  }

  private async use(file: File | undefined): Promise<void> {
    const error = byId("workspace-error");
    try {
      const answer = await this.client.ask("workspace", { text: file?.text ?? null, name: file?.name ?? "" });
      error.hidden = answer.error === undefined;
      error.textContent = answer.error ?? "";
      if (answer.error !== undefined) return;
      this.file = file;
      this.show(answer, this.target);
      byId("settings-said").textContent = file === undefined ? "The standard objects are used." : `${file.name} is used, in this browser only.`;
      this.changed();
    } catch (problem) {
      error.hidden = false;
      error.textContent = `The file cannot be read: ${String(problem)}`;
    }
  }

  private show(answer: Targets, chosen: string): void {
    const targets = answer.targets ?? [];
    const kinds = [...new Set(targets.map((each) => each.kind))];
    const groups = kinds.map((kind) => {
      const group = made("optgroup", targets.filter((each) => each.kind === kind).map(({ name }) => new Option(name, name)));
      group.label = `${kind}s`.replace("ys", "ies");
      return group;
    });
    this.targets.replaceChildren(...groups);
    if (targets.some((each) => each.name === chosen)) this.targets.value = chosen;
    byId("standard").hidden = answer.isOwn !== true;
  }
}
