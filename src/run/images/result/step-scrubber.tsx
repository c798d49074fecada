import { Slider } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../ui/button';
import { type Denoising, picturesAt, stepsOf } from '../denoising';
import { NoiseLevels, StepLayout, StepPictures } from './step-view';

interface StepScrubberProps {
  denoising: Denoising;
  /** The finished pictures, which come after the last step; null of a run that was stopped. */
  finished: ReactNode;
  /** How many pictures the run makes. */
  count: number;
}

/** Goes back through all steps of a run that is over, as far as their pictures were kept. */
export function StepScrubber({ denoising, finished, count }: StepScrubberProps) {
  const steps = stepsOf(denoising.pictures);
  const positions = steps.length + (finished ? 1 : 0);
  const [chosen, setChosen] = useState<number | null>(null);
  const position = Math.min(chosen ?? positions - 1, positions - 1);
  if (positions <= 1 && finished) return finished;
  const step = steps[position];
  const lastStep = Math.max(denoising.lastStep?.step ?? 0, steps.at(-1) ?? 0);
  const total = Math.max(denoising.timesteps.length, lastStep);
  const words = step === undefined ? 'finished' : `step ${step} of ${total}`;
  return (
    <StepLayout count={count}>
      {step === undefined ? finished : <StepPictures pictures={picturesAt(denoising.pictures, step)} />}
      <div className="grid min-w-0 content-start gap-2">
        {positions > 1 && (
          <>
            <div className="flex min-h-7 items-center justify-between gap-3 text-xs">
              <span className="tabular-nums">{words}</span>
              {finished && step !== undefined && (
                <Button size="small" onClick={() => setChosen(null)}>
                  Finished
                </Button>
              )}
            </div>
            <Slider.Root
              min={0}
              max={positions - 1}
              step={1}
              value={[position]}
              onValueChange={([next]) => next !== undefined && setChosen(next)}
              className="relative flex h-8 touch-none items-center"
            >
              <Slider.Track className="relative h-1 grow rounded-full bg-line">
                <Slider.Range className="absolute h-full rounded-full bg-accent" />
              </Slider.Track>
              <Slider.Thumb
                aria-label="Step to look at"
                aria-valuetext={words}
                className="block size-4 rounded-full border-2 border-accent bg-surface hover:bg-accent-soft"
              />
            </Slider.Root>
          </>
        )}
        <NoiseLevels denoising={denoising} step={step ?? total} />
      </div>
    </StepLayout>
  );
}
