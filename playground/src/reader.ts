/** Has what is written read: at once, and no more than one text at a time. Details follow when the person stops to write. */

import { type Client, Stopped } from "./client.js";
import type { Details, Input, Reading } from "./protocol.js";

const PAUSE = 200;

export interface Shown {
  read(input: Input, reading: Reading): void;
  details(details: Details): void;
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
    else this.timer = setTimeout(() => void this.readDetails(input), PAUSE);
  }

  private async readDetails(input: Input): Promise<void> {
    try {
      const details = await this.client.ask("details", input);
      if (this.newest === input && details !== null) this.shown.details(details);
    } catch (error) {
      this.fail(input, error);
    }
  }

  private fail(input: Input, error: unknown): void {
    if (error instanceof Stopped) this.fatal = input.text;
    else if (this.newest === input) this.shown.failed(String(error));
  }
}
