/** What a JSON text may look like before anyone makes objects of it. */
export interface ScanRules {
  /** Levels of objects and arrays. */
  maxDepth: number;
  /** The path (keys joined by dots) of an object whose keys are words of a vocabulary: any word may be one. */
  vocabulary?: string;
}

interface Frame {
  path: string;
  /** Null in arrays. */
  keys: Set<string> | null;
  key: string;
  /** The next string is a key. */
  wantsKey: boolean;
}

/** Harmless as text, but names of what every object inherits. */
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);
const SIGNS = /["{}[\],]/g;

/**
 * Looks for what JSON.parse silently accepts: nesting without end, keys that occur twice (one reader sees the first,
 * another the last), and keys that change what an object is. Not for syntax: JSON.parse is better at that.
 * @returns null where there is nothing of it, else the problem, in words that follow on 'it'
 */
export function structureProblem(text: string, { maxDepth, vocabulary }: ScanRules): string | null {
  const frames: Frame[] = [];
  SIGNS.lastIndex = 0;
  for (let found = SIGNS.exec(text); found; found = SIGNS.exec(text)) {
    const frame = frames.at(-1);
    const [sign] = found;
    if (sign === '"') {
      const end = endOfString(text, found.index + 1);
      SIGNS.lastIndex = end + 1;
      if (!frame?.keys || !frame.wantsKey) continue;
      frame.wantsKey = false;
      frame.key = keyOf(text.slice(found.index, end + 1));
      const problem = keyProblem(frame.key, frame.keys, frame.path === vocabulary);
      if (problem) return problem;
      frame.keys.add(frame.key);
    } else if (sign === ',') {
      if (frame) frame.wantsKey = true;
    } else if (sign === '{' || sign === '[') {
      if (frames.length >= maxDepth) return `is nested more than ${maxDepth} levels deep`;
      frames.push({ path: pathBelow(frame), keys: sign === '{' ? new Set() : null, key: '', wantsKey: true });
    } else frames.pop();
  }
  return null;
}

/** Arrays add nothing to a path. */
const pathBelow = (frame: Frame | undefined): string =>
  frame ? [frame.path, frame.key].filter(Boolean).join('.') : '';

function keyProblem(key: string, keys: ReadonlySet<string>, isWord: boolean): string | null {
  if (keys.has(key)) return `has "${excerpt(key)}" twice`;
  return !isWord && DANGEROUS.has(key) ? `has a key "${key}", which no model needs` : null;
}

/** Keys may be written with escapes, and mean the same. */
function keyOf(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal;
  }
}

/** The place of the quotation mark that ends a string; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start; ; ) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
    at = end + 1;
  }
}

const excerpt = (key: string): string => (key.length > 40 ? `${key.slice(0, 40)}…` : key);
