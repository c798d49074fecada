import { useRef } from 'react';
import { cosineSimilarity, norm } from '../../../lib/concepts/cosine';
import { dot } from '../../../lib/concepts/matrix';
import { showNumber } from '../../../lib/concepts/show-number';
import { Callout } from '../../../ui/callout';
import { ExportPicture } from '../../../ui/export-picture';
import { Arithmetic, Part } from '../arithmetic';
import { defineExample, type ExampleViewProps } from '../example';
import { VectorEditor } from '../matrix-editor';

const fields = {
  a: { kind: 'vector', label: 'a', default: [442, 8, 2] },
  b: { kind: 'vector', label: 'b', default: [5, 3982, 3325] },
} as const;

function View({ values: { a, b }, set }: ExampleViewProps<typeof fields>) {
  const cosine = a.length === b.length ? cosineSimilarity(a, b) : null;
  const squares = (vector: readonly number[]) => vector.map((value) => `${showNumber(value)}²`).join(' + ');
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">
        <VectorEditor label={fields.a.label} value={a} between={[2, 8]} onChange={(next) => set({ a: next })} />
        <VectorEditor label={fields.b.label} value={b} between={[2, 8]} onChange={(next) => set({ b: next })} />
        {cosine !== null && <Angle cosine={cosine} />}
      </Part>
      {a.length === b.length ? (
        <Part title="Arithmetic">
          <Arithmetic
            lines={[
              [
                'a · b',
                `${a.map((value, at) => `${showNumber(value)}×${showNumber(b[at] ?? 0)}`).join(' + ')} = ${showNumber(dot(a, b))}`,
              ],
              ['|a|', `√(${squares(a)}) = ${showNumber(norm(a))}`],
              ['|b|', `√(${squares(b)}) = ${showNumber(norm(b))}`],
              [
                'cos(a, b)',
                cosine === null
                  ? 'has no value: a vector of zeros has no direction'
                  : `${showNumber(dot(a, b))} / (${showNumber(norm(a))} × ${showNumber(norm(b))}) = ${showNumber(cosine)}`,
              ],
              [
                'angle',
                cosine === null
                  ? '–'
                  : `${showNumber((Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI, 1)}°`,
              ],
            ]}
          />
        </Part>
      ) : (
        <Callout tone="warn" role="status">
          a has {a.length} numbers and b has {b.length}: add or take away some.
        </Callout>
      )}
    </div>
  );
}

/** Both vectors as directions with their true angle, whatever the space that they lie in. */
function Angle({ cosine }: { cosine: number }) {
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const picture = useRef<SVGSVGElement>(null);
  const [x, y] = [110 + 90 * Math.cos(angle), 110 - 90 * Math.sin(angle)];
  return (
    <div className="grid gap-2">
      <svg
        ref={picture}
        role="img"
        aria-label={`The angle between a and b is ${showNumber((angle * 180) / Math.PI, 1)} degrees`}
        viewBox="0 0 220 120"
        className="w-full max-w-xs"
      >
        <path
          d={`M 140 110 A 30 30 0 0 0 ${110 + 30 * Math.cos(angle)} ${110 - 30 * Math.sin(angle)}`}
          className="fill-none stroke-line-strong"
        />
        <line x1={110} y1={110} x2={200} y2={110} className="stroke-accent" strokeWidth={2} />
        <line x1={110} y1={110} x2={x} y2={y} className="stroke-warn" strokeWidth={2} />
        <text x={204} y={114} fontSize={12} className="fill-ink font-mono">
          a
        </text>
        <text
          x={110 + 102 * Math.cos(angle) - 4}
          y={112 - 102 * Math.sin(angle)}
          fontSize={12}
          className="fill-ink font-mono"
        >
          b
        </text>
      </svg>
      <ExportPicture name="loupe-cosine" svg={() => picture.current} />
    </div>
  );
}

export const example = defineExample({
  id: 'cosine',
  title: 'Cosine similarity',
  order: 80,
  idea: 'How much two vectors point the same way, however long they are: 1 for the same direction, 0 for a right angle, −1 for opposite ones.',
  formula: 'cos(a, b) = a · b / (|a| |b|)',
  source:
    'Jurafsky and Martin, Speech and Language Processing (3rd ed. draft), chapter on vector semantics: cherry and information give 0.018, digital and information 0.996.',
  fields,
  presets: [
    { label: 'digital, information', values: { a: [5, 1683, 1670], b: [5, 3982, 3325] } },
    { label: 'Opposite', values: { a: [1, 2], b: [-2, -4] } },
    { label: 'A right angle', values: { a: [3, 1], b: [-1, 3] } },
  ],
  View,
});
