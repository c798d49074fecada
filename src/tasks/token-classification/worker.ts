import { inputFailure } from '../../../workers/input-failure';
import { defineRunner } from '../../../workers/runner';
import { loadTokenClassifier, type TokenClassifier } from '../../../workers/runtime/token-classifier';
import { workThrough } from '../../../workers/text/batches';
import { buildRow, type Row, specialCount } from '../../../workers/text/encoding/rows';
import { runRows } from '../../../workers/text/encoding/run-rows';
import { windowsOf } from '../../../workers/text/encoding/windows';
import type { TextEncoding } from '../../../workers/text/offsets/text-encoder';
import { aggregate, bestLabels } from '../../../workers/text/token-classification/aggregate';
import { gatherPreEntities } from '../../../workers/text/token-classification/gather';
import { mergeOverlapping } from '../../../workers/text/token-classification/overlap';
import type {
  ClassifiedText,
  Entities,
  EntityGroup,
  TokenClassificationDetails,
  TokenClassificationParameters,
  TokenClassificationValue,
} from './task';

interface Windowed {
  text: string;
  encoding: TextEncoding;
  rows: Row[];
  truncated: boolean;
}

export default defineRunner({
  load: loadTokenClassifier,

  async run(model, input: { text: string | string[] }, parameters: TokenClassificationParameters, context) {
    const batched = Array.isArray(input.text);
    const texts = batched ? (input.text as string[]) : [input.text as string];
    const room = model.maxTokens - specialCount(model.tokenizer.frame.single);
    checkStride(parameters, room);
    const classify = async (part: string[]): Promise<ClassifiedText[]> => {
      const windowed: Windowed[] = [];
      for (const text of part) {
        const encoding = await model.tokenizer.encodeLong(text, context.checkpoint);
        windowed.push(cutUp(model, text, encoding, room, parameters.stride));
      }
      const outputs = await runRows(
        model,
        windowed.flatMap(({ rows }) => rows),
        context,
      );
      let next = 0;
      return windowed.map((text) => {
        const logits = text.rows.map(() => outputs[next++]?.logits ?? new Float32Array());
        return {
          entities: entitiesOf(model, text, logits, parameters),
          tokens: text.rows.reduce((sum, { ids }) => sum + ids.length, 0),
          windows: text.rows.length,
          truncated: text.truncated,
        };
      });
    };
    const details: TokenClassificationDetails = {
      texts: await workThrough(texts, context, classify, (text) => text.length),
      model_labels: model.labels,
    };
    const cut = details.texts.filter(({ truncated }) => truncated).length;
    if (cut > 0) {
      context.notice({
        code: 'input-truncated',
        message: `${texts.length === 1 ? 'The text is' : `${cut} of ${texts.length} texts are`} longer than the model reads: only the first ${model.maxTokens} tokens counted. Set \`stride\`, with a strategy other than none, to read it all.`,
      });
    }
    const values = details.texts.map(({ entities }) => entities);
    return {
      value: (batched ? values : values[0]) as TokenClassificationValue,
      details,
      tokens: { input: details.texts.reduce((sum, { tokens }) => sum + tokens, 0), output: 0 },
    };
  },
});

function checkStride({ stride, aggregation_strategy: strategy }: TokenClassificationParameters, room: number): void {
  if (stride === null) return;
  if (strategy === 'none') {
    throw inputFailure(
      'parameter-invalid',
      'stride',
      '`stride` needs an `aggregation_strategy` other than none: single tokens of overlapping windows cannot be put together.',
      'Choose another strategy, or leave `stride` out.',
    );
  }
  if (stride >= room) {
    throw inputFailure(
      'parameter-invalid',
      'stride',
      `\`stride\` must be less than ${room}, the tokens of a window.`,
      'Lower it: 64 is plenty.',
    );
  }
}

function cutUp(
  { tokenizer }: TokenClassifier,
  text: string,
  encoding: TextEncoding,
  room: number,
  stride: number | null,
): Windowed {
  const all = windowsOf(encoding.ids.length, room, stride ?? 0);
  const read = stride === null ? all.slice(0, 1) : all;
  return {
    text,
    encoding,
    rows: read.map((window) => buildRow(tokenizer.frame.single, [{ encoding, ...window }])),
    truncated: read.length < all.length,
  };
}

function entitiesOf(
  { tokenizer, labels }: TokenClassifier,
  { text, encoding, rows }: Windowed,
  logits: Float32Array[],
  { aggregation_strategy: strategy, ignore_labels: ignored }: TokenClassificationParameters,
): Entities {
  const windows = rows.map((row, index) =>
    gatherPreEntities(text, encoding, row, logits[index] ?? new Float32Array(), labels.length, tokenizer),
  );
  if (strategy === 'none') {
    return windows.flatMap((tokens) => bestLabels(tokens, labels)).filter(({ entity }) => !ignored.includes(entity));
  }
  const naming = { labels, join: tokenizer.join };
  const groups: EntityGroup[] = windows
    .flatMap((tokens) => aggregate(tokens, strategy, naming))
    .filter(({ entity_group: group }) => !ignored.includes(group));
  return windows.length > 1 ? mergeOverlapping(groups) : groups;
}
