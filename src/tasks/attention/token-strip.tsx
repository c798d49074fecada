import { clsx } from 'clsx';
import type { AttentionToken } from '../../contract/attention-token';
import { formatPercent } from '../../lib/format';
import { useArrowKeys } from '../../ui/use-arrow-keys';
import { inkOf } from './matrix';

interface TokenStripProps {
  queries: readonly AttentionToken[];
  /** Where other tokens are looked at than those that look. */
  keys: readonly AttentionToken[] | null;
  /** What the selected token pays to each of the keys. */
  weights: readonly number[];
  selected: number;
  onSelect(token: number): void;
  label: string;
}

/** The text to point at: the word under the pointer, or in focus, looks at the words that are tinted. */
export function TokenStrip({ queries, keys, weights, selected, onSelect, label }: TokenStripProps) {
  const group = useArrowKeys<HTMLDivElement>(selected, queries.length, onSelect);
  const sentence = describe(queries[selected], keys ?? queries, weights);
  return (
    <div className="rounded-control bg-sunken p-3">
      <div
        {...group}
        role="toolbar"
        aria-label={`Words${label}; the arrow keys go from one to the next`}
        className="flex flex-wrap gap-1"
      >
        {queries.map((token, index) => (
          <button
            type="button"
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
            key={index}
            tabIndex={index === selected ? 0 : -1}
            aria-pressed={index === selected}
            onPointerEnter={() => onSelect(index)}
            onFocus={() => onSelect(index)}
            onClick={() => onSelect(index)}
            style={keys ? undefined : tint(weights[index] ?? 0)}
            className={clsx(
              CHIP,
              'aria-pressed:outline-2 aria-pressed:outline-accent',
              token.special && 'text-ink-soft',
            )}
          >
            {token.text}
          </button>
        ))}
      </div>
      {keys && (
        <ul aria-label={`Source${label}`} className="mt-3 flex flex-wrap gap-1 border-line border-t pt-3">
          {keys.map((token, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
            <li key={index} style={tint(weights[index] ?? 0)} className={CHIP}>
              {token.text}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 min-h-5 text-ink-soft text-xs">{sentence}</p>
    </div>
  );
}

const CHIP = 'min-h-6 cursor-default whitespace-pre rounded-xs bg-surface px-1.5 py-0.5 font-mono text-xs';

/** Text stays readable on the darkest tint. */
const DARKEST = 55;
const tint = (weight: number): { backgroundColor: string } => ({
  backgroundColor: `color-mix(in srgb, var(--color-bar) ${Math.round(inkOf(weight) * DARKEST)}%, var(--color-surface))`,
});

const NAMED = 3;

/** What a token looks at most, in words. */
export function describe(
  token: AttentionToken | undefined,
  keys: readonly AttentionToken[],
  weights: readonly number[],
): string {
  if (!token) return '';
  const best = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0)).slice(0, NAMED);
  const named = best.map((index) => `“${keys[index]?.text}” ${formatPercent(weights[index] ?? 0)}`);
  return `“${token.text}” looks at ${named.join(', ')}.`;
}
