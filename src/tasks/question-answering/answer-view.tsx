import { useLayoutEffect, useRef, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { labelColours } from '../../ui/label-colours';
import { MarkedText } from '../../ui/marked-text';
import { ScoreButton } from '../../ui/score-button';
import type { Answer } from './task';

const NO_ANSWER = 'The text does not say.';

/** Characters of the context on either side of the answer; of a book nobody wants the whole on one page. */
const AROUND = 4000;

/** One question's answer where it stands in the context, and the other candidates to look at. */
export function AnswerView({ context, answers }: { context: string; answers: readonly Answer[] }) {
  const [chosen, setChosen] = useState(0);
  const answer = answers[chosen] ?? answers[0];
  if (!answer) return <p className="text-ink-soft">The model found nothing to point at.</p>;
  return (
    <div className="grid gap-4">
      <p aria-live="polite" className="flex flex-wrap items-baseline gap-x-3">
        <span dir="auto" className="font-semibold text-xl [overflow-wrap:anywhere]">
          {answer.answer || NO_ANSWER}
        </span>
        <span className="font-mono text-ink-soft text-sm tabular-nums">{formatPercent(answer.score)}</span>
      </p>
      <Excerpt context={context} answer={answer} />
      {answers.length > 1 && (
        <section>
          <h3 className="mb-1.5 text-ink-soft text-xs">Candidates; pick one to see where it stands</h3>
          <ol className="grid gap-1">
            {answers.map((candidate, index) => (
              <li key={`${candidate.start} ${candidate.end}`}>
                <ScoreButton
                  text={candidate.answer || NO_ANSWER}
                  score={candidate.score}
                  pressed={candidate === answer}
                  onClick={() => setChosen(index)}
                />
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** The context around an answer, scrolled to it. */
function Excerpt({ context, answer }: { context: string; answer: Answer }) {
  const box = useRef<HTMLElement>(null);
  const from = context.length > 2 * AROUND ? Math.max(0, answer.start - AROUND) : 0;
  const to = context.length > 2 * AROUND ? Math.min(context.length, answer.end + AROUND) : context.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer stands elsewhere
  useLayoutEffect(() => {
    const mark = box.current?.querySelector('mark');
    if (!box.current || !mark) return;
    const place = mark.getBoundingClientRect().top - box.current.getBoundingClientRect().top + box.current.scrollTop;
    box.current.scrollTop = place - box.current.clientHeight / 3;
  }, [answer]);
  const mark = { start: answer.start - from, end: answer.end - from, colours: labelColours(0) };
  return (
    <section
      ref={box}
      aria-label="Context"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-y-auto rounded-control bg-sunken px-3 py-2"
    >
      <MarkedText
        className="leading-6"
        text={context.slice(from, to)}
        marks={answer.end > answer.start ? [mark] : []}
        before={from > 0 && '… '}
        after={to < context.length && ' …'}
      />
    </section>
  );
}
