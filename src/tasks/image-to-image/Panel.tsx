import { ImageTools } from '../../run/images/image-tools';
import { PictureField } from '../../run/images/picture/picture-field';
import { PromptForm } from '../../run/images/prompt-form';
import { PictureDrop } from '../../run/images/restore/picture-drop';
import { renderImages } from '../../run/images/result/images-result';
import { TaskFrame } from '../../run/task-frame';
import { useTaskStore } from '../../run/use-task-store';
import { task } from './task';

export default function Panel() {
  const takeOver = useTaskStore((state) => state.takeOver);
  return (
    <TaskFrame
      task={task}
      input={
        <PictureDrop onPicture={(image) => takeOver({ input: { image, mask_image: null } })}>
          <div className="grid gap-3">
            <PictureField spec={task.inputs.image} mask={task.inputs.mask_image} />
            <PromptForm prompt={task.inputs.prompt} parameters={task.parameters} />
          </div>
        </PictureDrop>
      }
      result={renderImages}
    >
      <ImageTools />
    </TaskFrame>
  );
}
