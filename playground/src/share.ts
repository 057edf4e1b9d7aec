/** The link to a filter: what was written and the target stand behind `#`, which no browser sends to a server. It has no values of parameters. */

import type { Side } from "./protocol.js";

export interface Shared {
  side: Side;
  text: string;
  target: string;
}

export function linkTo(shared: Shared): string {
  const parts = new URLSearchParams({ target: shared.target, [shared.side]: shared.text });
  return new URL(`#${parts}`, location.href).href;
}

/** Return what the link of this page says, if it says anything. */
export function fromLink(): Shared | undefined {
  const parts = new URLSearchParams(location.hash.slice(1));
  const target = parts.get("target") ?? "people";
  for (const side of ["query", "json"] as const) {
    const text = parts.get(side);
    if (text !== null) return { side, text, target };
  }
  return undefined;
}
