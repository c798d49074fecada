import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { colourToMask, drawOperation, type MaskOperation, maskToColour } from './mask-operations';

/** Finer masks say nothing that latents could hold. */
const LONGEST_SIDE = 1024;

interface Mask {
  canvas: RefObject<HTMLCanvasElement | null>;
  width: number;
  height: number;
  canUndo: boolean;
  /** Draws without keeping, while the pointer is down. */
  preview(operation: MaskOperation): void;
  apply(operation: MaskOperation): void;
  undo(): void;
}

/**
 * A mask that is painted on a canvas. What was done is kept as a list, so that each step can be undone.
 * @param picture its size, and with it the mask's shape
 * @param stored the mask as it lies in the draft; one that was not made here is what painting begins with
 * @param onChange is given the mask as a PNG, white on black; null when nothing is white
 */
export function useMask(
  picture: { width: number; height: number },
  stored: Blob | null,
  onChange: (mask: Blob | null) => void,
): Mask {
  const canvas = useRef<HTMLCanvasElement>(null);
  const base = useRef<ImageBitmap | null>(null);
  const operations = useRef<MaskOperation[]>([]);
  const made = useRef<Blob | null>(null);
  const saves = useRef(0);
  const [count, setCount] = useState(0);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));

  const redraw = useCallback(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context) return;
    context.clearRect(0, 0, width, height);
    if (base.current) {
      context.drawImage(base.current, 0, 0, width, height);
      const pixels = context.getImageData(0, 0, width, height);
      maskToColour(pixels.data);
      context.putImageData(pixels, 0, 0);
    }
    for (const operation of operations.current) drawOperation(context, operation);
  }, [width, height]);

  useEffect(() => {
    if (stored === made.current) return;
    let wanted = true;
    const begin = async () => {
      const bitmap = stored ? await createImageBitmap(stored).catch(() => null) : null;
      if (!wanted) return;
      base.current = bitmap;
      made.current = stored;
      operations.current = [];
      setCount(0);
      redraw();
    };
    void begin();
    return () => {
      wanted = false;
    };
  }, [stored, redraw]);

  const save = useCallback(() => {
    const source = canvas.current;
    const context = source?.getContext('2d', { willReadFrequently: true });
    if (!source || !context) return;
    const pixels = context.getImageData(0, 0, width, height);
    const some = colourToMask(pixels.data);
    const copy = document.createElement('canvas');
    copy.width = width;
    copy.height = height;
    copy.getContext('2d')?.putImageData(pixels, 0, 0);
    saves.current += 1;
    const turn = saves.current;
    copy.toBlob((blob) => {
      // A slow one must not overtake the mask that was painted after it.
      if (turn !== saves.current) return;
      made.current = some ? blob : null;
      onChange(made.current);
    }, 'image/png');
  }, [width, height, onChange]);

  const preview = useCallback((operation: MaskOperation) => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (context) drawOperation(context, operation);
  }, []);

  const keep = useCallback(
    (next: MaskOperation[]) => {
      operations.current = next;
      setCount(next.length);
      redraw();
      save();
    },
    [redraw, save],
  );
  const apply = useCallback((operation: MaskOperation) => keep([...operations.current, operation]), [keep]);
  const undo = useCallback(() => keep(operations.current.slice(0, -1)), [keep]);
  return { canvas, width, height, canUndo: count > 0, preview, apply, undo };
}
