import { layerNorm } from '../../../lib/concepts/layer-norm';
import { resized } from '../../../lib/concepts/matrix';
import { showNumber } from '../../../lib/concepts/show-number';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { VectorEditor } from '../matrix-editor';

const fields = {
  x: { kind: 'vector', label: 'x', default: [1, 2] },
  gamma: { kind: 'vector', label: 'γ, the scale', default: [1, 1] },
  beta: { kind: 'vector', label: 'β, the shift', default: [0, 0] },
  epsilon: { kind: 'number', label: 'ε', default: 0.00001, minimum: 0, maximum: 1, step: 0.00001 },
} as const;

const asLong = (vector: readonly number[], length: number, filling: number): number[] =>
  Array.from({ length }, (_, at) => vector[at] ?? filling);

function View({ values: { x, gamma: scale, beta: shift, epsilon }, set }: ExampleViewProps<typeof fields>) {
  const gamma = asLong(scale, x.length, 1);
  const beta = asLong(shift, x.length, 0);
  const { mean, variance, normalized, output } = layerNorm(x, gamma, beta, epsilon);
  const list = (vector: readonly number[]) => vector.map((value) => showNumber(value)).join(', ');
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <VectorEditor
          label={fields.x.label}
          value={x}
          between={[2, 10]}
          onChange={(next) =>
            set({ x: next, gamma: asLong(gamma, next.length, 1), beta: resized([beta], 1, next.length)[0] ?? [] })
          }
        />
        <VectorEditor label={fields.gamma.label} value={gamma} onChange={(next) => set({ gamma: next })} />
        <VectorEditor label={fields.beta.label} value={beta} onChange={(next) => set({ beta: next })} />
        <NumberKnob field={fields.epsilon} value={epsilon} onChange={(next) => set({ epsilon: next })} />
      </Part>
      <Part title="Arithmetic">
        <Arithmetic
          lines={[
            ['mean μ', `(${x.map((value) => showNumber(value)).join(' + ')}) / ${x.length} = ${showNumber(mean)}`],
            [
              'variance σ²',
              `(${x.map((value) => `${showNumber(value - mean)}²`).join(' + ')}) / ${x.length} = ${showNumber(variance)}`,
            ],
            [
              '√(σ² + ε)',
              `√(${showNumber(variance)} + ${showNumber(epsilon, 6)}) = ${showNumber(Math.sqrt(variance + epsilon), 6)}`,
            ],
            ['normalised', list(normalized)],
            ...output.map((value, at): [string, string] => [
              `y${at + 1}`,
              `${showNumber(gamma[at] ?? 1)} × ${showNumber(normalized[at] ?? 0)} + ${showNumber(beta[at] ?? 0)} = ${showNumber(value)}`,
            ]),
          ]}
        />
      </Part>
    </div>
  );
}

export const example = defineExample({
  id: 'layer-norm',
  title: 'Layer normalisation',
  order: 50,
  idea: 'Moves and stretches the numbers of one token so that their mean is 0 and their variance 1; two learned vectors then move them to where the next layer wants them.',
  formula: 'y = γ (x − μ) / √(σ² + ε) + β',
  source:
    'Zhang et al., Dive into Deep Learning, section 11.7: the rows [1, 2] and [2, 3] both become [−1.0000, 1.0000].',
  fields,
  presets: [
    { label: 'The second row: [2, 3]', values: { x: [2, 3] } },
    { label: 'One outlier', values: { x: [1, 1, 1, 1, 100], gamma: [1, 1, 1, 1, 1], beta: [0, 0, 0, 0, 0] } },
    { label: 'All equal', values: { x: [3, 3, 3], gamma: [1, 1, 1], beta: [0, 0, 0] } },
  ],
  View,
});
