import { type ReactNode, useState } from 'react';
import { Button } from '../../../ui/button';
import { Callout } from '../../../ui/callout';
import { useTaskStore } from '../../use-task-store';
import { readPicture } from '../picture/read-picture';
import { usePageFiles } from './use-page-files';

const MAX_BYTES = 50_000_000;

/** What came of the last file. */
type Said =
  | { kind: 'restored'; file: string; from: string; notes: readonly string[] }
  | { kind: 'silent'; file: string; picture: Blob }
  | { kind: 'refused'; file: string; message: string };

interface PictureDropProps {
  /** Takes a picture that says nothing of its settings; where it is left out, image-to-image is offered it. */
  onPicture?: (picture: Blob) => void;
  children: ReactNode;
}

/** Around the form: a picture that is dropped on the tab or pasted brings back the settings that made it. */
export function PictureDrop({ onPicture, children }: PictureDropProps) {
  const task = useTaskStore((state) => state.task);
  const models = useTaskStore((state) => state.models);
  const takeOver = useTaskStore((state) => state.takeOver);
  const openTask = useTaskStore((state) => state.openTask);
  const hasPicture = useTaskStore((state) => state.draft.input.image instanceof Blob);
  const [said, setSaid] = useState<Said | null>(null);
  const take = async (file: File) => {
    const reading = await readPicture(file, MAX_BYTES);
    if (!reading.ok) return setSaid({ kind: 'refused', file: file.name, message: reading.message });
    const { readSettings } = await import('./restored-settings');
    const restored = await readSettings(file, task, models);
    if (restored) {
      const { input } = restored.patch;
      // Where a picture is asked for and none has been chosen, this is the one.
      const wanted = task.inputs.image?.type === 'image' && !hasPicture;
      takeOver({ ...restored.patch, input: { ...input, ...(wanted && { image: reading.picture }) } });
      return setSaid({ kind: 'restored', file: file.name, ...restored });
    }
    onPicture?.(reading.picture);
    setSaid(onPicture ? null : { kind: 'silent', file: file.name, picture: reading.picture });
  };
  const { over } = usePageFiles((file) => void take(file));
  return (
    <div className={over ? 'rounded-panel outline-2 outline-accent outline-dashed outline-offset-4' : undefined}>
      {said && (
        <div className="mb-3">
          <Callout
            tone={said.kind === 'restored' ? 'info' : 'warn'}
            role="status"
            actions={
              <>
                {said.kind === 'silent' && openTask && (
                  <Button
                    size="small"
                    onClick={() => {
                      setSaid(null);
                      openTask('image-to-image', { input: { image: said.picture, mask_image: null } });
                    }}
                  >
                    Use it in image to image
                  </Button>
                )}
                <Button size="small" variant="quiet" onClick={() => setSaid(null)}>
                  Dismiss
                </Button>
              </>
            }
          >
            <SaidWords said={said} />
          </Callout>
        </div>
      )}
      {children}
    </div>
  );
}

function SaidWords({ said }: { said: Said }) {
  const name = said.file || 'the pasted picture';
  if (said.kind === 'refused') return <>{said.message}</>;
  if (said.kind === 'silent') return <>{name} does not say how it was made: there are no parameters in it.</>;
  return (
    <>
      Settings of {name} restored, as {said.from} wrote them.
      {said.notes.length > 0 && (
        <ul className="mt-1 list-disc pl-4 text-xs">
          {said.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
