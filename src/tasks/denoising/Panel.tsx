import { PromptForm } from '../../run/images/prompt-form';
import { renderImages } from '../../run/images/result/images-result';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { DenoisingView } from './denoising-view';
import { task } from './task';

export default function Panel() {
  return (
    <TaskFrame
      task={task}
      input={<PromptForm prompt={task.inputs.prompt} parameters={task.parameters} />}
      result={renderSteps}
    />
  );
}

/** While it runs, the picture so far; afterwards everything. */
const renderSteps = (run: RunState) =>
  run.status === 'done' ? <DenoisingView key={run.result.run.id} run={run} /> : renderImages(run);
