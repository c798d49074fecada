import { clsx } from 'clsx';
import { formatCount, formatPercent } from '../lib/format';

interface GroupFilterProps {
  label: string;
  /** Largest first. */
  groups: readonly (readonly [name: string, count: number])[];
  total: number;
  chosen: string | null;
  onChange(chosen: string | null): void;
}

/** More would be a list of its own. */
const SHOWN = 24;

/** How many rows each group has; a click shows only those, a second one all again. */
export function GroupFilter({ label, groups, total, chosen, onChange }: GroupFilterProps) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">{label}</legend>
      {groups.slice(0, SHOWN).map(([name, count]) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === chosen}
          onClick={() => onChange(name === chosen ? null : name)}
          className={clsx(
            'relative inline-flex min-h-7 items-center gap-2 overflow-hidden rounded-control border px-2.5 text-xs',
            name === chosen ? 'border-accent bg-accent-soft' : 'border-line hover:border-line-strong',
          )}
        >
          <span className="max-w-48 truncate font-medium">{name}</span>
          <span className="font-mono text-ink-soft tabular-nums">
            {formatCount(count)} · {formatPercent(count / total)}
          </span>
          <span
            aria-hidden
            className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-bar"
            style={{ transform: `scaleX(${count / total})` }}
          />
        </button>
      ))}
      {groups.length > SHOWN && (
        <span className="self-center text-ink-soft text-xs">and {formatCount(groups.length - SHOWN)} more</span>
      )}
    </fieldset>
  );
}
