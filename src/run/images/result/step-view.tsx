import type { ReactNode } from 'react';
import { NoiseCurve } from '../../../ui/noise-curve';
import { Pixels } from '../../../ui/pixels';
import type { Denoising, StepPicture } from '../denoising';

/** Pictures beside each other, few of them large, many of them small. */
export function PictureGrid({ count, children }: { count: number; children: ReactNode }) {
  return (
    <ul
      aria-label="Pictures"
      className="grid gap-3"
      style={{
        gridTemplateColumns: count === 1 ? 'minmax(0, 1fr)' : 'repeat(auto-fill, minmax(min(100%, 13rem), 1fr))',
      }}
    >
      {children}
    </ul>
  );
}

/** Pictures and what belongs to their steps: beside each other for one picture where there is room. */
export function StepLayout({ count, children }: { count: number; children: ReactNode }) {
  return (
    <div className={count === 1 ? 'grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]' : 'grid gap-3'}>
      {children}
    </div>
  );
}

/** One cell: the picture as large as there is room, but not larger than `largest`. */
export const PICTURE_CLASS = 'block w-full max-w-120 rounded-control border border-line bg-sunken';

/** The pictures after one step, on their way out of the noise. */
export function StepPictures({ pictures }: { pictures: readonly StepPicture[] }) {
  return (
    <PictureGrid count={pictures.length}>
      {pictures.map((picture) => (
        <li key={picture.image}>
          <Pixels
            label={`Picture ${picture.image + 1} after step ${picture.step}`}
            width={picture.width}
            height={picture.height}
            pixels={picture.pixels}
            className={PICTURE_CLASS}
          />
        </li>
      ))}
    </PictureGrid>
  );
}

/** How much noise is left after a step; nothing before the schedule is known. */
export function NoiseLevels({ denoising, step }: { denoising: Denoising; step: number }) {
  const { sigmas, timesteps } = denoising;
  const levels = sigmas ?? timesteps;
  if (levels.length < 2) return null;
  return <NoiseCurve levels={levels} unit={sigmas ? 'sigma' : 'timestep'} step={step} />;
}
