/** Has what is written read: at once, and no more than one text at a time. Findings and results follow when the person stops to write. */

import { type Client, Stopped } from "./client.js";
import type { Input, Problem, Reading } from "./protocol.js";

const PAUSE = 200;

export interface Shown {
  read(input: Input, reading: Reading): void;
  linted(problems: Problem[]): void;
  results(input: Input): Promise<void>;
  failed(message: string): void;
}

export class Reader {
  private waiting: Input | undefined;
  private isReading = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private newest: Input | undefined;
  private fatal: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly shown: Shown,
  ) {}

  read(input: Input): void {
    this.newest = input;
    clearTimeout(this.timer);
    if (this.isReading) this.waiting = input;
    else void this.readNow(input);
  }

  /** Read once more after a restart, unless this text is what stopped the worker. */
  readAgain(): void {
    if (this.newest !== undefined && this.fatal !== this.newest.text) this.read(this.newest);
  }

  private async readNow(input: Input): Promise<void> {
    this.isReading = true;
    try {
      const reading = await this.client.ask("read", input);
      if (this.newest === input) this.shown.read(input, reading);
    } catch (error) {
      this.fail(input, error);
    }
    this.isReading = false;
    const next = this.waiting;
    this.waiting = undefined;
    if (next !== undefined) void this.readNow(next);
    else this.timer = setTimeout(() => void this.readMore(input), PAUSE);
  }

  private async readMore(input: Input): Promise<void> {
    try {
      const results = this.shown.results(input);
      const linted = await this.client.ask("lint", input);
      if (this.newest === input && linted !== null) this.shown.linted(linted.problems);
      await results;
    } catch (error) {
      this.fail(input, error);
    }
  }

  private fail(input: Input, error: unknown): void {
    if (error instanceof Stopped) this.fatal = input.text;
    else if (this.newest === input) this.shown.failed(String(error));
  }
}
