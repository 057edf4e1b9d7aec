/** Reads the TextMate grammar that `editors/textmate.py` makes of the grammar of query text, a line at a time. */

export interface Rule {
  name?: string;
  match?: string;
  begin?: string;
  end?: string;
  include?: string;
  captures?: Captures;
  beginCaptures?: Captures;
  endCaptures?: Captures;
  patterns?: Rule[];
}

export type Captures = Record<string, { name?: string; patterns?: Rule[] }>;

export interface Grammar {
  patterns: Rule[];
  repository: Record<string, Rule>;
}

/** An open rule, and where its inside begins on this line; `anchor` is what `\G` means. */
interface Frame {
  rule: Rule;
  anchor: number;
}

export type Stack = readonly Frame[];

export interface Token {
  from: number;
  to: number;
  /** The scopes, the innermost last. */
  scopes: string[];
}

interface Found {
  rule: Rule;
  isEnd: boolean;
  match: RegExpExecArray;
}

/** A longer line has no colours, as in other editors. */
const LONGEST_LINE = 10_000;

/** Rules that are open at once: brackets beyond it have no rule of their own. */
const MOST_OPEN = 500;

const MOST_STEPS_IN_PLACE = 30;
const NOT_ANCHORED = "(?!\\G)";

export class TextMate {
  private readonly expanded = new Map<Rule, Rule[]>();
  private readonly compiled = new Map<string, RegExp>();

  constructor(private readonly grammar: Grammar) {}

  /** Return the tokens of a line and the rules that are open at its end. */
  line(text: string, stack: Stack): { tokens: Token[]; stack: Stack } {
    const tokens: Token[] = [];
    if (text.length > LONGEST_LINE) return { tokens, stack };
    const open = stack.map((frame) => ({ ...frame, anchor: -1 }));
    let at = 0;
    let steps = 0;
    let anchor = -1;
    for (;;) {
      const found = this.next(text, at, open.at(-1)?.rule, anchor);
      if (found === undefined) break;
      const { rule, match, isEnd } = found;
      const end = match.index + match[0].length;
      steps = end > at ? 0 : steps + 1;
      if (steps > MOST_STEPS_IN_PLACE) break;
      const captures = isEnd ? rule.endCaptures : rule.begin === undefined ? rule.captures : rule.beginCaptures;
      this.mark(tokens, match, rule.begin === undefined ? rule.name : undefined, captures);
      if (isEnd) {
        anchor = open.pop()?.anchor ?? -1;
      } else if (rule.begin !== undefined) {
        anchor = end;
        if (open.length < MOST_OPEN) open.push({ rule, anchor });
      }
      at = end;
    }
    return { tokens, stack: open };
  }

  /** Return the first match of the rules that may come next; where two begin together, the end of the open rule, then the earlier rule. */
  private next(text: string, at: number, open: Rule | undefined, anchor: number): Found | undefined {
    let best: Found | undefined;
    const offer = (pattern: string, rule: Rule, isEnd: boolean): void => {
      const match = this.search(pattern, text, at, anchor);
      if (match !== null && (best === undefined || match.index < best.match.index)) best = { rule, isEnd, match };
    };
    if (open?.end !== undefined) offer(open.end, open, true);
    for (const rule of this.rulesOf(open)) {
      const pattern = rule.match ?? rule.begin;
      if (pattern !== undefined) offer(pattern, rule, false);
    }
    return best;
  }

  private rulesOf(open: Rule | undefined): Rule[] {
    if (open === undefined) return this.expand(this.grammar as Rule);
    return this.expand(open);
  }

