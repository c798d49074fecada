import { useRef } from 'react';
import { showNumber } from '../../../lib/concepts/show-number';
import { entropyBits, softmax } from '../../../lib/concepts/softmax';
import { ExportPicture } from '../../../ui/export-picture';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { NumberKnob } from '../knob';
import { VectorEditor } from '../matrix-editor';

const fields = {
  z: { kind: 'vector', label: 'Logits z', default: [0.6, 1.1, -1.5, 1.2, 3.2, -1.1] },
  temperature: { kind: 'number', label: 'Temperature T', default: 1, minimum: 0.05, maximum: 10, step: 0.05 },
} as const;

function View({ values: { z, temperature }, set }: ExampleViewProps<typeof fields>) {
  const probabilities = softmax(z, temperature);
  const sum = z.reduce((all, logit) => all + Math.exp(logit / temperature), 0);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <VectorEditor label={fields.z.label} value={z} between={[2, 10]} onChange={(next) => set({ z: next })} />
        <NumberKnob field={fields.temperature} value={temperature} onChange={(next) => set({ temperature: next })} />
        <Bars logits={z} probabilities={probabilities} />
      </Part>
      <Part title="Arithmetic">
        <Arithmetic
          lines={[
            ...z.map((logit, at): [string, string] => [
              `e^(z${at + 1} / T)`,
              `e^(${showNumber(logit)} / ${showNumber(temperature)}) = ${showNumber(Math.exp(logit / temperature))}`,
            ]),
            ['their sum', showNumber(sum)],
            ...probabilities.map((p, at): [string, string] => [
              `p${at + 1}`,
              `${showNumber(Math.exp((z[at] ?? 0) / temperature))} / ${showNumber(sum)} = ${showNumber(p)}`,
            ]),
            ['entropy', `${showNumber(entropyBits(probabilities))} of at most ${showNumber(Math.log2(z.length))} bits`],
          ]}
        />
      </Part>
    </div>
  );
}

const WIDTH = 420;
const LINE = 26;

/** The probabilities as bars. */
function Bars({ logits, probabilities }: { logits: readonly number[]; probabilities: readonly number[] }) {
  const picture = useRef<SVGSVGElement>(null);
  return (
    <figure className="grid gap-2">
      <svg
        ref={picture}
        role="img"
        aria-label={`Probabilities: ${probabilities.map((p) => showNumber(p, 2)).join(', ')}`}
        viewBox={`0 0 ${WIDTH} ${probabilities.length * LINE}`}
        className="w-full max-w-xl"
      >
        {probabilities.map((p, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: numbers have no names but their places
          <g key={at} transform={`translate(0 ${at * LINE})`}>
            <text x={56} y={17} textAnchor="end" fontSize={12} className="fill-ink-soft font-mono">
              {showNumber(logits[at] ?? 0)}
            </text>
            <rect x={64} y={4} width={Math.max(1, p * (WIDTH - 130))} height={18} rx={3} className="fill-bar" />
            <text x={70 + p * (WIDTH - 130)} y={17} fontSize={12} className="fill-ink font-mono">
              {showNumber(p, 3)}
            </text>
          </g>
        ))}
      </svg>
      <ExportPicture
        name="loupe-softmax"
        svg={() => picture.current}
        table={() => ({ columns: ['logit', 'probability'], rows: logits.map((z, at) => [z, probabilities[at] ?? 0]) })}
      />
    </figure>
  );
}

export const example = defineExample({
  id: 'softmax',
  title: 'Softmax with temperature',
  order: 10,
  idea: 'Makes probabilities of any numbers: all above 0, together 1. A low temperature favours the largest, a high one makes all alike.',
  formula: 'p_i = e^(z_i / T) / Σ_j e^(z_j / T)',
  source:
    'Jurafsky and Martin, Speech and Language Processing (3rd ed. draft), chapter on logistic regression: [0.05, 0.09, 0.01, 0.1, 0.74, 0.01].',
  fields,
  presets: [
    { label: 'Cold: T = 0.25', values: { temperature: 0.25 } },
    { label: 'Hot: T = 5', values: { temperature: 5 } },
    { label: 'All alike', values: { z: [1, 1, 1, 1] } },
  ],
  View,
});
