import type { ParameterValues } from '../../../contract/parameter';
import type { InputValues } from '../../../contract/task';
import type { DraftPatch } from '../../draft-patch';
import { modelOptions } from '../../model-options';
import type { Asked } from '../../run-state';
import { useTaskStore } from '../../use-task-store';

const IMAGE_TO_IMAGE = 'image-to-image';
const VARIATIONS = 4;
const WITH_THE_PICTURE = [
  'negative_prompt',
  'width',
  'height',
  'num_inference_steps',
  'guidance_scale',
  'scheduler',
  'prompt_syntax',
];

/** A picture and what made it. */
export interface MadePicture {
  /** The task that made it. */
  task: string;
  asked: Asked;
  /** The seed that makes it alone. */
  seed: number;
}

/** What can be done with a finished picture beside looking at it. */
export function usePictureActions() {
  const task = useTaskStore((state) => state.task.id);
  const takeOver = useTaskStore((state) => state.takeOver);
  const openTask = useTaskStore((state) => state.openTask);
  const restart = useTaskStore((state) => state.restart);
  const setSeedMode = useTaskStore((state) => state.setSeedMode);
  /** To the form of the task that made it, whichever tab is open. */
  const fill = (made: MadePicture, parameters: ParameterValues, input: InputValues = made.asked.input) => {
    const patch: DraftPatch = {
      input,
      parameters: { ...made.asked.parameters, ...parameters },
      ...modelOptions(made.asked),
    };
    if (made.task === task) takeOver(patch);
    else openTask?.(made.task, patch);
    return made.task === task;
  };
  return {
    /** Puts everything into the form that makes this picture again. */
    reuse(made: MadePicture, input?: InputValues): void {
      setSeedMode('fixed');
      fill(made, { seed: made.seed, num_images: 1 }, input);
    },
    /** The same with other seeds. It starts at once, unless it belongs to another tab. */
    vary(made: MadePicture, input?: InputValues): void {
      if (fill(made, { seed: null, num_images: VARIATIONS }, input)) void restart();
    },
    /** Takes it as the picture to begin with. Words and model go along, the rest of that form stays. */
    sendToImage(made: MadePicture, picture: Blob): void {
      const { input, parameters, model } = made.asked;
      const patch: DraftPatch = {
        input: { prompt: input.prompt ?? '', image: picture, mask_image: null },
        parameters: only(parameters, WITH_THE_PICTURE),
        model,
      };
      if (task === IMAGE_TO_IMAGE) takeOver(patch);
      else openTask?.(IMAGE_TO_IMAGE, patch);
    },
  };
}

const only = (values: ParameterValues, names: readonly string[]): ParameterValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
