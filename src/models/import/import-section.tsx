import { clsx } from 'clsx';
import { FileArchive, Files, FolderOpen } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { formatAmount, formatBytes } from '../../lib/format';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { FailureText } from '../failure-text';
import { useModelServices } from '../model-services';
import { collectFromDrop, collectFromFolder, collectFromList } from './collect-files';
import { ImportForm } from './import-form';
import { canRemember, pickFolder } from './remembered-folders';
import { RememberedFolders } from './remembered-list';
import { useImport } from './use-import';

/** Takes a model from this machine: files, a folder, or a zip, dropped or chosen. */
export function ImportSection({ here = [] }: { here?: readonly string[] }) {
  const { state, read, add, reset } = useImport();
  const [over, setOver] = useState(false);
  const busy = state.step === 'reading' || state.step === 'storing';
  return (
    <section aria-labelledby="import">
      <h2 id="import" className="font-semibold text-base">
        A model of your own
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the buttons in it do the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (!busy) void read(collectNow(event.dataTransfer.items));
        }}
        className={clsx(
          'mt-2 rounded-panel border border-dashed px-4 py-4',
          over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
        )}
      >
        <p className="max-w-prose text-ink-soft">
          Drop a folder, files or a zip here: ONNX graphs with config.json and the tokenizer, as transformers.js or
          diffusers lay them out. They are copied into this browser’s storage and go nowhere else.
        </p>
        <Choosers busy={busy} read={read} />
        <div aria-live="polite">
          {state.step === 'reading' && <p className="mt-3">Reading…</p>}
          {state.step === 'storing' && (
            <div className="mt-3 grid gap-1.5">
              <p>
                Storing {state.id}: {formatAmount(state.files, 'file')}, {formatBytes(state.bytes)}…
              </p>
              <ProgressBar label={`Storing ${state.id}`} value={null} />
            </div>
          )}
          {state.step === 'failed' && (
            <div className="mt-3 grid justify-items-start gap-2">
              <FailureText failure={state.failure} />
              <Button size="small" onClick={reset}>
                Dismiss
              </Button>
            </div>
          )}
          {state.step === 'stored' && <Stored id={state.model.id} bytes={state.model.bytes} task={state.task} />}
        </div>
        {state.step === 'chosen' && (
          <ImportForm
            // Another choice starts from its own guess.
            key={`${state.collected.name} ${state.collected.files.length}`}
            collected={state.collected}
            guess={state.guess}
            here={here}
            onCancel={reset}
            onAdd={(choice) => void add(state.collected, choice, state.folder)}
          />
        )}
      </div>
      <RememberedFolders
        busy={busy}
        // The list is read again when something was stored.
        version={state.step}
        onRead={(folder, collected) => void add(collected, { id: folder.id, task: folder.task ?? null }, folder.handle)}
      />
    </section>
  );
}

/** Begins at once: what was dropped is gone when the event is over. */
function collectNow(items: DataTransferItemList) {
  const collected = collectFromDrop(items);
  return () => collected;
}

interface ChoosersProps {
  busy: boolean;
  read: ReturnType<typeof useImport>['read'];
}

function Choosers({ busy, read }: ChoosersProps) {
  const folderInput = useRef<HTMLInputElement>(null);
  const chooseFolder = async () => {
    if (!canRemember()) return folderInput.current?.click();
    const handle = await pickFolder().catch(() => null);
    if (handle) await read(() => collectFromFolder(handle), handle);
  };
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button size="small" aria-disabled={busy} onClick={() => void chooseFolder()}>
        <FolderOpen aria-hidden className="size-3.5" />
        Folder…
      </Button>
      <HiddenInput
        label="A model's folder"
        folder
        inputRef={folderInput}
        onFiles={(files) => read(async () => collectFromList(files))}
      />
      <Chooser
        label="A model's files"
        multiple
        busy={busy}
        onFiles={(files) => read(async () => collectFromList(files))}
      >
        <Files aria-hidden className="size-3.5" />
        Files…
      </Chooser>
      <Chooser
        label="A model as zip"
        accept=".zip,application/zip"
        busy={busy}
        onFiles={(files) => read(async () => collectFromList(files))}
      >
        <FileArchive aria-hidden className="size-3.5" />
        Zip…
      </Chooser>
    </div>
  );
}

interface HiddenInputProps {
  label: string;
  multiple?: boolean;
  folder?: boolean;
  accept?: string;
  inputRef: React.RefObject<HTMLInputElement | null>;
  onFiles(files: File[]): void;
}

function HiddenInput({ label, multiple, folder = false, accept, inputRef, onFiles }: HiddenInputProps) {
  return (
    <input
      ref={inputRef}
      type="file"
      hidden
      aria-label={label}
      multiple={multiple}
      accept={accept}
      {...(folder ? { webkitdirectory: '' } : {})}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])];
        // So that the same files can be chosen again.
        target.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}

interface ChooserProps extends Omit<HiddenInputProps, 'inputRef'> {
  busy: boolean;
  children: ReactNode;
}

function Chooser({ busy, children, ...input }: ChooserProps) {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <>
      <HiddenInput {...input} inputRef={ref} />
      <Button size="small" aria-disabled={busy} onClick={() => !busy && ref.current?.click()}>
        {children}
      </Button>
    </>
  );
}

function Stored({ id, bytes, task }: { id: string; bytes: number; task: string | null }) {
  const { tasks, openTask } = useModelServices();
  const place = tasks.find((known) => known.id === task);
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="text-good">
        <span className="font-mono text-xs">{id}</span> is stored, {formatBytes(bytes)}.{' '}
        {place ? `It is chosen in ${place.title}.` : 'Choose what to use it for in the list above.'}
      </p>
      {place && (
        <Button size="small" onClick={() => openTask(place.id)}>
          Open {place.title}
        </Button>
      )}
    </div>
  );
}
