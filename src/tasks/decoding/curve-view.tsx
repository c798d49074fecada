import { useRef } from 'react';
import { formatPercent } from '../../lib/format';
import { ExportPicture } from '../../ui/export-picture';
import { ScrollSideways } from '../../ui/scroll-sideways';
import { useMediaQuery } from '../../ui/use-media-query';
import type { Step } from './task';

interface CurveViewProps {
  steps: readonly Step[];
  selected: number;
  onSelect(step: number): void;
  nameOf(id: number): string;
  perplexity: number | null;
  logprob: number;
}

const HEIGHT = 120;
const LEFT = 34;
const TOP = 10;
const LABELS = 56;
/** Pixels of all tokens, as long as each has room enough. */
const WIDE = 430;
const NARROW = 256;

/** Surprise (the negative log-probability) and entropy along the text, token by token. */
export function CurveView({ steps, selected, onSelect, nameOf, perplexity, logprob }: CurveViewProps) {
  const picture = useRef<SVGSVGElement>(null);
  const room = useMediaQuery('(min-width: 40rem)') ? WIDE : NARROW;
  const step = Math.max(18, Math.min(44, Math.floor(room / Math.max(1, steps.length))));
  const highest = Math.max(1, ...steps.map((one) => Math.max(-one.logprob, one.entropy)));
  const top = Math.ceil(highest);
  const x = (index: number) => LEFT + (index + 0.5) * step;
  const y = (nats: number) => TOP + HEIGHT * (1 - Math.min(nats, top) / top);
  const line = steps.map(({ entropy }, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(entropy)}`).join('');
  const width = LEFT + steps.length * step + 8;
  const height = TOP + HEIGHT + LABELS;
  return (
    <section aria-label="Along the text" className="mt-6 border-line border-t pt-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">Along the text</h3>
        <ExportPicture
          name="loupe-along-the-text"
          svg={() => picture.current}
          table={() => ({
            columns: ['token', 'id', 'log-probability', 'after processors', 'entropy'],
            rows: steps.map((one) => [nameOf(one.token), one.token, one.logprob, one.processed_logprob, one.entropy]),
          })}
        />
      </div>
      <p className="mt-1 max-w-prose text-ink-soft text-xs">
        Log-probability {logprob.toFixed(3)} in all
        {perplexity !== null && `, perplexity ${perplexity.toFixed(3)}`}, by the model’s own distribution. Bars are the
        surprise of each token in nats, the line is the entropy: how unsure the model was.
      </p>
      <ScrollSideways label="Surprise and entropy, drawn" className="mt-2">
        <svg
          ref={picture}
          role="img"
          aria-label={`Surprise and entropy of ${steps.length} tokens; the table below has the numbers`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          className="block text-2xs"
        >
          {[0, top / 2, top].map((nats) => (
            <g key={nats}>
              <line x1={LEFT} x2={width} y1={y(nats)} y2={y(nats)} className="stroke-line" />
              <text x={LEFT - 6} y={y(nats)} textAnchor="end" dominantBaseline="central" className="fill-ink-soft">
                {nats}
              </text>
            </g>
          ))}
          {steps.map(({ token, logprob: own }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
            <g key={index} onPointerDown={() => onSelect(index)}>
              <rect
                x={x(index) - step / 2}
                y={TOP}
                width={step}
                height={HEIGHT}
                className={index === selected ? 'fill-accent-soft' : 'fill-transparent'}
              />
              <rect
                x={x(index) - step * 0.3}
                y={y(-own)}
                width={step * 0.6}
                height={Math.max(1, TOP + HEIGHT - y(-own))}
                className="fill-bar"
              />
              <text
                transform={`translate(${x(index)} ${TOP + HEIGHT + 6}) rotate(-60)`}
                textAnchor="end"
                dominantBaseline="central"
                className="fill-ink font-mono"
              >
                {nameOf(token).slice(0, 8)}
              </text>
            </g>
          ))}
          <path d={line} className="fill-none stroke-warn" strokeWidth={1.5} />
        </svg>
      </ScrollSideways>
      <details className="mt-2 text-xs">
        <summary className="w-fit py-1 text-ink-soft">Table of {steps.length} tokens</summary>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="The text as a table"
          className="mt-1 max-h-80 overflow-auto rounded-control border border-line bg-surface px-2"
        >
          <table className="w-full text-left tabular-nums [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3 [&_th]:font-medium">
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">Token</th>
                <th scope="col">Probability</th>
                <th scope="col">Log-probability</th>
                <th scope="col">After processors</th>
                <th scope="col">Entropy</th>
                <th scope="col">Drawn</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
                <tr key={index} className="border-line border-t">
                  <td>{index + 1}</td>
                  <td className="font-mono">{nameOf(one.token)}</td>
                  <td>{formatPercent(Math.exp(one.logprob))}</td>
                  <td>{one.logprob.toFixed(4)}</td>
                  <td>{one.processed_logprob === null ? 'ruled out' : one.processed_logprob.toFixed(4)}</td>
                  <td>{one.entropy.toFixed(4)}</td>
                  <td>{one.drawn === null ? '' : one.drawn.toFixed(4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
}
