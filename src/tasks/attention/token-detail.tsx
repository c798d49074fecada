import { type RefObject, useMemo } from 'react';
import type { AttentionToken } from '../../contract/attention-token';
import { formatPercent } from '../../lib/format';
import { ScrollSideways } from '../../ui/scroll-sideways';
import { labelWidth, shorten } from './lines-view';
import type { Look } from './look';
import { columnOf, type Matrix, normAt, rowOf } from './matrix';
import type { AttendedText, AttentionBlock } from './task';

interface TokenDetailProps {
  block: AttentionBlock;
  shown: {
    whole: Matrix;
    places: { rows: readonly number[]; columns: readonly number[] };
    queries: readonly AttentionToken[];
    keys: readonly AttentionToken[];
  };
  text: AttendedText;
  look: Pick<Look, 'layer' | 'head'>;
  /** The token that looks, among all. */
  token: number;
  picture: RefObject<SVGSVGElement | null>;
  label: string;
}

/** Everything about one token in one head: what it looks at, how long the vectors are, and what looks at it. */
export function TokenDetail({ block, shown, text, look, token, picture, label }: TokenDetailProps) {
  const { whole, places, keys, queries } = shown;
  const { layer, head } = look;
  const query = queries[places.rows.indexOf(token)];
  const weights = useMemo(() => {
    const row = rowOf(whole, token);
    return places.columns.map((column) => row[column] ?? 0);
  }, [whole, token, places]);
  if (!query) return null;
  const { norms } = block;
  const rows = keys.map((key, index) => {
    const place = places.columns[index] ?? 0;
    const value = normAt(norms.value, layer, head, place);
    const weight = weights[index] ?? 0;
    const back = block.kind === 'cross' ? null : (columnOf(whole, token)[place] ?? 0);
    return {
      key,
      weight,
      keyNorm: normAt(norms.key, layer, head, place),
      value,
      flow: value === null ? null : weight * value,
      back,
    };
  });
  const written = block.kind === 'self' || block.kind === 'encoder' ? null : text.decoder?.written[token];
  const queryNorm = normAt(norms.query, layer, head, token);
  return (
    <>
      <p className="mb-3">
        <span className="font-medium font-mono">{query.text}</span>{' '}
        <span className="text-ink-soft">
          id {query.id}
          {query.token !== query.text && `, “${query.token}” in the vocabulary`}
          {written && `, after which “${written.text}” is written`}
          {queryNorm !== null && `; length of its query vector ${queryNorm.toFixed(3)}`}
        </span>
      </p>
      <Bars rows={rows} picture={picture} label={`What “${query.text}” looks at${label}`} />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={`Weights and vector lengths${label}`}
        className="mt-4 max-h-96 overflow-auto rounded-control border border-line"
      >
        <table className="w-full text-right text-xs tabular-nums [&_td]:whitespace-nowrap [&_td]:px-2.5 [&_td]:py-1 [&_th]:px-2.5 [&_th]:py-1 [&_th]:font-medium">
          <thead className="sticky top-0 bg-surface">
            <tr>
              <th scope="col" className="text-left">
                Looked at
              </th>
              <th scope="col">Weight</th>
              <th scope="col">Key ‖k‖</th>
              <th scope="col">Value ‖v‖</th>
              <th scope="col">Weight · ‖v‖</th>
              {block.kind !== 'cross' && <th scope="col">Looks back</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, weight, keyNorm, value, flow, back }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              <tr key={index} className="border-line border-t">
                <th scope="row" className="text-left font-mono">
                  {key.text}
                </th>
                <td>{formatPercent(weight)}</td>
                <td>{number(keyNorm)}</td>
                <td>{number(value)}</td>
                <td>{number(flow)}</td>
                {back !== null && <td>{formatPercent(back)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-2 max-w-prose text-ink-soft text-xs">
        {norms.value
          ? 'What a token hands on is its value times its weight: a large weight on a short value, often that of a special token, moves little.'
          : 'This graph does not show its queries, keys and values apart, so that their lengths are not known.'}
      </p>
    </>
  );
}

const number = (value: number | null): string => (value === null ? '–' : value.toFixed(3));

const BAR = 18;
const LENGTH = 260;

function Bars({
  rows,
  picture,
  label,
}: {
  rows: readonly { key: AttentionToken; weight: number }[];
  picture: RefObject<SVGSVGElement | null>;
  label: string;
}) {
  const left = labelWidth(rows.map(({ key }) => key));
  const width = left + LENGTH + 56;
  return (
    <ScrollSideways label={`${label}, drawn`}>
      <svg
        ref={picture}
        role="img"
        aria-label={`${label}; the table below has the numbers`}
        width={width}
        height={rows.length * BAR + 4}
        viewBox={`0 0 ${width} ${rows.length * BAR + 4}`}
        className="block text-2xs"
      >
        {rows.map(({ key, weight }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
          <g key={index} transform={`translate(0 ${2 + index * BAR})`}>
            <text x={left - 6} y={BAR / 2} textAnchor="end" dominantBaseline="central" className="fill-ink font-mono">
              {shorten(key.text)}
            </text>
            <rect x={left} y={2} width={Math.max(1, weight * LENGTH)} height={BAR - 4} rx={2} className="fill-bar" />
            <text x={left + weight * LENGTH + 6} y={BAR / 2} dominantBaseline="central" className="fill-ink-soft">
              {formatPercent(weight)}
            </text>
          </g>
        ))}
      </svg>
    </ScrollSideways>
  );
}
