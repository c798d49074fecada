import type { DiffusionDetails, GeneratedImage } from '../../../lib/diffusion-result';
import { formatAmount, formatCount, formatMilliseconds } from '../../../lib/format';
import type { Fact } from '../../../ui/fact-row';
import { ResultCard } from '../../result-card';
import type { Asked, EndedRun, Partial, RunState } from '../../run-state';
import { lastPictures, millisecondsPerStep } from '../denoising';
import { picturesIn } from '../gallery/gallery-item';
import { PictureBar } from '../picture/picture-bar';
import { usePictureUrl } from '../picture/picture-url';
import { StepScrubber } from './step-scrubber';
import { NoiseLevels, PICTURE_CLASS, PictureGrid, StepLayout, StepPictures } from './step-view';

/** What a run of either picture task came to, in every state of the run. */
export function renderImages(run: RunState) {
  switch (run.status) {
    case 'idle':
      return null;
    case 'running':
      return <Unfinished partial={run.partial} />;
    case 'failed':
    case 'cancelled':
      return <Stopped partial={run.partial} />;
    case 'done':
      return <Finished run={run} />;
    default:
      return run satisfies never;
  }
}

/** The pictures so far. */
function Unfinished({ partial: { denoising, steps } }: { partial: Partial }) {
  if (!denoising) return null;
  const pictures = lastPictures(denoising.pictures);
  const done = steps?.done ?? 0;
  return (
    <ResultCard title="Denoising…" facts={stepFacts(denoising)}>
      <StepLayout count={pictures.length}>
        {pictures.length > 0 && <StepPictures pictures={pictures} />}
        <NoiseLevels denoising={denoising} step={done} />
      </StepLayout>
    </ResultCard>
  );
}

function Stopped({ partial: { denoising } }: { partial: Partial }) {
  if (!denoising || denoising.pictures.length === 0) return null;
  return (
    <ResultCard title="As far as it came" facts={stepFacts(denoising)}>
      <StepScrubber denoising={denoising} finished={null} count={lastPictures(denoising.pictures).length} />
    </ResultCard>
  );
}

const isDetails = (value: unknown): value is DiffusionDetails =>
  typeof value === 'object' && value !== null && 'timesteps' in value;

function Finished({ run }: { run: Extract<EndedRun, { status: 'done' }> }) {
  const { value, details, run: record } = run.result;
  const images = picturesIn(value);
  const first = images[0];
  const facts: Fact[] = [
    ...(first ? [{ label: 'size', value: `${first.width} × ${first.height}` }] : []),
    ...(isDetails(details) ? detailFacts(details) : []),
  ];
  const finished = (
    <PictureGrid count={images.length}>
      {images.map((image, index) => (
        <li key={image.seed}>
          <FinishedPicture image={image} index={index} of={images.length} asked={run.asked} task={record.task} />
        </li>
      ))}
    </PictureGrid>
  );
  const { denoising } = run.partial;
  return (
    <ResultCard
      title={images.length > 1 ? formatAmount(images.length, 'picture') : 'Picture'}
      facts={facts}
      finished={{ value, run: record }}
    >
      {denoising ? (
        <StepScrubber key={record.id} denoising={denoising} finished={finished} count={images.length} />
      ) : (
        finished
      )}
    </ResultCard>
  );
}

interface FinishedPictureProps {
  image: GeneratedImage;
  index: number;
  of: number;
  asked: Asked;
  task: string;
}

function FinishedPicture({ image, index, of, asked, task }: FinishedPictureProps) {
  const url = usePictureUrl(image.blob);
  const prompt = String(asked.input.prompt ?? '');
  return (
    <figure className="grid gap-1">
      {url && (
        <img
          src={url}
          width={image.width}
          height={image.height}
          alt={of > 1 ? `Picture ${index + 1} of ${of}: ${prompt}` : prompt}
          className={`${PICTURE_CLASS} h-auto`}
        />
      )}
      <PictureBar made={{ task, asked, seed: image.seed }} picture={image.blob} name={`picture ${index + 1}`} />
    </figure>
  );
}

function stepFacts(denoising: NonNullable<Partial['denoising']>): Fact[] {
  const each = millisecondsPerStep(denoising);
  return [
    ...(denoising.lastStep
      ? [
          {
            label: 'step',
            value: `${formatCount(denoising.lastStep.step)} of ${formatCount(Math.max(denoising.timesteps.length, denoising.lastStep.step))}`,
          },
        ]
      : []),
    ...(each ? [{ label: 'per step', value: formatMilliseconds(each) }] : []),
  ];
}

function detailFacts({ scheduler, timesteps, milliseconds_per_step }: DiffusionDetails): Fact[] {
  return [
    { label: 'scheduler', value: scheduler },
    { label: 'steps', value: formatCount(timesteps.length) },
    { label: 'per step', value: formatMilliseconds(milliseconds_per_step) },
  ];
}
