import { type ReactNode, useEffect, useRef } from 'react';
import { placeInFrame, type ResizeMode, type Size, seenPart, shownShape } from './crop-frame';

interface PictureStageProps {
  url: string;
  picture: Size;
  target: Size;
  mode: ResizeMode;
  /** Lies over the picture: the mask. */
  children: ReactNode;
}

const percent = (share: number) => `${share * 100}%`;

/** The picture as a run will see it: cropped, with stretched edges, or stretched. */
export function PictureStage({ url, picture, target, mode, children }: PictureStageProps) {
  if (mode === 'fill') {
    const place = placeInFrame(picture, target);
    return (
      <Box shape={target}>
        <StretchedEdges url={url} picture={picture} target={target} />
        <div
          className="absolute"
          style={{
            left: percent(place.x),
            top: percent(place.y),
            width: percent(place.width),
            height: percent(place.height),
          }}
        >
          <img src={url} alt="What the run begins with" className="absolute inset-0 size-full" />
          {children}
        </div>
      </Box>
    );
  }
  const seen = seenPart(picture, target, mode);
  return (
    <Box shape={shownShape(picture, target, mode)}>
      <img src={url} alt="What the run begins with" className="absolute inset-0 size-full" />
      {children}
      {mode === 'crop' && (
        <div
          aria-hidden
          className="pointer-events-none absolute outline-2 outline-white shadow-[0_0_0_9999px_rgb(0_0_0/0.55)]"
          style={{
            left: percent(seen.x / picture.width),
            top: percent(seen.y / picture.height),
            width: percent(seen.width / picture.width),
            height: percent(seen.height / picture.height),
          }}
        />
      )}
    </Box>
  );
}

/** What stands beside the picture in `fill`: its outermost rows or columns of pixels, drawn wide. */
function StretchedEdges({ url, picture, target }: { url: string; picture: Size; target: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { x, y } = placeInFrame(picture, target);
  useEffect(() => {
    const image = new Image();
    image.onload = () => {
      const context = canvas.current?.getContext('2d');
      if (!context) return;
      const { width, height } = context.canvas;
      const { naturalWidth: right, naturalHeight: bottom } = image;
      if (y > 0) {
        context.drawImage(image, 0, 0, right, 1, 0, 0, width, height / 2);
        context.drawImage(image, 0, bottom - 1, right, 1, 0, height / 2, width, height / 2);
      } else {
        context.drawImage(image, 0, 0, 1, bottom, 0, 0, width / 2, height);
        context.drawImage(image, right - 1, 0, 1, bottom, width / 2, 0, width / 2, height);
      }
    };
    image.src = url;
    return () => {
      image.onload = null;
    };
  }, [url, y]);
  // Covered by the picture where it is whole.
  if (x === 0 && y === 0) return null;
  return <canvas ref={canvas} aria-hidden width={256} height={256} className="absolute inset-0 size-full" />;
}

function Box({ shape, children }: { shape: Size; children: ReactNode }) {
  return (
    <div
      className="relative w-full overflow-hidden rounded-control bg-sunken"
      style={{
        aspectRatio: `${shape.width} / ${shape.height}`,
        maxWidth: `min(100%, ${(26 * shape.width) / shape.height}rem)`,
      }}
    >
      {children}
    </div>
  );
}
