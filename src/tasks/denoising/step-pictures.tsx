import type { DenoisingStep, StepPixels } from '../../contract/denoising-steps';
import { ExportPicture } from '../../ui/export-picture';
import { Pixels } from '../../ui/pixels';
import { heatPixels, mapAt, mapsTable, signedPixels } from './heat-pixels';
import { pictureSheet } from './picture-sheet';

interface Shown {
  title: string;
  help: string;
  picture: StepPixels;
}

/** Standard deviations that the colours of latents reach. */
const STRONGEST = 3;

/** What one step saw, said, and what guidance made of it. */
export function StepPicturesOf({ step }: { step: DenoisingStep }) {
  const shown = picturesOf(step);
  return (
    <div className="grid gap-2">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5" aria-label={`Step ${step.step}`}>
        {shown.map(({ title, help, picture }) => (
          <li key={title}>
            <Pixels
              label={`${title}, step ${step.step}`}
              {...picture}
              className="block w-full rounded-control border border-line bg-sunken"
            />
            <p className="mt-1 font-medium text-xs">{title}</p>
            <p className="text-ink-soft text-xs">{help}</p>
          </li>
        ))}
      </ul>
      <ExportPicture name={`loupe-denoising-step-${step.step}`} svg={() => pictureSheet(shown)} />
    </div>
  );
}

function picturesOf(step: DenoisingStep): Shown[] {
  const { difference } = step;
  const all: (Omit<Shown, 'picture'> & { picture: StepPixels | null })[] = [
    { title: 'Latents', help: 'Before the step, as colours: this is what the U-Net sees.', picture: step.noisy },
    {
      title: 'Prediction',
      help: 'The finished picture, as far as this step tells.',
      picture: step.predicted,
    },
    { title: 'With the prompt', help: 'The same from the prompt alone, without guidance.', picture: step.conditional },
    { title: 'Without it', help: 'The same from the negative prompt alone.', picture: step.unconditional },
    {
      title: 'Difference',
      help: 'Where the prompt changed what the U-Net says; guidance makes this larger.',
      picture: difference && heatPixels(difference, [0, Math.max(...difference.data)]),
    },
  ];
  return all.flatMap(({ picture, ...rest }) => (picture ? [{ ...rest, picture }] : []));
}

/** The latents themselves: each channel, blue below zero and orange above. */
export function LatentChannels({ step }: { step: DenoisingStep }) {
  const { latents, noisy } = step;
  const channels = latents.height / noisy.height;
  const scale =
    STRONGEST * Math.sqrt(latents.data.reduce((sum, value) => sum + value * value, 0) / latents.data.length);
  const shown = Array.from({ length: channels }, (_, channel) => ({
    title: `channel ${channel}`,
    picture: signedPixels(mapAt(latents, channel, noisy.height), scale),
  }));
  return (
    <div className="grid gap-2">
      <ul className="flex flex-wrap gap-3" aria-label="Channels of the latents">
        {shown.map(({ title, picture }, channel) => (
          <li key={title}>
            <Pixels
              label={`Channel ${channel} of the latents, step ${step.step}`}
              {...picture}
              className="block w-24 rounded-control border border-line"
            />
            <p className="mt-1 text-ink-soft text-xs">{title}</p>
          </li>
        ))}
      </ul>
      <ExportPicture
        name={`loupe-latents-step-${step.step}`}
        svg={() => pictureSheet(shown)}
        table={() =>
          mapsTable(
            latents,
            shown.map((_, channel) => String(channel)),
            ['channel', 'value'],
          )
        }
      />
    </div>
  );
}
