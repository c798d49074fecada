import { type ReactNode, useId, useState } from 'react';
import { formatPercent } from '../../lib/format';
import { LIKELIHOODS, tintOf, tintStyle, visibleText } from '../../lib/likelihood';
import { LabelBars } from '../../ui/label-bars';
import { useArrowKeys } from '../../ui/use-arrow-keys';
import type { LikelyToken, WrittenSequence } from './task';

type Token = NonNullable<WrittenSequence['tokens']>[number];

interface TokensProps {
  tokens: readonly Token[];
  endTokenIds: readonly number[];
}

interface TokenTextProps extends TokensProps {
  /** What stands before the tokens. */
  children: ReactNode;
  className: string;
}

/** A text token by token, each with its probability: by colour, by pointing at it, and with the arrow keys. */
export function TokenText({ tokens, endTokenIds, children, className }: TokenTextProps) {
  const [current, setCurrent] = useState(0);
  const id = useId();
  const nameOf = ({ id: token, text }: LikelyToken): string =>
    endTokenIds.includes(token) ? 'end of text' : visibleText(text);
  const group = useArrowKeys<HTMLSpanElement>(current, tokens.length, setCurrent);
  return (
    <>
      <div dir="auto" className={className} data-testid="generated">
        {children}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would break the flow of the text */}
        <span {...group} role="group" aria-label="Tokens; the arrow keys go from one to the next">
          {tokens.map((token, index) => (
            // biome-ignore lint/a11y/useSemanticElements: so would a button
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              key={index}
              role="button"
              tabIndex={index === current ? 0 : -1}
              aria-label={`${nameOf(token)}, ${formatPercent(Math.exp(token.logprob))}`}
              aria-pressed={index === current}
              aria-controls={`${id}-token`}
              onFocus={() => setCurrent(index)}
              onClick={() => setCurrent(index)}
              onPointerEnter={() => setCurrent(index)}
              onKeyDown={(event) => event.key === ' ' && event.preventDefault()}
              data-tint={tintOf(token.logprob)}
              style={tintStyle(tintOf(token.logprob))}
              className="cursor-default rounded-xs outline-accent aria-pressed:outline-2"
            >
              {endTokenIds.includes(token.id) ? <span className="text-ink-soft text-xs">⟨end⟩</span> : token.text}
            </span>
          ))}
        </span>
      </div>
      <TokenDetail id={`${id}-token`} token={tokens[current]} number={current + 1} nameOf={nameOf} />
    </>
  );
}

interface TokenDetailProps {
  id: string;
  token: Token | undefined;
  number: number;
  nameOf(token: LikelyToken): string;
}

/** What else could have stood where a token stands. */
function TokenDetail({ id, token, number, nameOf }: TokenDetailProps) {
  if (!token) return null;
  const bars = token.alternatives.map((other) => ({ label: nameOf(other), score: Math.exp(other.logprob) }));
  const among = token.alternatives.some((other) => other.id === token.id);
  return (
    <div id={id} className="mt-3 min-h-46 max-w-prose rounded-control border border-line bg-surface p-3">
      <p className="mb-2">
        Token {number}: <span className="font-medium font-mono">{nameOf(token)}</span>{' '}
        <span className="whitespace-nowrap text-ink-soft">
          id {token.id}, {formatPercent(Math.exp(token.logprob))}
        </span>
      </p>
      <LabelBars labels={distinct(bars)} kept={bars.length} probabilities />
      {!among && <p className="mt-2 text-ink-soft text-xs">It is not among the five likeliest.</p>}
    </div>
  );
}

/** Two tokens may look alike, special ones above all. */
const distinct = (bars: { label: string; score: number }[]): { label: string; score: number }[] =>
  bars.map((bar, index) => ({
    ...bar,
    label: bars.findIndex(({ label }) => label === bar.label) < index ? `${bar.label} (${index + 1})` : bar.label,
  }));

/** What the colours mean. */
export function LikelihoodLegend() {
  return (
    <ul aria-label="Colours by probability" className="mb-3 flex flex-wrap gap-x-3 gap-y-1 text-ink-soft text-xs">
      {LIKELIHOODS.map(({ label, tint }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden style={tintStyle(tint)} className="size-3.5 rounded-xs border border-line-strong" />
          {label}
        </li>
      ))}
    </ul>
  );
}

/** The same as a table, for reading and for screen readers. */
export function TokenTable({ tokens, endTokenIds }: TokensProps) {
  const nameOf = ({ id, text }: LikelyToken): string => (endTokenIds.includes(id) ? 'end of text' : visibleText(text));
  return (
    <details className="mt-2 text-xs">
      <summary className="w-fit py-1 text-ink-soft">Table of {tokens.length} tokens</summary>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Tokens as a table"
        className="max-h-80 overflow-auto rounded-control border border-line bg-surface px-2"
      >
        <table className="w-full text-left [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3 [&_th]:font-medium">
          <thead className="sticky top-0 bg-surface">
            <tr>
              <th scope="col">#</th>
              <th scope="col">Token</th>
              <th scope="col">Id</th>
              <th scope="col">Probability</th>
              <th scope="col">Likeliest there</th>
            </tr>
          </thead>
          <tbody className="align-top tabular-nums">
            {tokens.map((token, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: tokens never move
              <tr key={index} className="border-line border-t">
                <td>{index + 1}</td>
                <td className="font-mono">{nameOf(token)}</td>
                <td>{token.id}</td>
                <td className="whitespace-nowrap">{formatPercent(Math.exp(token.logprob))}</td>
                <td className="font-mono">
                  {token.alternatives.map((other) => (
                    <span key={other.id} className="mr-3 inline-block whitespace-nowrap">
                      {nameOf(other)} {formatPercent(Math.exp(other.logprob))}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
