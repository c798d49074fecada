/** A pattern as a tree. */
export type Pattern =
  /** One character out of those that `source`, a character class or an escape, stands for. */
  | { kind: 'character'; source: string; ignoreCase: boolean }
  /** An anchor or a lookaround: consumes nothing, and may fail. */
  | { kind: 'assertion' }
  | { kind: 'sequence'; parts: Pattern[] }
  | { kind: 'choice'; options: Pattern[] }
  /** `most` is Infinity where nothing bounds it. */
  | { kind: 'repeat'; body: Pattern; least: number; most: number };

export interface ParsedPattern {
  main: Pattern;
  /** What lookaheads and lookbehinds look for: patterns of their own. */
  assertions: Pattern[];
}

const ASSERTION: Pattern = { kind: 'assertion' };
const MAX_NESTING = 50;
const GROUP = /\((?:\?(?:#[^)]*\)|<?[=!]|>|:|P?<[A-Za-z_]\w*>|'[A-Za-z_]\w*'|[a-z]*(?:-[a-z]+)?[:)]))?/y;
const BRACES = /\{(?:(\d+)(,(\d*))?|,(\d+))\}/y;
const ESCAPE = /\\(?:[pPxu]\{[^}]*\}|x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|c[A-Za-z]|[\s\S])/uy;
const ANCHORS = /^\\[AzZGbB]$/;
const BACK_REFERENCE = /^\\[1-9kg]/;

/**
 * Reads a regular expression in Oniguruma's syntax, which tokenizer.json is written in, or in JavaScript's.
 * @throws SyntaxError where it cannot be read, refers back to groups, or nests too deeply
 */
export function parsePattern(source: string): ParsedPattern {
  const assertions: Pattern[] = [];
  let at = 0;
  let nesting = 0;
  let ignoreCase = false;

  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const found = expression.exec(source);
    if (found) at += found[0].length;
    return found;
  };

  function choice(): Pattern {
    const before = ignoreCase;
    const options = [sequence()];
    while (source[at] === '|') {
      at += 1;
      options.push(sequence());
    }
    ignoreCase = before;
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  function sequence(): Pattern {
    const parts: Pattern[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const atom = readAtom();
      if (atom) parts.push(repeated(atom));
    }
    return { kind: 'sequence', parts };
  }

  /** Quantifiers stack: `a{2}+` is a repeat of a repeat, where `a++` and `a+?` are one repeat in another mood. */
  function repeated(body: Pattern): Pattern {
    let atom = body;
    let braced = true;
    for (;;) {
      const sign = source[at] ?? '';
      if (!braced && (sign === '+' || sign === '?')) {
        at += 1;
        braced = true;
        continue;
      }
      const braces = sign === '{' ? take(BRACES) : null;
      if (braces) {
        const least = Number(braces[1] ?? 0);
        const most = braces[4] ?? (braces[2] === undefined ? least : braces[3] || Infinity);
        atom = { kind: 'repeat', body: atom, least, most: Number(most) };
        braced = true;
      } else if (sign === '*' || sign === '+' || sign === '?') {
        at += 1;
        atom = { kind: 'repeat', body: atom, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
        braced = false;
      } else return atom;
    }
  }

  /** Null for comments and flags. */
  function readAtom(): Pattern | null {
    const sign = source[at];
    if (sign === '(') return readGroup();
    if (sign === '[') return character(readClass());
    if (sign === '\\') return readEscape();
    if (sign === '^' || sign === '$') {
      at += 1;
      return ASSERTION;
    }
    const literal = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += literal.length;
    return character(literal);
  }

  const character = (text: string): Pattern => ({ kind: 'character', source: text, ignoreCase });

  function readEscape(): Pattern {
    const text = take(ESCAPE)?.[0];
    if (!text) throw new SyntaxError('it ends with a backslash');
    if (BACK_REFERENCE.test(text)) throw new SyntaxError('it refers back to what a group matched');
    return ANCHORS.test(text) ? ASSERTION : character(text);
  }

  /** From `[` to its own `]`; classes nest in Oniguruma. */
  function readClass(): string {
    const start = at;
    let open = 0;
    do {
      const sign = source[at];
      if (sign === undefined) throw new SyntaxError('a character class is not closed');
      if (sign === '\\') at += 1;
      else if (sign === '[') {
        open += 1;
        // A bracket that closes at once is a literal one.
        const first = source.slice(at + 1, at + 3);
        if (first.startsWith('^]')) at += 2;
        else if (first.startsWith(']')) at += 1;
      } else if (sign === ']') open -= 1;
      at += 1;
    } while (open > 0);
    return source.slice(start, at);
  }

  function readGroup(): Pattern | null {
    const prefix = take(GROUP)?.[0] ?? '';
    if (prefix.startsWith('(?#')) return null;
    const flags = /^\(\?([a-z]*)(-[a-z]+)?([:)])$/.exec(prefix);
    const before = ignoreCase;
    if (flags?.[1]?.includes('i')) ignoreCase = true;
    if (flags?.[2]?.includes('i')) ignoreCase = false;
    // `(?i)` holds until the group around it ends.
    if (flags?.[3] === ')') return null;
    nesting += 1;
    if (nesting > MAX_NESTING) throw new SyntaxError('its groups are nested too deeply');
    const body = choice();
    ignoreCase = before;
    if (source[at] !== ')') throw new SyntaxError('a group is not closed');
    at += 1;
    nesting -= 1;
    if (!/^\(\?<?[=!]$/.test(prefix)) return body;
    assertions.push(body);
    return ASSERTION;
  }

  const main = choice();
  if (at < source.length) throw new SyntaxError('a bracket closes what was not opened');
  return { main, assertions };
}
