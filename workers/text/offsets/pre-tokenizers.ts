import { BYTE_CHARS } from './byte-chars';
import { type Component, type ComponentConfig, partsOf, patternOf } from './component';
import {
  mapChars,
  perChar,
  prepend,
  replaceMatches,
  type Segment,
  segments,
  slice,
  type TrackedText,
} from './tracked-text';

/** Cuts a text into the pieces that the model is given one by one: its words. */
export type PreTokenize = (text: TrackedText) => TrackedText[];

type Behavior = 'Removed' | 'Isolated' | 'Contiguous' | 'MergedWithPrevious' | 'MergedWithNext';

const SPACE = /\p{White_Space}/gu;
const PUNCTUATION = /[\p{P}!-/:-@[-`{-~]/gu;
const NUMERIC = /\p{N}/gu;
const WORDS =
  /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\p{White_Space}]+/gu;
const GPT2_WORDS =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** A pre-tokenizer of `tokenizer.json` that keeps track of where characters come from. */
export function createPreTokenizer(config: ComponentConfig | null, component: Component | null): PreTokenize {
  if (!config) return (text) => [text];
  switch (config.type) {
    case 'Sequence': {
      const steps = partsOf(config, component).map(([part, own]) => createPreTokenizer(part, own));
      return (text) => steps.reduce((pieces, step) => pieces.flatMap(step), [text]);
    }
    case 'BertPreTokenizer':
      return (text) => cut(text, SPACE, 'Removed').flatMap((piece) => cut(piece, PUNCTUATION, 'Isolated'));
    case 'Whitespace':
      return (text) => cut(text, WORDS, 'Removed', true);
    case 'WhitespaceSplit':
      return (text) => cut(text, SPACE, 'Removed');
    case 'Punctuation':
      return (text) => cut(text, PUNCTUATION, behaviorOf(config));
    case 'Digits':
      return (text) => cut(text, NUMERIC, config.individual_digits ? 'Isolated' : 'Contiguous');
    case 'Split': {
      const pattern = patternOf(config, component);
      return (text) => cut(text, pattern, behaviorOf(config), config.invert === true);
    }
    case 'ByteLevel':
      return (text) => byteLevel(text, config);
    case 'Metaspace':
      return (text) => metaspace(text, config);
    case 'Replace': {
      const pattern = patternOf(config, component);
      return (text) => [replaceMatches(text, pattern, String(config.content ?? ''))];
    }
    case 'FixedLength': {
      const length = Number(config.length) || 5;
      return (text) =>
        Array.from({ length: Math.ceil(text.chars.length / length) }, (_, index) =>
          slice(text, index * length, (index + 1) * length),
        );
    }
    default:
      throw new Error(`Unknown PreTokenizer type: ${config.type}`);
  }
}

const behaviorOf = (config: ComponentConfig): Behavior => {
  const name = String(config.behavior ?? 'Isolated');
  const behaviors: Behavior[] = ['Removed', 'Isolated', 'Contiguous', 'MergedWithPrevious', 'MergedWithNext'];
  return behaviors.find((behavior) => behavior.toLowerCase() === name.toLowerCase()) ?? 'Isolated';
};

/** @param invert matches are what lies between the pattern's matches */
function cut(text: TrackedText, pattern: RegExp, behavior: Behavior, invert = false): TrackedText[] {
  const found = segments(text, pattern).map((segment) => ({ ...segment, match: segment.match !== invert }));
  return arrange(found, behavior).map(({ from, to }) => slice(text, from, to));
}

/** What becomes of the delimiters. */
function arrange(found: Segment[], behavior: Behavior): Segment[] {
  switch (behavior) {
    case 'Removed':
      return found.filter(({ match }) => !match);
    case 'Isolated':
      return found;
    case 'Contiguous':
      return merge(found, (segment, before) => segment.match === before.match);
    case 'MergedWithPrevious':
      return merge(found, (segment, before) => segment.match && !before.match);
    case 'MergedWithNext':
      return mergeBackwards(found);
    default:
      return behavior satisfies never;
  }
}

/** @param joins whether a segment is taken into the one before it */
function merge(found: Segment[], joins: (segment: Segment, before: Segment) => boolean): Segment[] {
  const result: Segment[] = [];
  let before: Segment | null = null;
  for (const segment of found) {
    const last = result.at(-1);
    if (before && last && joins(segment, before)) last.to = segment.to;
    else result.push({ ...segment });
    before = segment;
  }
  return result;
}

/** A delimiter goes to what follows it; of several in a row only the last one does. */
function mergeBackwards(found: Segment[]): Segment[] {
  const result: Segment[] = [];
  let after: Segment | null = null;
  for (const segment of found.toReversed()) {
    const last = result.at(-1);
    if (after && last && segment.match && !after.match) last.from = segment.from;
    else result.push({ ...segment });
    after = segment;
  }
  return result.reverse();
}

function byteLevel(text: TrackedText, config: ComponentConfig): TrackedText[] {
  const spaced = config.add_prefix_space && text.chars[0] !== ' ' ? prepend(text, ' ') : text;
  const pieces = config.use_regex === false ? [spaced] : cut(spaced, GPT2_WORDS, 'Isolated');
  return pieces.map((piece) => mapChars(piece, toByteChars));
}

const encoder = new TextEncoder();
const toByteChars = perChar((char) => Array.from(encoder.encode(char), (byte) => BYTE_CHARS[byte]).join(''));

function metaspace(text: TrackedText, config: ComponentConfig): TrackedText[] {
  const mark = String(config.replacement ?? '▁');
  const scheme = config.prepend_scheme ?? (config.add_prefix_space === false ? 'never' : 'always');
  let marked = mapChars(text, (char) => (char === ' ' ? mark : char));
  const wanted = scheme === 'always' || (scheme === 'first' && text.origin === 0);
  if (wanted && marked.chars[0] !== mark) marked = prepend(marked, mark);
  return config.split === false ? [marked] : cut(marked, new RegExp(mark, 'gu'), 'MergedWithNext');
}
