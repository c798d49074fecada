/** What beam search chose an output by: its log-probability over its length to the power of `length_penalty`. */
export function BeamScore({ value }: { value: number }) {
  return (
    <span
      className="ml-2 font-mono text-ink-soft text-xs tabular-nums"
      title="Beam score: the output’s log-probability, divided by its length to the power of length_penalty. The highest wins."
    >
      {value.toFixed(3)}
    </span>
  );
}
