import { attention, joinHeads, splitHeads } from '../../../lib/concepts/attention';
import { showNumber } from '../../../lib/concepts/show-number';
import { Callout } from '../../../ui/callout';
import { ChoiceButtons } from '../../../ui/choice-buttons';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { MatrixEditor, MatrixView } from '../matrix-editor';

const fields = {
  x: {
    kind: 'matrix',
    label: 'X, one row for each token',
    default: [
      [1, 0, 1, 0, 2, 0, 0, 1],
      [0, 2, 0, 2, 0, 1, 1, 0],
      [1, 1, 1, 1, 1, 0, 1, 0],
    ],
  },
  heads: {
    kind: 'choice',
    label: 'Heads',
    default: '2',
    options: ['1', '2', '4', '8'].map((value) => ({ value, label: value })),
  },
  d_model: {
    kind: 'number',
    label: 'd_model of a whole model',
    default: 512,
    minimum: 8,
    maximum: 16384,
    step: 8,
    integer: true,
  },
} as const;

function View({ values: { x, heads: chosen, d_model }, set }: ExampleViewProps<typeof fields>) {
  const heads = Number(chosen);
  const width = x[0]?.length ?? 0;
  const fits = width % heads === 0;
  const parts = fits ? splitHeads(x, heads) : [];
  const attended = parts.map((part) => attention(part, part, part, { scale: true, causal: false }));
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <MatrixEditor label={fields.x.label} value={x} onChange={(next) => set({ x: next })} />
        <div>
          <p className="mb-1 font-medium text-xs">{fields.heads.label}</p>
          <ChoiceButtons
            label={fields.heads.label}
            value={chosen}
            options={fields.heads.options}
            onChange={(next) => set({ heads: next })}
          />
        </div>
        <NumberKnob field={fields.d_model} value={d_model} onChange={(next) => set({ d_model: next })} />
      </Part>
      <Part title="Arithmetic">
        <Arithmetic
          lines={[
            ['here', `d_k = ${width} / ${heads} = ${showNumber(width / heads)}`],
            ['of the model', `d_k = ${d_model} / ${heads} = ${showNumber(d_model / heads)}`],
            [
              'W_Q, W_K, W_V, W_O',
              `4 × ${d_model} × ${d_model} = ${(4 * d_model ** 2).toLocaleString('en')} weights, however many heads`,
            ],
            ['scores', `${heads} × ${x.length} × ${x.length}: each head has a matrix of its own`],
          ]}
        />
      </Part>
      {fits ? (
        <div className="grid gap-4 xl:col-span-2">
          <Part title="Each head sees its own columns (here as query, key and value at once)">
            <div className="flex flex-wrap gap-6">
              {parts.map((part, head) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: heads have no names but their places
                <div key={head} className="grid content-start gap-3">
                  <MatrixView
                    label={`Head ${head + 1}: columns ${head * (width / heads) + 1}–${(head + 1) * (width / heads)}`}
                    value={part}
                  />
                  <MatrixView label={`Weights of head ${head + 1}`} value={attended[head]?.weights ?? []} shadeTo={1} />
                </div>
              ))}
            </div>
          </Part>
          <Part title="Put side by side again">
            <MatrixView label="Concat(head 1 … head h)" value={joinHeads(attended.map(({ output }) => output))} />
          </Part>
        </div>
      ) : (
        <Callout tone="warn" role="status">
          {width} columns cannot be shared among {heads} heads evenly. Choose another number of heads.
        </Callout>
      )}
    </div>
  );
}

export const example = defineExample({
  id: 'multi-head',
  title: 'Multi-head split',
  order: 30,
  idea: 'The columns are dealt out to several heads, each of which attends on its own; their outputs stand side by side again.',
  formula: 'd_k = d_model / h,  Concat(head_1 … head_h) W_O',
  source: 'Vaswani et al., Attention Is All You Need (2017): d_model = 512 and h = 8 give d_k = 64.',
  fields,
  presets: [
    { label: 'The base model of the paper: 8 heads', values: { heads: '8', d_model: 512 } },
    { label: 'One head', values: { heads: '1' } },
  ],
  View,
});
