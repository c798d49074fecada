import { lora, loraParameters } from '../../../lib/concepts/lora';
import { type Matrix, resized } from '../../../lib/concepts/matrix';
import { showNumber } from '../../../lib/concepts/show-number';
import { Callout } from '../../../ui/callout';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { MatrixEditor, MatrixView } from '../matrix-editor';

const fields = {
  w0: {
    kind: 'matrix',
    label: 'W₀, frozen',
    default: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  b: { kind: 'matrix', label: 'B', default: [[1], [2], [0]] },
  a: { kind: 'matrix', label: 'A', default: [[0.5, 0, -1]] },
  lora_alpha: { kind: 'number', label: 'lora_alpha', default: 1, minimum: 0, maximum: 64, step: 1 },
  d: {
    kind: 'number',
    label: 'Rows and columns of a real weight',
    default: 12_288,
    minimum: 8,
    maximum: 16_384,
    step: 8,
    integer: true,
  },
  r: { kind: 'number', label: 'r, the rank', default: 1, minimum: 1, maximum: 256, step: 1, integer: true },
  matrices: {
    kind: 'number',
    label: 'Adapted matrices',
    default: 192,
    minimum: 1,
    maximum: 1000,
    step: 1,
    integer: true,
  },
} as const;

type Values = ExampleViewProps<typeof fields>['values'];

function shapeProblem({ w0, b, a }: Values): string | null {
  const [rank, rows] = [b[0]?.length ?? 0, w0.length];
  if (rank !== a.length) return `B has ${rank} columns and A has ${a.length} rows: both are the rank.`;
  if (b.length !== rows || a[0]?.length !== w0[0]?.length) return 'B A must have as many rows and columns as W₀.';
  return null;
}

function View({ values, set }: ExampleViewProps<typeof fields>) {
  const { w0, b, a, lora_alpha, d, r, matrices } = values;
  const problem = shapeProblem(values);
  const { full, thin } = loraParameters(d, d, r, matrices);
  const rank = a.length;
  const setRank = (next: number) => set({ b: resized(b, b.length, next), a: resized(a, next, a[0]?.length ?? 0) });
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Two thin matrices">
        <div className="flex flex-wrap gap-4">
          <MatrixEditor label={fields.w0.label} value={w0} onChange={(next) => set({ w0: next })} />
          <MatrixEditor label={fields.b.label} value={b} onChange={(next) => set({ b: next })} />
          <MatrixEditor label={fields.a.label} value={a} onChange={(next) => set({ a: next })} />
        </div>
        <NumberKnob
          field={{ ...fields.r, label: 'Rank of B and A here', maximum: 3 }}
          value={Math.min(3, rank)}
          onChange={setRank}
        />
        <NumberKnob field={fields.lora_alpha} value={lora_alpha} onChange={(next) => set({ lora_alpha: next })} />
        {problem ? (
          <Callout tone="warn" role="status">
            {problem} Start over, or correct the link.
          </Callout>
        ) : (
          <Merged w0={w0} b={b} a={a} alpha={lora_alpha} />
        )}
      </Part>
      <Part title="How many numbers are trained">
        <NumberKnob field={fields.d} value={d} onChange={(next) => set({ d: next })} />
        <NumberKnob field={fields.r} value={r} onChange={(next) => set({ r: next })} />
        <NumberKnob field={fields.matrices} value={matrices} onChange={(next) => set({ matrices: next })} />
        <Arithmetic
          lines={[
            ['whole', `${matrices} × ${d} × ${d} = ${full.toLocaleString('en')}`],
            ['B and A', `${matrices} × ${r} × (${d} + ${d}) = ${thin.toLocaleString('en')}`],
            [
              'share',
              `${thin.toLocaleString('en')} / ${full.toLocaleString('en')} = ${showNumber((100 * thin) / full, 3)} %`,
            ],
          ]}
        />
      </Part>
    </div>
  );
}

function Merged({ w0, b, a, alpha }: { w0: Matrix; b: Matrix; a: Matrix; alpha: number }) {
  const { scale, update, merged } = lora(w0, b, a, alpha);
  return (
    <>
      <p className="font-mono text-sm">
        lora_alpha / r = {showNumber(alpha)} / {a.length} = {showNumber(scale)}
      </p>
      <div className="flex flex-wrap gap-4">
        <MatrixView label="lora_alpha / r · B A" value={update} />
        <MatrixView label="W = W₀ + lora_alpha / r · B A" value={merged} />
      </div>
    </>
  );
}

export const example = defineExample({
  id: 'lora',
  title: 'LoRA: two thin matrices',
  order: 100,
  idea: 'Instead of a large weight one trains two thin matrices whose product is added to it. The weight itself stays as it is.',
  formula: 'W = W₀ + (α / r) B A',
  source:
    'Hu et al., LoRA (2021): two matrices in each of 96 layers of GPT-3, rank 1, are 4.7 million numbers; rank 8, 37.7 million.',
  fields,
  presets: [
    { label: 'GPT-3, rank 8: 37.7 million', values: { r: 8 } },
    {
      label: 'Rank 2',
      values: {
        b: [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        a: [
          [1, 0, 0],
          [0, 0, 1],
        ],
        lora_alpha: 2,
      },
    },
  ],
  View,
});
