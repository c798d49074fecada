import { Paintbrush, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImageInput } from '../../../contract/task';
import { Button } from '../../../ui/button';
import { useTaskStore } from '../../use-task-store';
import type { ResizeMode, Size } from './crop-frame';
import { MaskEditor } from './mask-editor';
import { PictureStage } from './picture-stage';
import { usePictureUrl } from './picture-url';

interface ChosenPictureProps {
  picture: Blob;
  mask: ImageInput;
  onBroken(): void;
}

/** The picture as the run sees it, with the mask over it. */
export function ChosenPicture({ picture, mask, onBroken }: ChosenPictureProps) {
  const url = usePictureUrl(picture);
  const size = useNaturalSize(url, onBroken);
  const { width, height, resize_mode } = useTaskStore((state) => state.draft.parameters);
  const stored = useTaskStore((state) => state.draft.input.mask_image);
  const setInput = useTaskStore((state) => state.setInput);
  const [painting, setPainting] = useState(false);
  const setMask = useCallback((next: Blob | null) => setInput('mask_image', next), [setInput]);
  if (!url || !size) return <div className="min-h-28" />;
  const mode = (resize_mode ?? 'crop') as ResizeMode;
  const known = typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0;
  const target: Size = known ? { width, height } : { width: 1, height: 1 };
  return (
    <>
      <MaskEditor
        key={url}
        picture={size}
        painting={painting}
        stored={stored instanceof Blob ? stored : null}
        onChange={setMask}
      >
        {(canvas) => (
          <PictureStage url={url} picture={size} target={target} mode={mode}>
            {canvas}
          </PictureStage>
        )}
      </MaskEditor>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="small"
          aria-pressed={painting}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() => setPainting(!painting)}
        >
          <Paintbrush aria-hidden className="size-3.5" />
          {mask.label}
        </Button>
        {!painting && stored instanceof Blob && (
          <Button size="small" variant="quiet" onClick={() => setInput('mask_image', null)}>
            <X aria-hidden className="size-3.5" />
            Remove the mask
          </Button>
        )}
        <p className="text-ink-soft text-xs">
          {size.width} × {size.height}
          {known ? ` to ${width} × ${height}` : ' to the model’s own size, shown as a square'}
          {stored instanceof Blob
            ? '; the coloured part is repainted'
            : painting
              ? '; brush over what is to be repainted'
              : ''}
        </p>
      </div>
    </>
  );
}

/** The size of a picture once it is decoded. */
function useNaturalSize(url: string | null, onBroken: () => void): Size | null {
  const [found, setFound] = useState<{ url: string; size: Size } | null>(null);
  const broken = useRef(onBroken);
  broken.current = onBroken;
  useEffect(() => {
    if (!url) return;
    let wanted = true;
    const image = new Image();
    image.onload = () => wanted && setFound({ url, size: { width: image.naturalWidth, height: image.naturalHeight } });
    image.onerror = () => wanted && broken.current();
    image.src = url;
    return () => {
      wanted = false;
    };
  }, [url]);
  return found && found.url === url ? found.size : null;
}