  private expand(rule: Rule): Rule[] {
    const known = this.expanded.get(rule);
    if (known !== undefined) return known;
    const made: Rule[] = [];
    const waiting = [...(rule.patterns ?? [])];
    const seen = new Set<string>();
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      if (each.include !== undefined) {
        if (seen.has(each.include)) continue;
        seen.add(each.include);
        const named = this.grammar.repository[each.include.slice(1)];
        if (named === undefined) throw new Error(`no rule ${each.include}`);
        waiting.unshift(named);
      } else if (each.match === undefined && each.begin === undefined) {
        waiting.unshift(...(each.patterns ?? []));
      } else {
        made.push(each);
      }
    }
    this.expanded.set(rule, made);
    return made;
  }

  private search(pattern: string, text: string, at: number, anchor: number): RegExpExecArray | null {
    if (pattern === NOT_ANCHORED) {
      const from = at === anchor ? at + 1 : at;
      if (from > text.length) return null;
      return this.exec("(?:)", text, from, "y");
    }
    if (!pattern.startsWith("\\G")) return this.exec(pattern, text, at, "g");
    return at === anchor ? this.exec(pattern.slice(2), text, at, "y") : null;
  }

  private exec(pattern: string, text: string, at: number, flag: "g" | "y"): RegExpExecArray | null {
    const key = flag + pattern;
    let compiled = this.compiled.get(key);
    if (compiled === undefined) {
      compiled = new RegExp(withoutModifiers(pattern), flag);
      this.compiled.set(key, compiled);
    }
    compiled.lastIndex = at;
    return compiled.exec(text);
  }

  private mark(tokens: Token[], match: RegExpExecArray, name: string | undefined, captures: Captures | undefined): void {
    const inside: Token[] = [];
    for (const [group, { name: scope, patterns }] of Object.entries(captures ?? {})) {
      const text = match[Number(group)];
      if (text === undefined) continue;
      const from = group === "0" ? match.index : match.index + match[0].indexOf(text, afterGroups(match, Number(group)));
      if (scope !== undefined) inside.push({ from, to: from + text.length, scopes: [scope] });
      for (const rule of patterns ?? []) this.markAll(inside, rule, text, from);
    }
    if (name !== undefined) layer(tokens, { from: match.index, to: match.index + match[0].length, scopes: [name] });
    for (const each of inside) layer(tokens, each);
  }

  private markAll(tokens: Token[], rule: Rule, text: string, offset: number): void {
    if (rule.match === undefined || rule.name === undefined) return;
    for (let at = 0; ; ) {
      const found = this.exec(rule.match, text, at, "g");
      if (found === null || found[0] === "") return;
      at = found.index + found[0].length;
      tokens.push({ from: offset + found.index, to: offset + at, scopes: [rule.name] });
    }
  }
}

/** Return where in a match the text of a group may begin: behind the groups before it. Groups of the grammar stand in a row. */
function afterGroups(match: RegExpExecArray, group: number): number {
  let at = 0;
  for (let number = 1; number < group; number++) {
    const text = match[number];
    if (text !== undefined) at = match[0].indexOf(text, at) + text.length;
  }
  return at;
}

/** Put a token over those that are there, which it splits. */
function layer(tokens: Token[], added: Token): void {
  if (added.from === added.to) return;
  const last = tokens.at(-1);
  if (last !== undefined && last.from <= added.from && added.to <= last.to) {
    tokens.pop();
    if (last.from < added.from) tokens.push({ ...last, to: added.from });
    tokens.push({ ...added, scopes: [...last.scopes, ...added.scopes] });
    if (added.to < last.to) tokens.push({ ...last, from: added.to });
    return;
  }
  tokens.push(added);
}

/** Return a pattern with both cases of each letter in place of `(?i:…)`, which not every browser knows. */
function withoutModifiers(pattern: string): string {
  let made = "";
  let depth = 0;
  let until = -1;
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern.charAt(at);
    if (sign === "\\") {
      made += pattern.slice(at, ++at + 1);
    } else if (pattern.startsWith("(?i:", at)) {
      until = ++depth;
      made += "(?:";
      at += 3;
    } else {
      if (sign === "(") depth++;
      if (sign === ")" && depth-- === until) until = -1;
      made += until >= 0 && /[a-z]/.test(sign) ? `[${sign}${sign.toUpperCase()}]` : sign;
    }
  }
  return made;
}
