import { Camera, Images, Upload, X } from 'lucide-react';
import { type DragEvent, type ReactNode, Suspense, useId, useRef, useState } from 'react';
import type { ImageInput } from '../../../contract/task';
import { Button } from '../../../ui/button';
import { lazyPart } from '../../../ui/lazy-part';
import { useTaskStore } from '../../use-task-store';
import { ChosenPicture } from './chosen-picture';
import { readPicture } from './read-picture';

const CameraDialog = lazyPart(() => import('./camera-dialog'));
const GalleryPicker = lazyPart(() => import('../gallery/gallery-picker'));

interface PictureFieldProps {
  spec: ImageInput;
  mask: ImageInput;
}

/** The picture to begin with, from a file, the camera or the gallery, and the mask over it. */
export function PictureField({ spec, mask }: PictureFieldProps) {
  const value = useTaskStore((state) => state.draft.input.image);
  const takeOver = useTaskStore((state) => state.takeOver);
  const [problem, setProblem] = useState<string | null>(null);
  const [open, setOpen] = useState<'camera' | 'gallery' | null>(null);
  const picture = value instanceof Blob ? value : null;
  const file = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = async (blob: Blob) => {
    const reading = await readPicture(blob, spec.maxBytes);
    setProblem(reading.ok ? null : reading.message);
    setOpen(null);
    // The mask belongs to the picture that it was painted on.
    if (reading.ok) takeOver({ input: { image: reading.picture, mask_image: null } });
  };
  return (
    <section aria-label={spec.label} data-parameter="image">
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="font-medium">{spec.label}</h2>
        <div className="flex flex-wrap gap-1.5">
          <input
            ref={file}
            id={id}
            type="file"
            accept="image/*"
            aria-label={`${spec.label} from a file`}
            className="sr-only"
            tabIndex={-1}
            onChange={({ target }) => {
              const chosen = target.files?.[0];
              // So that the same file can be chosen again.
              target.value = '';
              if (chosen) void take(chosen);
            }}
          />
          <Button size="small" onClick={() => file.current?.click()}>
            <Upload aria-hidden className="size-3.5" />
            File
          </Button>
          {'mediaDevices' in navigator && (
            <Button size="small" aria-haspopup="dialog" onClick={() => setOpen('camera')}>
              <Camera aria-hidden className="size-3.5" />
              Camera
            </Button>
          )}
          <Button size="small" aria-haspopup="dialog" onClick={() => setOpen('gallery')}>
            <Images aria-hidden className="size-3.5" />
            Gallery
          </Button>
          {picture && (
            <Button size="small" variant="quiet" onClick={() => takeOver({ input: { image: null, mask_image: null } })}>
              <X aria-hidden className="size-3.5" />
              Remove
            </Button>
          )}
        </div>
      </div>
      <DropBox onFile={(blob) => void take(blob)}>
        {picture ? (
          <ChosenPicture picture={picture} mask={mask} onBroken={() => setProblem('This picture cannot be shown.')} />
        ) : (
          <p className="grid min-h-28 place-items-center px-4 text-center text-ink-soft">
            Drop a picture here, paste one, or choose one above.
          </p>
        )}
      </DropBox>
      {problem ? (
        <p role="alert" className="mt-1 text-danger text-xs">
          {problem}
        </p>
      ) : (
        <p className="mt-1 text-ink-soft text-xs">{spec.help}</p>
      )}
      <Suspense>
        {open === 'camera' && <CameraDialog onPicture={(blob) => void take(blob)} onClose={() => setOpen(null)} />}
        {open === 'gallery' && <GalleryPicker onPicture={(blob) => void take(blob)} onClose={() => setOpen(null)} />}
      </Suspense>
    </section>
  );
}

/** Takes a picture file for this field; one that is dropped elsewhere on the tab brings its settings back. */
function DropBox({ onFile, children }: { onFile(file: File): void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button above does the same
    <div
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`rounded-panel border border-dashed p-2 ${over ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
    >
      {children}
    </div>
  );
}
