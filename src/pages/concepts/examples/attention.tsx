import { attention } from '../../../lib/concepts/attention';
import { showNumber } from '../../../lib/concepts/show-number';
import type { ArithmeticLine } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob, SwitchKnob } from '../knob';
import { MatrixEditor, MatrixView } from '../matrix-editor';
import { MatrixExample, MatrixSteps } from '../matrix-example';

const fields = {
  q: {
    kind: 'matrix',
    label: 'Q, the queries',
    default: [
      [1, 0, 2],
      [2, 2, 2],
      [2, 1, 3],
    ],
  },
  k: {
    kind: 'matrix',
    label: 'K, the keys',
    default: [
      [0, 1, 1],
      [4, 4, 0],
      [2, 3, 1],
    ],
  },
  v: {
    kind: 'matrix',
    label: 'V, the values',
    default: [
      [1, 2, 3],
      [2, 8, 0],
      [2, 6, 3],
    ],
  },
  scale: { kind: 'switch', label: 'Divide by √d_k', default: true },
  causal: { kind: 'switch', label: 'Hide what comes later', default: false },
  query: { kind: 'number', label: 'Follow query', default: 1, minimum: 1, maximum: 12, step: 1, integer: true },
} as const;

/** What keeps the matrices from being multiplied, or null. */
function shapeProblem({ q, k, v }: { q: readonly (readonly number[])[]; k: typeof q; v: typeof q }): string | null {
  const widths = [q[0]?.length ?? 0, k[0]?.length ?? 0];
  if (widths[0] !== widths[1])
    return `Q has ${widths[0]} columns and K has ${widths[1]}: each query needs keys of its own length.`;
  return k.length === v.length ? null : `K has ${k.length} rows and V has ${v.length}: each key needs one value.`;
}

function View({ values, set }: ExampleViewProps<typeof fields>) {
  const { q, k, v, scale, causal, query } = values;
  const numbers = (
    <>
      <div className="flex flex-wrap gap-4">
        <MatrixEditor label={fields.q.label} value={q} onChange={(next) => set({ q: next })} />
        <MatrixEditor label={fields.k.label} value={k} onChange={(next) => set({ k: next })} />
        <MatrixEditor label={fields.v.label} value={v} onChange={(next) => set({ v: next })} />
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <SwitchKnob label={fields.scale.label} value={scale} onChange={(next) => set({ scale: next })} />
        <SwitchKnob label={fields.causal.label} value={causal} onChange={(next) => set({ causal: next })} />
      </div>
      {q.length > 1 && (
        <NumberKnob field={fields.query} value={query} maximum={q.length} onChange={(next) => set({ query: next })} />
      )}
    </>
  );
  return (
    <MatrixExample numbers={numbers} problem={shapeProblem(values)}>
      <Steps {...values} />
    </MatrixExample>
  );
}

function Steps({ q, k, v, scale, causal, query }: ExampleViewProps<typeof fields>['values']) {
  const { scores, scaled, weights, output } = attention(q, k, v, { scale, causal });
  const at = Math.min(query, q.length) - 1;
  const width = k[0]?.length ?? 1;
  const line = (row: readonly number[] | undefined) => (row ?? []).map((value) => showNumber(value)).join(', ');
  const lines: ArithmeticLine[] = [
    ...k.map(
      (key, to): ArithmeticLine => [
        `q${at + 1} · k${to + 1}`,
        `${key.map((value, place) => `${showNumber(q[at]?.[place] ?? 0)}×${showNumber(value)}`).join(' + ')} = ${showNumber(scores[at]?.[to] ?? 0)}`,
      ],
    ),
    ...(scale ? [[`÷ √${width}`, `÷ ${showNumber(Math.sqrt(width))}: ${line(scaled[at])}`] as const] : []),
    ['softmax', line(weights[at])],
    ...(output[at] ?? []).map(
      (sum, column): ArithmeticLine => [
        `output, column ${column + 1}`,
        `${v.map((row, from) => `${showNumber(weights[at]?.[from] ?? 0)}×${showNumber(row[column] ?? 0)}`).join(' + ')} = ${showNumber(sum)}`,
      ],
    ),
  ];
  const matrices = (
    <>
      <MatrixView label="Scores QKᵀ" value={scores} marked={at} />
      <MatrixView label={scale ? 'Scores / √d_k' : 'Scores, not scaled'} value={scaled} marked={at} />
      <MatrixView label="Weights, each row sums to 1" value={weights} digits={4} marked={at} shadeTo={1} />
      <MatrixView label="Output: weights · V" value={output} digits={4} marked={at} />
    </>
  );
  return <MatrixSteps matrices={matrices} followed={`query ${at + 1}`} lines={lines} />;
}

export const example = defineExample({
  id: 'attention',
  title: 'Scaled dot-product attention',
  order: 20,
  idea: 'Each query is compared with every key; the values are averaged, and those whose keys fit best weigh most.',
  formula: 'softmax(Q Kᵀ / √d_k) V',
  source:
    'Q, K and V of Raimi Karim’s “Illustrated: Self-Attention” (2019), which prints the results without the division by √d_k.',
  fields,
  presets: [
    { label: 'As the article prints it, not scaled', values: { scale: false } },
    { label: 'A decoder: later keys hidden', values: { causal: true } },
    {
      label: 'All keys alike',
      values: {
        k: [
          [1, 1, 1],
          [1, 1, 1],
          [1, 1, 1],
        ],
      },
    },
  ],
  View,
});
