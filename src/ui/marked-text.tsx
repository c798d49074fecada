import { clsx } from 'clsx';
import type { ReactNode, Ref } from 'react';
import { cutAtMarks, type TextMark } from '../lib/text-marks';
import type { LabelColours } from './label-colours';

export interface LabelledMark extends TextMark {
  /** Written behind the words, so that colour is not all that tells marks apart. */
  label?: string;
  colours: LabelColours;
}

interface MarkedTextProps {
  text: string;
  marks: readonly LabelledMark[];
  /** What comes before and after, where only a part is shown. */
  before?: ReactNode;
  after?: ReactNode;
  /** Line height, for one. */
  className?: string;
  ref?: Ref<HTMLParagraphElement>;
}

/** A text as it was written, with some stretches marked. */
export function MarkedText({ text, marks, before, after, className = 'leading-8', ref }: MarkedTextProps) {
  return (
    <p ref={ref} dir="auto" className={clsx('whitespace-pre-wrap text-base [overflow-wrap:anywhere]', className)}>
      {before}
      {cutAtMarks(text, marks).map(({ text: part, start, mark }) =>
        mark ? <Marked key={start} text={part} mark={mark} /> : part,
      )}
      {after}
    </p>
  );
}

function Marked({ text, mark: { label, colours } }: { text: string; mark: LabelledMark }) {
  return (
    <mark
      className="rounded-sm box-decoration-clone border-b-2 px-0.5 py-px text-ink"
      style={{ background: colours.background, borderColor: colours.line }}
    >
      {text}
      {label !== undefined && (
        <span className="select-none whitespace-nowrap font-mono font-semibold text-2xs"> {label}</span>
      )}
    </mark>
  );
}
