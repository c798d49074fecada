import type { TextEncoding } from '../offsets/text-encoder';

interface Vocabulary {
  idOf(token: string): number | undefined;
  encode(text: string): TextEncoding;
}

export interface TargetIds {
  /** Each id once. */
  ids: number[];
  /** Targets that are no token of the model: their first token stands for them. */
  replaced: { target: string; token: string }[];
  /** Targets of which the tokenizer makes nothing at all. */
  dropped: string[];
}

/** The token of each target word, as the Python pipeline's `get_target_ids`. */
export function targetIds(targets: readonly string[], { idOf, encode }: Vocabulary): TargetIds {
  const ids = new Set<number>();
  const replaced: TargetIds['replaced'] = [];
  const dropped: string[] = [];
  for (const target of targets) {
    const known = idOf(target);
    if (known !== undefined) {
      ids.add(known);
      continue;
    }
    const { ids: spelled, tokens } = encode(target);
    const [first] = spelled;
    if (first === undefined) dropped.push(target);
    else {
      ids.add(first);
      replaced.push({ target, token: tokens[0] ?? '' });
    }
  }
  return { ids: [...ids], replaced, dropped };
}
