/** Asks the worker, and starts another one after a fatal error or when an answer takes too long. */

import type { Questions, Reply, Request } from "./protocol.js";

const LONGEST_ANSWER = 20_000;
const MOST_STARTS_WITHOUT_ANSWER = 2;

interface Waiting {
  request: Request;
  resolve: (answer: string) => void;
  reject: (error: Error) => void;
}

export interface Listener {
  progress(done: number, said: string): void;
  ready(isRestart: boolean): void;
  stopped(message: string): void;
}

export class Client {
  private worker: Worker | undefined;
  private isReady = false;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private starts = 0;
  private isRestart = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listener: Listener) {
    this.start();
  }

  ask<Name extends keyof Questions>(method: Name, given: Questions[Name][0]): Promise<Questions[Name][1]> {
    const request = { id: ++this.last, method, given: JSON.stringify(given) };
    const answered = new Promise<string>((resolve, reject) => {
      this.waiting.set(request.id, { request, resolve, reject });
    });
    if (this.isReady) this.send(request);
    return answered.then((text) => JSON.parse(text) as Questions[Name][1]);
  }

  private start(): void {
    this.isReady = false;
    this.starts += 1;
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onmessage = (event: MessageEvent<Reply>) => this.take(event.data);
    worker.onerror = (event) => this.restart(event.message || "the worker cannot be loaded");
    this.worker = worker;
  }

  private send(request: Request): void {
    this.worker?.postMessage(request);
    this.timer ??= setTimeout(() => this.restart("no answer came in time"), LONGEST_ANSWER);
  }

  private take(said: Reply): void {
    switch (said.kind) {
      case "progress":
        return this.listener.progress(said.done, said.said);
      case "ready":
        this.isReady = true;
        this.listener.ready(this.isRestart);
        for (const each of this.waiting.values()) this.send(each.request);
        return;
      case "answer":
        return this.settle(said.id, (each) => each.resolve(said.answer));
      case "failed":
        return this.settle(said.id, (each) => each.reject(new Error(said.message)));
      case "fatal":
        return this.restart(said.message);
    }
  }

  private settle(id: number, how: (waiting: Waiting) => void): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.starts = 0;
    const each = this.waiting.get(id);
    this.waiting.delete(id);
    if (each !== undefined) how(each);
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.restart("no answer came in time"), LONGEST_ANSWER);
  }

  /** Start another worker. What was asked may be what stopped this one, so nothing of it is asked again. */
  private restart(message: string): void {
    this.worker?.terminate();
    clearTimeout(this.timer);
    this.timer = undefined;
    const dropped = [...this.waiting.values()];
    this.waiting.clear();
    this.isRestart = true;
    this.isReady = false;
    this.listener.stopped(message);
    for (const each of dropped) each.reject(new Stopped(message));
    if (this.starts <= MOST_STARTS_WITHOUT_ANSWER) this.start();
  }
}

/** The worker stopped before it answered. */
export class Stopped extends Error {}
