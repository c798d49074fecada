import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '../../lib/format';
import type { Tokenized, TokenRow } from '../../lib/tokenizer/tokenized';
import { visibleText } from '../../lib/tokenizer/visible-text';
import { Button } from '../../ui/button';
import { ExportPicture } from '../../ui/export-picture';
import { CountsRow } from './counts-row';
import { TokenFlow } from './token-flow';
import { describeToken, type LabelMode, type LinkedStretch, stretchOf } from './token-labels';
import { drawTokens } from './token-picture';
import { TokenTable, tokensTable } from './token-table';

interface TokenizedViewProps {
  /** The tokenizer's name, for screen readers and file names. */
  name: string;
  batch: Tokenized;
  mode: LabelMode;
  /** The row of the batch that is looked at. */
  at: number;
  linked: LinkedStretch | null;
  onLinked(stretch: LinkedStretch | null): void;
}

/** One row of a batch as chips, with what there is to know of the chosen one, its counts and its table. */
export function TokenizedView({ name, batch, mode, at, linked, onLinked }: TokenizedViewProps) {
  const [active, setActive] = useState<number | null>(null);
  const row = batch.rows[at];
  if (!row) return null;
  const sources = sourcesOf(batch, at);
  const choose = (token: number) => {
    setActive(token);
    onLinked(stretchOf(row, token));
  };
  return (
    <div className="grid min-w-0 gap-2">
      <TokenFlow
        label={`Tokens of ${name}`}
        row={row}
        sources={sources}
        unknownId={batch.unknownId}
        mode={mode}
        active={active}
        linked={linked}
        onActive={choose}
      />
      <p className="min-h-8 font-mono text-ink-soft text-xs [overflow-wrap:anywhere]">
        {active !== null && active < row.ids.length
          ? describeToken(row, active, batch.unknownId)
          : 'Choose a token to read its id, offsets, bytes, word, mask and type.'}
      </p>
      <CutWords row={row} sources={sources} />
      <CountsRow batch={batch} />
      <Below name={name} batch={batch} at={at} row={row} sources={sources} mode={mode} />
    </div>
  );
}

export const sourcesOf = ({ texts, pairs }: Tokenized, at: number): readonly string[] => [
  texts[at] ?? '',
  pairs?.[at] ?? '',
];

interface BelowProps {
  name: string;
  batch: Tokenized;
  at: number;
  row: TokenRow;
  sources: readonly string[];
  mode: LabelMode;
}

function Below({ name, batch, row, sources, mode }: BelowProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the table' : 'Show as a table'}
        </Button>
        <ExportPicture
          name={`loupe-tokens-${name}`}
          svg={() => drawTokens(row, sources, batch.unknownId, mode)}
          table={() => tokensTable(batch.rows, batch.texts, batch.pairs)}
        />
      </div>
      {open && <TokenTable label={`Every token of ${name}`} row={row} sources={sources} />}
    </div>
  );
}

const CUT_SHOWN = 80;

function CutWords({ row, sources }: { row: TokenRow; sources: readonly string[] }) {
  return row.cut.map(({ sequence, tokens, start, end }) => (
    <p key={`${sequence} ${start}`} className="text-warn text-xs [overflow-wrap:anywhere]">
      Cut: {formatCount(tokens)} {tokens === 1 ? 'token' : 'tokens'} of the {sequence === 0 ? 'text' : 'second text'}, “
      {visibleText((sources[sequence] ?? '').slice(start, Math.min(end, start + CUT_SHOWN)))}
      {end - start > CUT_SHOWN && '…'}”
    </p>
  ));
}

/** Goes through the rows of a batch. */
export function RowSwitch({ at, count, onChange }: { at: number; count: number; onChange(at: number): void }) {
  if (count < 2) return null;
  return (
    <div className="flex items-center gap-1">
      <Button
        size="small"
        variant="quiet"
        disabled={at === 0}
        aria-label="The text before"
        onClick={() => onChange(at - 1)}
      >
        <ChevronLeft aria-hidden className="size-4" />
      </Button>
      <span className="text-xs tabular-nums">
        Text {formatCount(at + 1)} of {formatCount(count)}
      </span>
      <Button
        size="small"
        variant="quiet"
        disabled={at >= count - 1}
        aria-label="The next text"
        onClick={() => onChange(at + 1)}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
