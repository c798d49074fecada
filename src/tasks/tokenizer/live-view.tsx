import { clsx } from 'clsx';
import { startTransition, useCallback, useMemo, useState } from 'react';
import { isChat } from '../../contract/task';
import { useTaskStore } from '../../run/use-task-store';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { AddTokenizer, useBeside, useTokenizerFiles } from './add-tokenizer';
import { LiveColumn } from './live-column';
import type { LabelMode, LinkedStretch } from './token-labels';
import { RowSwitch } from './tokenized-view';

const LABELS = [
  { value: 'token', label: 'Tokens', title: 'As the vocabulary spells them' },
  { value: 'text', label: 'Text', title: 'The stretches of text that they stand for' },
] as const;

/** What is typed, as each of the tokenizers reads it, while it is typed. */
export function LiveView() {
  const text = useTaskStore((state) => state.draft.input.text ?? '');
  const parameters = useTaskStore((state) => state.draft.parameters);
  const { model, revision } = useTaskStore((state) => state.draft);
  const beside = useBeside();
  const files = useTokenizerFiles();
  const [mode, setMode] = useState<LabelMode>('token');
  const [linked, setLinked] = useState<LinkedStretch | null>(null);
  const [at, setAt] = useState(0);
  const [rows, setRows] = useState(1);
  const isList = Array.isArray(text) && !isChat(text);
  const typed = useMemo(() => ({ text: withoutBlankLines(text), parameters }), [text, parameters]);
  const link = useCallback((stretch: LinkedStretch | null) => startTransition(() => setLinked(stretch)), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button beside it does the same
    <div
      className="grid min-w-0 gap-3"
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void files.take(Array.from(event.dataTransfer.files));
      }}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex flex-wrap items-center gap-3">
          <ChoiceButtons<LabelMode> label="What chips show" value={mode} options={LABELS} onChange={setMode} />
          <RowSwitch at={Math.min(at, rows - 1)} count={isList ? rows : 1} onChange={setAt} />
        </div>
        <AddTokenizer onFiles={(chosen) => void files.take(chosen)} problem={files.problem} />
      </div>
      <div className={clsx('grid min-w-0 gap-3', beside.ids.length > 0 && 'xl:grid-cols-2')}>
        {[model, ...beside.ids.filter((id) => id !== model)].map((id, index) => (
          <LiveColumn
            key={id}
            id={id}
            revision={index === 0 ? revision : undefined}
            typed={typed}
            mode={mode}
            at={at}
            linked={linked}
            onLinked={link}
            onRemove={index === 0 ? null : () => beside.remove(id)}
            {...(index === 0 ? { onRows: setRows } : {})}
          />
        ))}
      </div>
    </div>
  );
}

/** A list is typed line by line, and a blank line is no text; runs leave them out, too. */
function withoutBlankLines(text: Parameters<typeof isChat>[0]) {
  if (!Array.isArray(text) || isChat(text)) return text as never;
  const lines = (text as string[]).filter((line) => line.trim() !== '');
  return (lines.length > 0 ? lines : ['']) as never;
}
