import { Client } from "./client.js";
const out = document.body;
const say = (t: string) => { const p = document.createElement("p"); p.textContent = t; out.append(p); };
const t0 = performance.now();
const client = new Client({ progress: () => {}, ready: () => say("ready " + (performance.now() - t0)), stopped: (m) => say("stopped " + m) });
const input = { side: "query" as const, text: 'name contains "Ltd"', target: "people", zone: "Europe/Berlin" };
void client.ask("read", input).then((a) => say(JSON.stringify(a)));
void client.ask("details", input).then((a) => say(JSON.stringify(a)));
