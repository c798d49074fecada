import type { ComponentConfig } from './component';
import { plain, type TrackedText } from './tracked-text';

/** The tokenizer library's model (WordPiece, BPE, Unigram…): makes tokens of one piece of text. */
export interface PieceModel {
  config: Partial<ComponentConfig>;
  tokens_to_ids: ReadonlyMap<string, number>;
  unk_token?: string | undefined;
  unk_token_id?: number | undefined;
  fuse_unk?: boolean;
  end_of_word_suffix?: string | null | undefined;
  encode(pieces: string[]): string[];
}

/** A token and the characters of its piece that it stands for, `from` to before `to`. */
export interface PieceToken {
  id: number;
  token: string;
  from: number;
  to: number;
}

const BYTE_TOKEN = /^<0x([0-9A-F]{2})>$/;

/** Pieces remembered: the words of a language come again and again. */
const REMEMBERED = 20_000;

/** Makes tokens of pieces, and finds the characters of each. */
export function createPieceEncoder(model: PieceModel): (piece: TrackedText) => readonly PieceToken[] {
  const known = new Map<string, PieceToken[]>();
  return (piece) => {
    const text = plain(piece);
    let tokens = known.get(text);
    if (!tokens) {
      tokens = encodePiece(model, piece);
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, tokens);
    }
    return tokens;
  };
}

function encodePiece(model: PieceModel, piece: TrackedText): PieceToken[] {
  const text = plain(piece);
  const tokens = model.encode([text]);
  const whole: PieceToken = {
    id: idOf(model, tokens[0] ?? ''),
    token: tokens[0] ?? '',
    from: 0,
    to: piece.chars.length,
  };
  // WordPiece gives up on a whole word at once; models without subwords know words only.
  if (tokens.length === 1) return [whole];
  const result: PieceToken[] = [];
  let position = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? '';
    const id = idOf(model, token);
    const width = widthOf(model, piece.chars, position, token, i === 0);
    if (width > 0) {
      result.push({ id, token, from: position, to: position + width });
      position += width;
    } else if (BYTE_TOKEN.test(token)) {
      const count = utf8Length(piece.chars[position] ?? ' ');
      for (const byte of tokens.slice(i, i + count)) {
        result.push({ id: idOf(model, byte), token: byte, from: position, to: position + 1 });
      }
      i += count - 1;
      position += 1;
    } else {
      result.push({ id, token, from: position, to: Math.min(position + 1, piece.chars.length) });
      position += 1;
    }
  }
  return finish(model, result);
}

const idOf = (model: PieceModel, token: string): number => model.tokens_to_ids.get(token) ?? model.unk_token_id ?? 0;

/** How many characters a token spells at this place; 0 where it is not what stands there. */
function widthOf(model: PieceModel, chars: string[], position: number, token: string, first: boolean): number {
  const prefix = String(model.config.continuing_subword_prefix ?? '');
  const suffix = model.end_of_word_suffix ?? '';
  for (const spelled of new Set([token, without(token, first ? '' : prefix, suffix), without(token, '', suffix)])) {
    const letters = Array.from(spelled);
    if (letters.length > 0 && letters.every((letter, index) => chars[position + index] === letter))
      return letters.length;
  }
  return 0;
}

function without(token: string, prefix: string, suffix: string): string {
  const begun = prefix !== '' && token.startsWith(prefix) ? token.slice(prefix.length) : token;
  return suffix !== '' && begun.endsWith(suffix) ? begun.slice(0, -suffix.length) : begun;
}

/** Unknown neighbours become one token where the model says so; Unigram spells unknown characters out as bytes. */
function finish(model: PieceModel, tokens: PieceToken[]): PieceToken[] {
  const unknown = model.unk_token_id;
  const bytes = model.config.type === 'Unigram' && model.config.byte_fallback === true;
  if (!model.fuse_unk || unknown === undefined) return tokens;
  const result: PieceToken[] = [];
  for (const token of tokens) {
    const last = result.at(-1);
    if (token.id === unknown && last?.id === unknown) {
      last.token += token.token;
      last.to = token.to;
    } else result.push({ ...token });
  }
  return bytes ? result.flatMap((token) => (token.id === unknown ? bytesOf(model, token) : [token])) : result;
}

function bytesOf(model: PieceModel, token: PieceToken): PieceToken[] {
  const names = Array.from(
    new TextEncoder().encode(token.token),
    (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  );
  if (!names.every((name) => model.tokens_to_ids.has(name))) return [token];
  return names.map((name) => ({ ...token, token: name, id: idOf(model, name) }));
}

function utf8Length(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
