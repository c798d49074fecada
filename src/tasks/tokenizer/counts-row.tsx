import { useMemo } from 'react';
import { formatCount } from '../../lib/format';
import { countTokens } from '../../lib/tokenizer/token-counts';
import type { Tokenized } from '../../lib/tokenizer/tokenized';
import { type Fact, FactRow } from '../../ui/fact-row';

/** Characters, bytes, tokens, and how many characters a token stands for. */
export function CountsRow({ batch }: { batch: Tokenized }) {
  const counts = useMemo(() => countTokens(batch), [batch]);
  const some = (label: string, value: number): Fact[] => (value > 0 ? [{ label, value: formatCount(value) }] : []);
  return (
    <FactRow
      facts={[
        { label: 'characters', value: formatCount(counts.characters) },
        { label: 'bytes', value: formatCount(counts.bytes) },
        { label: 'tokens', value: formatCount(counts.tokens) },
        ...some('special', counts.special),
        ...some('padding', counts.padding),
        ...some('unknown', counts.unknown),
        ...some('cut', counts.cut),
        ...(counts.charactersPerToken === null
          ? []
          : [{ label: 'characters a token', value: counts.charactersPerToken.toFixed(2) }]),
      ]}
    />
  );
}

/** What kind of tokenizer it is, in a few words. */
export function kindWords({ algorithm, byteLevel, vocabulary }: Tokenized['facts']): string {
  return `${byteLevel ? 'byte-level ' : ''}${algorithm}, ${formatCount(vocabulary)} tokens`;
}
