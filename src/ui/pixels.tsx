import { useLayoutEffect, useRef } from 'react';

interface PixelsProps {
  /** What it shows; null where it stands beside words that say so. */
  label: string | null;
  width: number;
  height: number;
  /** RGBA, `4 * width * height` bytes. */
  pixels: Uint8ClampedArray;
  className?: string;
}

/** Raw pixels as a picture. It is smoothed when enlarged: one pixel of latents stands for an area, not for a dot. */
export function Pixels({ label, width, height, pixels, className }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || pixels.length !== 4 * width * height) return;
    // A copy: the constructor refuses memory that is shared with a worker.
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  }, [width, height, pixels]);
  const named = label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} {...named} width={width} height={height} className={className} />;
}
