import { formatPercent } from '../../lib/format';
import { contrast } from './contrast';
import type { ComparedWord } from './task';

interface ComparisonProps {
  texts: readonly string[];
  words: readonly ComparedWord[];
}

/** Sentences side by side: every word that one of them expects, in all of them. */
export function Comparison({ texts, words }: ComparisonProps) {
  const highest = Math.max(...words.flatMap(({ scores }) => scores), Number.MIN_VALUE);
  const two = texts.length === 2;
  return (
    <section aria-label="Comparison" className="mb-5">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard */}
      <section aria-label="Words by sentence" tabIndex={0} className="w-0 min-w-full overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-line-strong border-b align-bottom text-xs">
              <th className="py-1 pr-3 font-normal text-ink-soft">Word</th>
              {texts.map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
                <th key={index} dir="auto" className="min-w-28 py-1 pr-3 font-medium [overflow-wrap:anywhere]">
                  {text}
                </th>
              ))}
              {two && <th className="py-1 text-right font-normal text-ink-soft">Likelier in</th>}
            </tr>
          </thead>
          <tbody>
            {words.map(({ token_str, scores }) => (
              <tr key={token_str} className="border-line border-b last:border-0">
                <th dir="auto" className="py-1.5 pr-3 font-medium">
                  {token_str.trim()}
                </th>
                {scores.map((score, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sentences never move
                  <td key={index} className="py-1.5 pr-3">
                    <span className="font-mono text-xs tabular-nums">{formatPercent(score)}</span>
                    <span aria-hidden className="block h-1.5 rounded-sm bg-sunken">
                      <span
                        className="block h-full rounded-sm bg-bar"
                        style={{ width: `${(score / highest) * 100}%` }}
                      />
                    </span>
                  </td>
                ))}
                {two && <td className="whitespace-nowrap py-1.5 text-right text-xs">{contrast(scores)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-2 max-w-prose text-ink-soft text-xs">
        The same model, the same blank: what differs here is what the model has learnt to expect of the words around it.
      </p>
    </section>
  );
}
