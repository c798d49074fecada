import { type DragEvent, Suspense, useCallback, useId, useMemo, useState } from 'react';
import { isChat, type TextInput } from '../contract/task';
import { lazyPart } from '../ui/lazy-part';
import { Switch } from '../ui/switch';
import { TextArea } from '../ui/text-area';
import type { DataSource } from './draft';
import { FileButton } from './file-import/file-button';
import { useTaskStore } from './use-task-store';

const FileImport = lazyPart(() => import('./file-import/file-import'));
const DataCard = lazyPart(() => import('./file-import/data-card'));

/** So many texts of a file are still put into the text field. */
const TEXTS_TYPED = 2000;

interface TextFieldProps {
  name: string;
  spec: TextInput;
  rows?: number;
  /** Whether the other columns of a table are kept beside its texts. */
  keepColumns?: boolean;
}

/**
 * One text input of a task. Where a batch is allowed a switch turns lines into texts; the text itself stays as it was
 * typed, either way. A file opens by its button or is dropped on the field.
 */
export function TextField({ name, spec, rows, keepColumns = false }: TextFieldProps) {
  const value = useTaskStore((state) => state.draft.input[name] ?? '');
  const source = useTaskStore((state) => state.draft.sources[name]);
  const replaceInput = useTaskStore((state) => state.replaceInput);
  const [file, setFile] = useState<File | null>(null);
  const texts = useMemo(() => (Array.isArray(value) && !isChat(value) ? (value as string[]) : null), [value]);
  const takeTexts = useCallback(
    (list: string[], from: DataSource) => {
      replaceInput(name, list, from);
      setFile(null);
    },
    [replaceInput, name],
  );
  const asCard = useMemo(
    () => source && texts && (texts.length > TEXTS_TYPED || texts.some((text) => text.includes('\n'))),
    [source, texts],
  );
  return (
    <>
      {asCard && texts && source ? (
        <Suspense>
          <DataCard label={spec.label} texts={texts} source={source} onRemove={() => replaceInput(name, '', null)} />
        </Suspense>
      ) : (
        <TypedText name={name} spec={spec} texts={texts} onFile={setFile} {...(rows === undefined ? {} : { rows })} />
      )}
      {file && (
        <Suspense>
          <FileImport
            file={file}
            spec={spec}
            keepColumns={keepColumns}
            onTexts={takeTexts}
            onClose={() => setFile(null)}
          />
        </Suspense>
      )}
    </>
  );
}

interface TypedTextProps extends TextFieldProps {
  /** The lines of a batch; null for one text. */
  texts: readonly string[] | null;
  onFile(file: File): void;
}

function TypedText({ name, spec, rows, texts, onFile }: TypedTextProps) {
  const value = useTaskStore((state) => state.draft.input[name] ?? '');
  const source = useTaskStore((state) => state.draft.sources[name]);
  const setInput = useTaskStore((state) => state.setInput);
  const drop = useFileDrop(spec.batch ? onFile : null);
  const id = useId();
  const text = useMemo(() => (texts ? texts.join('\n') : typeof value === 'string' ? value : ''), [texts, value]);
  return (
    <div {...drop.handlers} className={drop.over ? 'rounded-panel outline-2 outline-accent outline-dashed' : undefined}>
      <TextArea
        label={spec.label}
        help={source ? `From ${source.file}${source.column === null ? '' : `, column ${source.column}`}.` : spec.help}
        value={text}
        placeholder={spec.placeholder}
        maximum={texts ? Number.POSITIVE_INFINITY : spec.maxCharacters}
        {...(rows === undefined ? {} : { rows })}
        onChange={(next) => setInput(name, texts ? next.split('\n') : next)}
      >
        {spec.batch && (
          <div className="flex flex-wrap items-center gap-x-3">
            <FileButton onFile={onFile} />
            <div className="flex items-center gap-2">
              <label htmlFor={id} className="text-ink-soft text-xs">
                one text per line
              </label>
              <Switch
                id={id}
                checked={texts !== null}
                onChange={(on) => setInput(name, on ? text.split('\n') : text)}
              />
            </div>
          </div>
        )}
      </TextArea>
    </div>
  );
}

/** Takes files that are dropped; dropped text goes its usual way. */
function useFileDrop(onFile: ((file: File) => void) | null) {
  const [over, setOver] = useState(false);
  if (!onFile) return { over: false, handlers: {} };
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (!file) return;
      event.preventDefault();
      onFile(file);
    },
  };
  return { over, handlers };
}
