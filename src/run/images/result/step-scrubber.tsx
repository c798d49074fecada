import { type ReactNode, useState } from 'react';
import { Button } from '../../../ui/button';
import { StepSlider } from '../../../ui/step-slider';
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
            <StepSlider
              label="Step to look at"
              position={position}
              positions={positions}
              words={words}
              onChange={setChosen}
            />
          </>
        )}
        <NoiseLevels denoising={denoising} step={step ?? total} />
      </div>
    </StepLayout>
  );
}
