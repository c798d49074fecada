import { Progress } from 'radix-ui';

/** @param value 0 to 1, or null while nobody knows how long it takes */
export function ProgressBar({ label, value }: { label: string; value: number | null }) {
  return (
    <Progress.Root
      aria-label={label}
      value={value === null ? null : Math.round(value * 100)}
      className="relative h-1.5 overflow-hidden rounded-full bg-line"
    >
      <Progress.Indicator
        className={
          value === null ? 'indeterminate h-full w-1/3 rounded-full bg-accent' : 'h-full rounded-full bg-accent'
        }
        style={value === null ? undefined : { width: `${value * 100}%` }}
      />
    </Progress.Root>
  );
}
