import { PYTHON_SPACE } from './python-space.ts';

/** A part of a prompt: text, `[from:to:when]` with the two options, or `[a|b|c]`. */
export type ScheduledNode =
  | string
  | { kind: 'scheduled'; options: [ScheduledNode[], ScheduledNode[]]; when: string }
  | { kind: 'alternate'; options: ScheduledNode[][] };

/** What is between brackets: its parts, and the separator before each part but the first. */
interface Inside {
  parts: ScheduledNode[][];
  separators: string[];
  end: number;
}

interface Construct {
  nodes: ScheduledNode[];
  end: number;
}

const PLAIN = /(?:[^\\[\]():|]|\\[\s\S])+|\\/y;
const WHEN = new RegExp(
  String.raw`^${PYTHON_SPACE}*([+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][+-]?[0-9]+)?)${PYTHON_SPACE}*$`,
);
/** Brackets deeper than this are text. */
const DEEPEST = 100;

/**
 * A recursive descent through AUTOMATIC1111's prompt grammar. A bracket that opens nothing complete is text, and so is a
 * `|` that separates nothing: its own parser gives up there and takes the whole prompt as it stands, though its
 * documentation says otherwise. Where brackets do not match, its choice among the possible readings is an accident of its
 * Earley parser; here the leftmost, longest one counts.
 */
export function parseScheduled(prompt: string): ScheduledNode[] {
  return new ScheduledParser(prompt).parse();
}

class ScheduledParser {
  private readonly text: string;
  /** What begins at a bracket, so that nothing is read twice. */
  private readonly known = new Map<number, Construct | null>();

  constructor(text: string) {
    this.text = text;
  }

  parse(): ScheduledNode[] {
    const nodes: ScheduledNode[] = [];
    let at = 0;
    while (at < this.text.length) {
      const found = this.plain(at) ?? this.construct(at, 0);
      nodes.push(...(found?.nodes ?? [this.text.charAt(at)]));
      at = found?.end ?? at + 1;
    }
    return nodes;
  }

  private plain(at: number): Construct | null {
    PLAIN.lastIndex = at;
    const text = PLAIN.exec(this.text)?.[0];
    return text === undefined ? null : { nodes: [text], end: at + text.length };
  }

  private construct(at: number, depth: number): Construct | null {
    const known = this.known.get(at);
    if (known !== undefined) return known;
    const open = this.text.charAt(at);
    const inside = (open === '[' || open === '(') && depth < DEEPEST ? this.inside(at + 1, depth + 1) : null;
    const construct = inside && this.meaning(open, inside);
    this.known.set(at, construct);
    return construct;
  }

  /** Everything up to a closing bracket; null if the text ends before, or if a bracket in it opens nothing complete. */
  private inside(start: number, depth: number): Inside | null {
    let part: ScheduledNode[] = [];
    const parts = [part];
    const separators: string[] = [];
    let at = start;
    while (at < this.text.length) {
      const char = this.text.charAt(at);
      if (char === ']' || char === ')') return { parts, separators, end: at };
      if (char === ':' || char === '|') {
        separators.push(char);
        part = [];
        parts.push(part);
        at++;
        continue;
      }
      const found = this.plain(at) ?? this.construct(at, depth);
      if (!found) return null;
      part.push(...found.nodes);
      at = found.end;
    }
    return null;
  }

  private meaning(open: string, { parts, separators, end }: Inside): Construct | null {
    const close = this.text.charAt(end);
    if (close !== (open === '[' ? ']' : ')')) return null;
    const colons = separators.filter((separator) => separator === ':').length;
    const asText = () => ({ nodes: [open, ...joined(parts, separators), close], end: end + 1 });
    if (open === '(') return colons <= 1 ? asText() : null;
    if (separators.length === 0) return asText();
    if (colons === 0) return { nodes: [{ kind: 'alternate', options: parts }], end: end + 1 };
    const options = separators.at(-1) === ':' ? splitAtColon(parts.slice(0, -1), separators.slice(0, -1)) : null;
    const when = WHEN.exec((parts.at(-1) ?? []).join(''))?.[1];
    return options && when !== undefined ? { nodes: [{ kind: 'scheduled', options, when }], end: end + 1 } : null;
  }
}

/** Before and after, where at most one colon is between them; a `|` is text. */
function splitAtColon(
  parts: readonly ScheduledNode[][],
  separators: readonly string[],
): [ScheduledNode[], ScheduledNode[]] | null {
  const colon = separators.indexOf(':');
  if (colon === -1) return [[], joined(parts, separators)];
  if (colon !== separators.lastIndexOf(':')) return null;
  return [
    joined(parts.slice(0, colon + 1), separators.slice(0, colon)),
    joined(parts.slice(colon + 1), separators.slice(colon + 1)),
  ];
}

function joined(parts: readonly ScheduledNode[][], separators: readonly string[]): ScheduledNode[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [separators[index - 1] ?? '', ...part]));
}
