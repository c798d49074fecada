import { clsx } from 'clsx';
import { ToggleGroup } from 'radix-ui';
import { isChat } from '../../contract/task';
import { TextField } from '../../run/text-field';
import { useTaskStore } from '../../run/use-task-store';
import { ChatField } from './chat-field';
import { messageOf, startConversation } from './conversation';
import { task } from './task';

const MODES = [
  { value: 'prompt', label: 'Prompt' },
  { value: 'chat', label: 'Chat' },
];

/** A prompt to go on from, or a conversation with a chat model. */
export function PromptField() {
  const value = useTaskStore((state) => state.draft.input.text ?? '');
  const replaceInput = useTaskStore((state) => state.replaceInput);
  const setInput = useTaskStore((state) => state.setInput);
  const chat = isChat(value) ? value : null;
  const choose = (mode: string) => {
    // An empty value: the one that is chosen was clicked again.
    if (mode === '' || mode === (chat ? 'chat' : 'prompt')) return;
    if (!chat) return setInput('text', startConversation(Array.isArray(value) ? value.join('\n') : String(value)));
    // A conversation with history is set aside, not lost; a message alone goes along.
    if (chat.length > 1) replaceInput('text', messageOf(chat), null);
    else setInput('text', messageOf(chat));
  };
  return (
    <>
      <ToggleGroup.Root
        type="single"
        value={chat ? 'chat' : 'prompt'}
        onValueChange={choose}
        aria-label="What the model is given"
        className="mb-3 inline-flex rounded-control border border-line-strong bg-surface p-0.5"
      >
        {MODES.map(({ value: mode, label }) => (
          <ToggleGroup.Item
            key={mode}
            value={mode}
            className={clsx(
              'min-h-7 rounded-[0.25rem] px-3 font-medium text-ink-soft text-xs hover:text-ink',
              'data-[state=on]:bg-accent-soft data-[state=on]:text-ink',
            )}
          >
            {label}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {chat ? <ChatField conversation={chat} /> : <TextField name="text" spec={task.inputs.text} />}
    </>
  );
}
