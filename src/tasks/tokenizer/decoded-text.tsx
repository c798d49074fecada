import { Fragment } from 'react';
import { formatCount } from '../../lib/format';
import type { Decoded } from '../../lib/tokenizer/tokenized';
import { visibleText } from '../../lib/tokenizer/visible-text';

/** Parts drawn; a text that is lost as a whole has few, one with thousands of small differences is cut here. */
const PARTS_SHOWN = 400;
/** Characters of one part. */
const PART_LENGTH = 600;

const MARKS = { lost: 'bg-danger-soft text-danger', added: 'bg-accent-soft text-accent' };

/** The ids as text again, with what was lost on the way and what came instead. */
export function DecodedText({ decoded }: { decoded: Decoded }) {
  const { text, difference } = decoded;
  if (!difference) return <Plain text={text} note="Two texts are decoded as one." />;
  if (difference.every(({ kind }) => kind === 'same')) {
    return <Plain text={text} note="Decoding gives the same text back." />;
  }
  const lost = difference.filter(({ kind }) => kind === 'lost').length;
  const added = difference.filter(({ kind }) => kind === 'added').length;
  return (
    <div className="grid gap-1.5">
      <p role="status" className="text-warn text-xs">
        Decoding gives another text: {formatCount(lost)} {lost === 1 ? 'stretch' : 'stretches'} lost,{' '}
        {formatCount(added)} added.
      </p>
      <p
        dir="auto"
        className="max-h-48 overflow-y-auto whitespace-pre-wrap rounded-control bg-sunken px-3 py-2 text-base [overflow-wrap:anywhere]"
      >
        {difference.slice(0, PARTS_SHOWN).map(({ kind, text: part }, index) => {
          const { shown, rest } = cut(part);
          // biome-ignore-start lint/suspicious/noArrayIndexKey: parts never move
          if (kind === 'same') return <Fragment key={index}>{shown + rest}</Fragment>;
          const Marked = kind === 'lost' ? 'del' : 'ins';
          return (
            <Fragment key={index}>
              <Marked className={MARKS[kind]}>{visibleText(shown)}</Marked>
              {rest}
            </Fragment>
          );
          // biome-ignore-end lint/suspicious/noArrayIndexKey: see above
        })}
        {difference.length > PARTS_SHOWN && ` … and ${formatCount(difference.length - PARTS_SHOWN)} more parts`}
      </p>
    </div>
  );
}

function Plain({ text, note }: { text: string; note: string }) {
  const plain = cut(text, 4000);
  return (
    <div className="grid gap-1.5">
      <p role="status" className="text-good text-xs">
        {note}
      </p>
      <p
        dir="auto"
        className="max-h-48 overflow-y-auto whitespace-pre-wrap rounded-control bg-sunken px-3 py-2 text-base [overflow-wrap:anywhere]"
      >
        {plain.shown + plain.rest}
      </p>
    </div>
  );
}

/** The begin of a long part, and what to say of the rest, which stood in neither text. */
const cut = (text: string, length = PART_LENGTH): { shown: string; rest: string } =>
  text.length > length
    ? {
        shown: text.slice(0, length).toWellFormed(),
        rest: ` … (${formatCount(text.length - length)} more characters)`,
      }
    : { shown: text, rest: '' };
