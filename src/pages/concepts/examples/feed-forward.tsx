import { ACTIVATIONS, type Activation, feedForward } from '../../../lib/concepts/feed-forward';
import type { Matrix } from '../../../lib/concepts/matrix';
import { showNumber } from '../../../lib/concepts/show-number';
import { ChoiceButtons } from '../../../ui/choice-buttons';
import type { ArithmeticLine } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { MatrixEditor, MatrixView, VectorEditor } from '../matrix-editor';
import { MatrixExample, MatrixSteps } from '../matrix-example';

const fields = {
  x: {
    kind: 'matrix',
    label: 'X, one row for each input',
    default: [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  },
  w1: {
    kind: 'matrix',
    label: 'W₁',
    default: [
      [1, 1],
      [1, 1],
    ],
  },
  b1: { kind: 'vector', label: 'b₁', default: [0, -1] },
  w2: { kind: 'matrix', label: 'W₂', default: [[1], [-2]] },
  b2: { kind: 'vector', label: 'b₂', default: [0] },
  activation: {
    kind: 'choice',
    label: 'Activation',
    default: 'relu',
    options: Object.keys(ACTIVATIONS).map((value) => ({ value, label: value })),
  },
  row: { kind: 'number', label: 'Follow row', default: 4, minimum: 1, maximum: 12, step: 1, integer: true },
} as const;

type Values = ExampleViewProps<typeof fields>['values'];

function shapeProblem({ x, w1, b1, w2, b2 }: Values): string | null {
  const columns = (matrix: Matrix) => matrix[0]?.length ?? 0;
  if (columns(x) !== w1.length)
    return `X has ${columns(x)} columns and W₁ has ${w1.length} rows: they must be as many.`;
  if (columns(w1) !== w2.length)
    return `W₁ has ${columns(w1)} columns and W₂ has ${w2.length} rows: they must be as many.`;
  if (b1.length !== columns(w1) || b2.length !== columns(w2))
    return 'Each bias needs one number for each column of its matrix.';
  return null;
}

function View({ values, set }: ExampleViewProps<typeof fields>) {
  const { x, w1, b1, w2, b2, activation, row } = values;
  const numbers = (
    <>
      <div className="flex flex-wrap gap-4">
        <MatrixEditor label={fields.x.label} value={x} onChange={(next) => set({ x: next })} />
        <MatrixEditor label={fields.w1.label} value={w1} onChange={(next) => set({ w1: next })} />
        <VectorEditor label={fields.b1.label} value={b1} onChange={(next) => set({ b1: next })} />
        <MatrixEditor label={fields.w2.label} value={w2} onChange={(next) => set({ w2: next })} />
        <VectorEditor label={fields.b2.label} value={b2} onChange={(next) => set({ b2: next })} />
      </div>
      <div>
        <p className="mb-1 font-medium text-xs">{fields.activation.label}</p>
        <ChoiceButtons
          label={fields.activation.label}
          value={activation}
          options={fields.activation.options}
          onChange={(next) => set({ activation: next })}
        />
      </div>
      {x.length > 1 && (
        <NumberKnob field={fields.row} value={row} maximum={x.length} onChange={(next) => set({ row: next })} />
      )}
    </>
  );
  return (
    <MatrixExample numbers={numbers} problem={shapeProblem(values)}>
      <Steps {...values} />
    </MatrixExample>
  );
}

function Steps({ x, w1, b1, w2, b2, activation, row }: Values) {
  const { before, hidden, output } = feedForward(x, { w1, b1, w2, b2 }, activation as Activation);
  const at = Math.min(row, x.length) - 1;
  const product = (line: readonly number[], matrix: Matrix, column: number, bias: number) =>
    `${line.map((value, place) => `${showNumber(value)}×${showNumber(matrix[place]?.[column] ?? 0)}`).join(' + ')} + ${showNumber(bias)}`;
  const lines = [
    ...(before[at] ?? []).map(
      (value, column): ArithmeticLine => [
        `hidden ${column + 1}`,
        `${activation}(${product(x[at] ?? [], w1, column, b1[column] ?? 0)}) = ${activation}(${showNumber(value)}) = ${showNumber(hidden[at]?.[column] ?? 0)}`,
      ],
    ),
    ...(output[at] ?? []).map(
      (value, column): ArithmeticLine => [
        `output ${column + 1}`,
        `${product(hidden[at] ?? [], w2, column, b2[column] ?? 0)} = ${showNumber(value)}`,
      ],
    ),
  ];
  const matrices = (
    <>
      <MatrixView label="X W₁ + b₁" value={before} marked={at} />
      <MatrixView label={`Hidden: ${activation}`} value={hidden} marked={at} />
      <MatrixView label="Output: hidden W₂ + b₂" value={output} marked={at} />
    </>
  );
  return <MatrixSteps matrices={matrices} followed={`row ${at + 1}`} lines={lines} />;
}

export const example = defineExample({
  id: 'feed-forward',
  title: 'Feed-forward layer',
  order: 60,
  idea: 'Two matrices with a bend between them, for each token alone. Without the bend both were one matrix, and XOR could not be computed.',
  formula: 'FFN(x) = f(x W₁ + b₁) W₂ + b₂',
  source: 'Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.1: XOR comes out as 0, 1, 1, 0.',
  fields,
  presets: [
    { label: 'Without the bend', values: { activation: 'none' } },
    { label: 'GELU, as in GPT-2', values: { activation: 'gelu' } },
  ],
  View,
});
