import { readText } from '../../../workers/inside/attention/read-text';
import { defineRunner, type RunContext } from '../../../workers/runner';
import { loadAttentionModel } from '../../../workers/runtime/attention-model';
import { packFloats } from '../../lib/packed-floats';
import type { AttendedText, AttentionDetails, AttentionParameters, AttentionValue } from './task';

export default defineRunner<
  Awaited<ReturnType<typeof loadAttentionModel>>,
  { text: string | string[] },
  AttentionParameters,
  AttentionValue,
  AttentionDetails
>({
  load: loadAttentionModel,
  async run(model, { text }, parameters, context) {
    const texts = Array.isArray(text) ? text : [text];
    const counts = { input: 0, output: 0 };
    const all: AttendedText[] = [];
    let longest = 0;
    for (const [index, one] of texts.entries()) {
      await context.checkpoint();
      const { decoder, blocks, tokens, limit, cut } = await readText(model, one, parameters, context);
      if (cut > 0) tellCut(context, texts.length > 1 ? index + 1 : null, limit, cut);
      longest = limit;
      counts.input += tokens.length;
      counts.output += parameters.target === null ? (decoder?.written.length ?? 0) : 0;
      all.push({ text: one, tokens, decoder, attentions: blocks.map(packed) });
      if (texts.length > 1) context.emit({ type: 'step', step: index + 1, total: texts.length, unit: 'text' });
    }
    return {
      value: Array.isArray(text) ? all : (all[0] as AttendedText),
      details: { max_tokens: longest },
      tokens: counts,
    };
  },
});

function tellCut({ notice }: Pick<RunContext, 'notice'>, number: number | null, limit: number, cut: number): void {
  notice({
    code: 'input-truncated',
    message: `${number === null ? 'The text' : `Text ${number}`} has ${limit + cut} tokens; its first ${limit} are shown.`,
  });
}

type Block = Awaited<ReturnType<typeof readText>>['blocks'][number];

const packed = ({ kind, weights, norms }: Block): AttendedText['attentions'][number] => {
  const pack = (numbers: Block['weights'] | null) => numbers && packFloats(numbers.data, numbers.dims);
  return {
    kind,
    weights: packFloats(weights.data, weights.dims),
    norms: { query: pack(norms.query), key: pack(norms.key), value: pack(norms.value) },
  };
};
