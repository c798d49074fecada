import { clsx } from 'clsx';
import type { ZeroShotDetails, ZeroShotText } from './task';

interface EntailmentLogitsProps {
  result: ZeroShotText;
  details: ZeroShotDetails;
  multiLabel: boolean;
}

/** What the model said of each hypothesis, and which of its numbers made the score. */
export function EntailmentLogits({ result, details, multiLabel }: EntailmentLogitsProps) {
  const { model_labels: names, entailment, contradiction } = details;
  const alone = multiLabel || result.labels.length === 1;
  const counts = (id: number) => id === entailment || (alone && id === contradiction);
  return (
    <details className="mt-4 text-sm">
      <summary className="w-fit text-ink-soft text-xs hover:text-ink">Logits behind the bars</summary>
      <p className="mt-2 max-w-prose text-ink-soft text-xs">
        {alone
          ? `Each score is the softmax of ${names[contradiction]} and ${names[entailment]}, for each label alone.`
          : `The scores are the softmax of the ${names[entailment]} column, over all labels.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard */}
      <section aria-label="Logits by label" tabIndex={0} className="mt-2 w-0 min-w-full overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead className="text-ink-soft text-xs">
            <tr className="border-line-strong border-b">
              <th className="py-1 pr-4 font-normal">Hypothesis</th>
              {names.map((name, id) => (
                <th key={name} className={clsx('py-1 pl-4 text-right', counts(id) ? 'font-semibold' : 'font-normal')}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.labels.map(({ label, hypothesis, logits }) => (
              <tr key={label} className="border-line border-b last:border-0">
                <th dir="auto" className="min-w-40 py-1 pr-4 font-normal [overflow-wrap:anywhere]">
                  {hypothesis}
                </th>
                {logits.map((logit, id) => (
                  <td
                    key={names[id]}
                    className={clsx(
                      'py-1 pl-4 text-right font-mono text-xs tabular-nums',
                      counts(id) ? 'font-semibold' : 'text-ink-soft',
                    )}
                  >
                    {logit.toFixed(3)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
