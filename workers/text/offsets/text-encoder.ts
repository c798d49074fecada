import { type AddedToken, createAddedTokenSplitter, type Section } from './added-tokens';
import type { Component, ComponentConfig } from './component';
import { createNormalizer, lowercase, type Normalize, stripAccents, unicodeForm } from './normalizers';
import { createPieceEncoder, type PieceModel } from './piece-model';
import { createPreTokenizer } from './pre-tokenizers';
import { createStretcher } from './stretches';
import { plain, track } from './tracked-text';
import { createOffsetTrimmer } from './trim-offsets';

/** The tokens of a text, special tokens around it left out. The lists are of equal length. */
export interface TextEncoding {
  ids: number[];
  /** What `convert_ids_to_tokens` gives. */
  tokens: string[];
  /** Start and end of each token in the text: UTF-16 units, so that `text.slice(start, end)` is what it stands for. */
  offsets: [number, number][];
  /** The offsets of a token where a window of the text begins with it. Some tokenizers count the space before it then. */
  windowOffsets: [number, number][];
  /** Which word (piece of the pre-tokenizer) each token belongs to, counted from 0. */
  words: number[];
}

/** What is read of `tokenizer.json`. */
export interface TokenizerJson {
  normalizer?: ComponentConfig | null;
  pre_tokenizer?: ComponentConfig | null;
  post_processor?: ComponentConfig | null;
  decoder?: ComponentConfig | null;
  added_tokens?: readonly (Pick<AddedToken, 'id' | 'content'> & Partial<AddedToken>)[];
}

/** The tokenizer library's own objects for it. */
export interface TokenizerParts {
  model: PieceModel;
  normalizer?: Component | null;
  pre_tokenizer?: Component | null;
}

/** Pieces that are encoded between two steps: a few milliseconds. */
const STEP_PIECES = 5000;

/** Encodes a text, and stands still now and then, so that a long one can be given up. */
export type EncodeInSteps = (text: string) => Generator<void, TextEncoding>;

/** Goes through all steps at once. */
export function atOnce(steps: Generator<void, TextEncoding>): TextEncoding {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Awaits `checkpoint` between the steps; what that throws ends them. */
export async function stepByStep(
  steps: Generator<void, TextEncoding>,
  checkpoint: () => Promise<void>,
): Promise<TextEncoding> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await checkpoint();
  }
}

/**
 * Encodes texts as Hugging Face's Rust tokenizers do, with what the JavaScript library lacks: offsets and words.
 * Normalisation and pre-tokenization are done here, on text that knows where it came from; the model that makes tokens
 * of each piece is the library's.
 * @param lowercased as the flag `do_lowercase_and_remove_accent` of tokenizers that have no normalizer of their own
 */
export function createTextEncoder(json: TokenizerJson, parts: TokenizerParts, lowercased = false): EncodeInSteps {
  const { model } = parts;
  const own = createNormalizer(json.normalizer ?? null, parts.normalizer ?? null);
  const normalize: Normalize = lowercased ? (text) => own(stripAccents(unicodeForm(lowercase(text), 'NFD'))) : own;
  const preTokenize = createPreTokenizer(json.pre_tokenizer ?? null, parts.pre_tokenizer ?? null);
  const encodePiece = createPieceEncoder(model);
  const trimOffsets = createOffsetTrimmer(json.post_processor ?? null);
  const { raw, normalized, anyNormalized } = splitters(json.added_tokens ?? [], normalize);
  const stretchesOf = createStretcher(
    lowercased ? { type: 'lowercased' } : (json.normalizer ?? null),
    json.pre_tokenizer ?? null,
    anyNormalized,
  );
  const names = namesOf(model, json.added_tokens ?? []);
  return function* encode(text) {
    const encoding: TextEncoding = { ids: [], tokens: [], offsets: [], windowOffsets: [], words: [] };
    // What each token was read from: for an added token its own text, with the spaces that it swallowed.
    const surfaces: string[] = [];
    let word = 0;
    const add = (id: number, token: string, start: number, end: number, surface = token) => {
      surfaces.push(surface);
      encoding.ids.push(id);
      encoding.tokens.push(token);
      encoding.offsets.push([start, end]);
      encoding.words.push(word);
    };
    const tracked = track(text);
    yield;
    const sections: Section[] = [];
    for (const section of raw(tracked)) {
      if (section.token) sections.push(section);
      else {
        for (const stretch of stretchesOf(section.text)) {
          for (const inner of normalized(normalize(stretch))) sections.push(inner);
          yield;
        }
      }
    }
    let pieces = 0;
    for (const { text: part, token: added } of sections) {
      yield;
      if (added) {
        add(added.id, added.content, part.starts[0] ?? 0, part.ends.at(-1) ?? 0, plain(part));
        word += 1;
        continue;
      }
      for (const piece of preTokenize(part)) {
        if (pieces++ % STEP_PIECES === 0) yield;
        if (piece.chars.length === 0) continue;
        for (const { id, from, to } of encodePiece(piece)) {
          add(id, names(id), piece.starts[from] ?? 0, piece.ends[to - 1] ?? 0);
        }
        word += 1;
      }
    }
    encoding.windowOffsets = trimOffsets(text, encoding.offsets, surfaces);
    return encoding;
  };
}

function splitters(entries: NonNullable<TokenizerJson['added_tokens']>, normalize: Normalize) {
  const raw = new Map<string, AddedToken>();
  const normalized = new Map<string, AddedToken>();
  for (const entry of entries) {
    const special = entry.special ?? false;
    const token: AddedToken = {
      ...{ single_word: false, lstrip: false, rstrip: false, normalized: !special },
      ...entry,
      special,
    };
    if (token.normalized) normalized.set(plain(normalize(track(token.content))), token);
    else raw.set(token.content, token);
  }
  return {
    raw: createAddedTokenSplitter(raw),
    normalized: createAddedTokenSplitter(normalized),
    anyNormalized: normalized.size > 0,
  };
}

/** Token strings by id; made when first asked for. */
function namesOf(model: PieceModel, added: NonNullable<TokenizerJson['added_tokens']>): (id: number) => string {
  let names: Map<number, string> | null = null;
  return (id) => {
    if (!names) {
      names = new Map();
      for (const [token, of] of model.tokens_to_ids) names.set(of, token);
      for (const token of added) names.set(token.id, token.content);
    }
    return names.get(id) ?? '';
  };
}
