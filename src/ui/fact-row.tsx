export interface Fact {
  label: string;
  value: string;
}

/** Figures of a run in one line: value first, what it is beneath. */
export function FactRow({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex items-baseline gap-1.5">
          <dt className="text-ink-soft">{label}</dt>
          <dd className="font-mono tabular-nums [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
