import type { ViewTexts } from '../../contract/task';
import { type HeadChoice, headsOf, layersOf, tokensOf } from './matrix';
import type { AttendedText, AttentionBlock } from './task';

export type Kind = AttentionBlock['kind'];

export const VIEWS = [
  { value: 'lines', label: 'Lines', title: 'Head view: from each token to those that it looks at' },
  { value: 'map', label: 'Heat map', title: 'One row for each token that looks' },
  { value: 'model', label: 'All heads', title: 'Model view: every layer and head' },
  { value: 'token', label: 'One token', title: 'What one token looks at, and what looks at it' },
] as const;
export type View = (typeof VIEWS)[number]['value'];

/** Which attention is looked at, and how. Sentences that are compared share it. */
export interface Look {
  kind: Kind;
  /** From 0. */
  layer: number;
  head: HeadChoice;
  view: View;
  /** Whether the tokens that the tokenizer added are drawn. */
  specials: boolean;
  /** The two of several texts that stand side by side, from 0. */
  pair: readonly [number, number];
}

/**
 * What a draft or a link says of the view, as far as there is such a thing in these texts: another model has other layers.
 * Layers, heads and texts are counted from 1, as the page counts them.
 */
export function lookOf(view: ViewTexts, texts: readonly AttendedText[]): Look {
  const blocks = texts[0]?.attentions ?? [];
  const block = blocks.find(({ kind }) => kind === view.kind) ?? blocks.at(-1);
  return {
    kind: block?.kind ?? 'self',
    layer: indexOf(view.layer, block ? layersOf(block) : 0) ?? 0,
    head: indexOf(view.head, block ? headsOf(block) : 0) ?? 'mean',
    view: VIEWS.find(({ value }) => value === view.view)?.value ?? 'lines',
    specials: view.special_tokens !== 'false',
    pair: [indexOf(view.left, texts.length) ?? 0, indexOf(view.right, texts.length) ?? (texts.length > 1 ? 1 : 0)],
  };
}

/** The same as texts. */
export function viewOf({ kind, layer, head, view, specials, pair }: Partial<Look>): ViewTexts {
  return {
    ...(kind && { kind }),
    ...(layer !== undefined && { layer: String(layer + 1) }),
    ...(head !== undefined && { head: head === 'mean' ? head : String(head + 1) }),
    ...(view && { view }),
    ...(specials !== undefined && { special_tokens: String(specials) }),
    ...(pair && { left: String(pair[0] + 1), right: String(pair[1] + 1) }),
  };
}

/** A place from 0; null where the text is no whole number from 1 to `count`. */
function indexOf(text: string | undefined, count: number): number | null {
  const number = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return number >= 1 && number <= count ? number - 1 : null;
}

const wordsOf = (text: AttendedText, kind: Kind): string[] =>
  tokensOf(text, { kind }).queries.map((token) => token.text);

/** The names of what is chosen in the left text, or the only one, and in the right one. */
export const CHOSEN = ['token', 'right_token'] as const;

/** The token that looks: the one that was chosen, else the same word elsewhere in the text, else its first word. */
export function chosenToken(chosen: string | undefined, text: AttendedText, kind: Kind): number {
  const { queries } = tokensOf(text, { kind });
  const [, number, word] = /^(\d{1,6}) (.*)$/s.exec(chosen ?? '') ?? [];
  const at = indexOf(number, queries.length);
  if (at !== null && queries[at]?.text === word) return at;
  const same = word === undefined ? -1 : sameWord(word, text, kind);
  if (same >= 0) return same;
  return Math.max(
    0,
    queries.findIndex(({ special }) => !special),
  );
}

const sameWord = (word: string, text: AttendedText, kind: Kind): number =>
  wordsOf(text, kind).findIndex((own) => own.toLowerCase() === word.toLowerCase());

/** How a chosen token is kept: with its word, so that it means nothing in another text. */
const nameOf = (token: number, text: AttendedText, kind: Kind): string =>
  `${token + 1} ${wordsOf(text, kind)[token] ?? ''}`;

/** A word that is chosen in one text is chosen in the other too, where that has it; where not, it keeps its own. */
export function choose(token: number, side: number, shown: readonly AttendedText[], kind: Kind): ViewTexts {
  const from = shown[side];
  if (!from) return {};
  const word = wordsOf(from, kind)[token] ?? '';
  const entries = shown.flatMap((text, index): [string, string][] => {
    const name = CHOSEN[index];
    const at = index === side ? token : sameWord(word, text, kind);
    return name && at >= 0 ? [[name, nameOf(at, text, kind)]] : [];
  });
  return Object.fromEntries(entries);
}
