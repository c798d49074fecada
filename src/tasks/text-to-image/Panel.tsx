import { ImageTools } from '../../run/images/image-tools';
import { PromptForm } from '../../run/images/prompt-form';
import { PictureDrop } from '../../run/images/restore/picture-drop';
import { renderImages } from '../../run/images/result/images-result';
import { TaskFrame } from '../../run/task-frame';
import { task } from './task';

export default function Panel() {
  return (
    <TaskFrame
      task={task}
      input={
        <PictureDrop>
          <PromptForm prompt={task.inputs.prompt} parameters={task.parameters} />
        </PictureDrop>
      }
      result={renderImages}
    >
      <ImageTools />
    </TaskFrame>
  );
}
