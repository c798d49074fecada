import { Slider } from 'radix-ui';

interface StepSliderProps {
  label: string;
  /** Where it stands, from 0 to `positions - 1`. */
  position: number;
  positions: number;
  /** What the position means, for those who hear it. */
  words: string;
  onChange(position: number): void;
}

/** Goes through steps, one by one with the arrow keys. */
export function StepSlider({ label, position, positions, words, onChange }: StepSliderProps) {
  return (
    <Slider.Root
      min={0}
      max={positions - 1}
      step={1}
      value={[position]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className="relative flex h-8 touch-none items-center"
    >
      <Slider.Track className="relative h-1 grow rounded-full bg-line">
        <Slider.Range className="absolute h-full rounded-full bg-accent" />
      </Slider.Track>
      <Slider.Thumb
        aria-label={label}
        aria-valuetext={words}
        className="block size-4 rounded-full border-2 border-accent bg-surface hover:bg-accent-soft"
      />
    </Slider.Root>
  );
}
