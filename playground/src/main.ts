/** The page: two panes with one filter, and all that is shown of it. */

import { Client } from "./client.js";
import { Editor, type Helper } from "./editor.js";
import { byId } from "./page.js";
import { showProblems } from "./problems.js";
import { Parameters } from "./parameters.js";
import type { Input, Problem, Reading, Side } from "./protocol.js";
import { Reader } from "./reader.js";
import { RecordPane } from "./record.js";
import { copyText, markStale, Results } from "./results.js";
import { Settings } from "./settings.js";
import { fromLink, linkTo } from "./share.js";
import { startTabs } from "./tabs.js";
import { startTheme } from "./theme.js";

const FIRST = `email_addresses.email_domain = "acme.com"
and created_at >= today - 30d
and (job_title contains "engineer" or company.name contains "Ltd")`;

class Playground {
  private readonly client: Client;
  private readonly editors: Record<Side, Editor>;
  private readonly reader: Reader;
  private readonly record: RecordPane;
  private readonly results: Results;
  private readonly parameters: Parameters;
  private readonly settings: Settings;
  private side: Side;
  private hasResults = false;
  private readonly isSafe: Record<Side, HTMLElement> = { query: byId("query-fix"), json: byId("json-fix") };

  constructor() {
    const shared = fromLink() ?? { side: "query", text: FIRST, target: "people" };
    this.side = shared.side;
    this.client = new Client({
      progress: (done, said) => this.progress(done, said),
      ready: (isRestart) => this.ready(isRestart),
      stopped: () => this.stopped(),
    });
    this.reader = new Reader(this.client, {
      read: (input, reading) => this.show(input, reading),
      linted: (problems) => this.showProblems(problems),
      results: (input) => this.results.show(input),
      failed: (message) => this.notice(`This filter cannot be read here: ${message}`),
    });
    this.results = new Results(this.client);
    this.parameters = new Parameters(() => this.read());
    this.settings = new Settings(this.client, () => this.read());
    this.editors = {
      query: new Editor(byId("query"), "query", "Query text", this.helper("query")),
      json: new Editor(byId("json"), "json", "Filter JSON", this.helper("json")),
    };
    this.record = new RecordPane(this.client, () => this.input());
    this.editors[this.side].show(shared.text);
    void this.settings.start(shared.target).then(() => this.read());
    startTabs((name) => void this.results.openPane(name).catch(() => undefined));
    byId("share").addEventListener("click", () => void this.share());
    for (const side of ["query", "json"] as const) {
      this.isSafe[side].addEventListener("click", () => void this.fix({}));
    }
  }

  private helper(side: Side): Helper {
    return {
      changed: () => {
        this.side = side;
        this.read();
      },
      complete: (text, offset) => this.client.ask("complete", { ...this.input(), side, text, offset }).catch(() => null),
      hover: (text, offset) => this.client.ask("hover", { ...this.input(), side, text, offset }).catch(() => null),
      fix: (problem, fix) => void this.fix({ problem, fix }),
    };
  }

  private input(): Input {
    const { side, settings, parameters } = this;
    return { side, text: this.editors[side].text, target: settings.target, zone: settings.zone, values: parameters.values };
  }

  private read(): void {
    this.reader.read(this.input());
  }

  private show(input: Input, reading: Reading): void {
    const otherSide = input.side === "query" ? "json" : "query";
    if (reading.other !== null) this.editors[otherSide].show(reading.other);
    this.hasResults ||= reading.other !== null;
    byId(otherSide).classList.toggle("stale", reading.other === null);
    byId(input.side).classList.remove("stale");
    this.editors[otherSide].mark([]);
    this.parameters.show(reading.parameters);
    markStale(reading.other === null);
    this.showProblems(reading.problems);
    this.record.later();
    this.notice("");
    performance.mark("attioql-shown");
  }

  private showProblems(problems: Problem[]): void {
    const editor = this.editors[this.side];
    editor.mark(problems);
    showProblems(problems, {
      hasResults: this.hasResults,
      goTo: (problem) => editor.goTo(problem.from),
      fix: (problem, fix) => void this.fix({ problem, fix }),
    });
    for (const side of ["query", "json"] as const) {
      this.isSafe[side].hidden = side !== this.side || !problems.some((each) => each.fixes.some((fix) => fix.isSafe));
    }
  }

  private async fix(chosen: { problem?: number; fix?: number }): Promise<void> {
    const input = this.input();
    const { text } = await this.client.ask("fix", { ...input, ...chosen });
    if (this.editors[input.side].text === input.text) this.editors[input.side].write(text);
  }

  private async share(): Promise<void> {
    const link = linkTo(this.input());
    history.replaceState(null, "", link);
    const isCopied = await copyText(link);
    byId("settings-said").textContent = isCopied ? "The link is copied." : "The link is in the address bar.";
  }

  private progress(done: number, said: string): void {
    byId<HTMLProgressElement>("progress").value = done;
    byId("loading-text").textContent = said;
  }

  private ready(isRestart: boolean): void {
    byId("loading").hidden = true;
    performance.mark("attioql-ready");
    if (isRestart) void this.settings.start().then(() => this.reader.readAgain());
  }

  private stopped(): void {
    byId("loading").hidden = false;
    this.notice("The Python interpreter stopped, and starts again. Your text is still here; change it to have it read again.");
  }

  private notice(said: string): void {
    const notice = byId("notice");
    notice.hidden = said === "";
    if (notice.textContent !== said) notice.textContent = said;
  }
}

startTheme();
new Playground();
