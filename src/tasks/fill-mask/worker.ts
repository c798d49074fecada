import { inputFailure } from '../../../workers/input-failure';
import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadMaskedLanguageModel, type MaskedLanguageModel } from '../../../workers/runtime/masked-language-model';
import { workThrough } from '../../../workers/text/batches';
import { softmax } from '../../../workers/text/decoding/softmax';
import { buildRow, type Row, specialCount } from '../../../workers/text/encoding/rows';
import { runRows } from '../../../workers/text/encoding/run-rows';
import { windowAround } from '../../../workers/text/encoding/windows';
import { otherMaskIn } from '../../../workers/text/fill-mask/mask-tokens';
import { targetIds } from '../../../workers/text/fill-mask/targets';
import { topTokens } from '../../../workers/text/fill-mask/top-tokens';
import type {
  ComparedWord,
  FilledText,
  FillMaskDetails,
  FillMaskParameters,
  FillMaskValue,
  MaskCandidate,
} from './task';

/** Sentences that are compared word by word, at most. */
const COMPARED = 4;

/** The model's words for each mask of a text. */
type Distributions = Float64Array[];

export default defineRunner({
  load: loadMaskedLanguageModel,

  async run(model, input: { text: string | string[] }, parameters: FillMaskParameters, context) {
    const batched = Array.isArray(input.text);
    const texts = batched ? (input.text as string[]) : [input.text as string];
    const targets = findTargets(model, parameters.targets, context);
    const kept = new Map<number, Distributions>();
    const fill = async (part: string[], from: number): Promise<FilledText[]> => {
      const places = part.map((text, index) => placeMasks(model, text, texts.length > 1 ? from + index + 1 : null));
      const outputs = await runRows(
        model,
        places.map(({ row }) => row),
        context,
      );
      return places.map(({ row, masks, cut }, index) => {
        const logits = outputs[index]?.logits ?? new Float32Array();
        const words = logits.length / row.ids.length;
        const distributions = masks.map((mask) => softmax(logits.subarray(mask * words, (mask + 1) * words)));
        if (texts.length <= COMPARED) kept.set(from + index, distributions);
        const candidates = distributions.map((distribution, place) =>
          topTokens(distribution, parameters.top_k, targets).map(({ id, score }) =>
            describe(model, row, masks, masks[place] ?? 0, id, score),
          ),
        );
        return { masks: candidates, tokens: row.ids.length, cut };
      });
    };
    const filled = await workThrough(texts, context, fill, (text) => text.length);
    const cut = filled.filter((text) => text.cut).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads: only the ${model.maxTokens} tokens around the mask counted.`,
      });
    }
    const details: FillMaskDetails = {
      texts: filled,
      mask_token: model.maskToken,
      comparison: batched ? compare(model, filled, kept) : null,
    };
    const values = filled.map(({ masks }) => (masks.length === 1 ? (masks[0] ?? []) : masks));
    return {
      value: (batched ? values : values[0]) as FillMaskValue,
      details,
      tokens: { input: filled.reduce((sum, { tokens }) => sum + tokens, 0), output: 0 },
    };
  },
});

function findTargets(
  model: MaskedLanguageModel,
  targets: readonly string[] | null,
  context: RunContext,
): readonly number[] | null {
  if (!targets || targets.length === 0) return null;
  const { ids, replaced, dropped } = targetIds(targets, model.tokenizer);
  if (ids.length === 0) {
    throw inputFailure(
      'parameter-invalid',
      'targets',
      'The model knows none of the target words.',
      'Choose other words.',
    );
  }
  if (replaced.length > 0) {
    const pairs = replaced.map(({ target, token }) => `“${target}” as “${token}”`).join(', ');
    context.notice({
      code: 'target-replaced',
      message: `The model has no single token for some targets, and judges them by their first one: ${pairs}.`,
    });
  }
  if (dropped.length > 0) {
    context.notice({
      code: 'target-replaced',
      message: `The tokenizer makes nothing of ${dropped.join(', ')}: left out.`,
    });
  }
  return ids;
}

/** @param number of the text in a batch, from 1 */
function placeMasks(
  model: MaskedLanguageModel,
  text: string,
  number: number | null,
): { row: Row; masks: number[]; cut: boolean } {
  const { encode, frame } = model.tokenizer;
  const encoding = encode(text);
  const places = encoding.ids.flatMap((id, index) => (id === model.maskId ? [index] : []));
  const which = number === null ? 'The text' : `Text ${number}`;
  if (places.length === 0) {
    const other = otherMaskIn(text, model.maskToken);
    throw inputFailure(
      'input-invalid',
      'text',
      other ? `${which} has ${other}, but this model’s mask is ${model.maskToken}.` : `${which} has no mask.`,
      other ? `Write ${model.maskToken} instead.` : `Put ${model.maskToken} where a word is to be guessed.`,
    );
  }
  const room = model.maxTokens - specialCount(frame.single);
  const window = windowAround(encoding.ids.length, places, room);
  if (!window) {
    throw inputFailure(
      'input-too-long',
      'text',
      `The masks of ${number === null ? 'the text' : `text ${number}`} lie farther apart than the ${model.maxTokens} tokens that the model reads.`,
      'Shorten the text between them, or ask for one mask at a time.',
    );
  }
  const row = buildRow(frame.single, [{ encoding, ...window }]);
  const masks = row.sources.flatMap((source, index) => (source && row.ids[index] === model.maskId ? [index] : []));
  return { row, masks, cut: window.to - window.from < encoding.ids.length };
}

/** As Python: padding goes, and with several masks the others stay in the text, and special tokens with them. */
function describe(
  { tokenizer }: MaskedLanguageModel,
  row: Row,
  masks: readonly number[],
  place: number,
  id: number,
  score: number,
): MaskCandidate {
  const ids = row.ids.with(place, id).filter((token) => token !== tokenizer.padId);
  const sequence = tokenizer.decode(ids, masks.length === 1);
  return { score, token: id, token_str: tokenizer.decode([id], false), sequence };
}

/** Every word that any of the sentences expects, in all of them; the most probable first. */
function compare(
  { tokenizer }: MaskedLanguageModel,
  filled: readonly FilledText[],
  kept: ReadonlyMap<number, Distributions>,
): ComparedWord[] | null {
  const comparable =
    filled.length > 1 && kept.size === filled.length && filled.every(({ masks }) => masks.length === 1);
  if (!comparable) return null;
  const ids = new Set(filled.flatMap(({ masks }) => masks[0]?.map(({ token }) => token) ?? []));
  return [...ids]
    .map((id) => ({
      token_str: tokenizer.decode([id], false),
      scores: filled.map((_, index) => kept.get(index)?.[0]?.[id] ?? 0),
    }))
    .sort((a, b) => Math.max(...b.scores) - Math.max(...a.scores));
}
