import { useState } from 'react';
import { type ChatMessage, isChat } from '../../contract/task';
import { TextField } from '../../run/text-field';
import { useTaskStore } from '../../run/use-task-store';
import { ChoiceButtons } from '../../ui/choice-buttons';
import { TextArea } from '../../ui/text-area';
import { ConversationField } from './conversation-field';
import { task } from './task';

type Mode = 'text' | 'pair' | 'chat';

const MODES = [
  { value: 'text', label: 'Text' },
  { value: 'pair', label: 'Text pair' },
  { value: 'chat', label: 'Conversation' },
] as const satisfies readonly { value: Mode; label: string }[];

/** One text or many, two texts that belong together, or a conversation. */
export function TextInput() {
  const value = useTaskStore((state) => state.draft.input.text ?? '');
  const pair = useTaskStore((state) => state.draft.parameters.text_pair);
  const replaceInput = useTaskStore((state) => state.replaceInput);
  const setParameter = useTaskStore((state) => state.setParameter);
  const chat = isChat(value) ? value : null;
  // An empty second text is none, so that it is remembered here that one is about to be typed.
  const [wanted, setWanted] = useState(false);
  const mode: Mode = chat ? 'chat' : wanted || typeof pair === 'string' ? 'pair' : 'text';
  const choose = (next: Mode) => {
    if (next === mode) return;
    setWanted(next === 'pair');
    if (next !== 'pair') setParameter('text_pair', null);
    if (next === 'chat') return replaceInput('text', messagesOf(value as string | string[]), null);
    // A conversation of several messages is set aside, not lost.
    if (chat) replaceInput('text', chat.map(({ content }) => content).join('\n'), null);
  };
  return (
    <div className="grid gap-3">
      <div>
        <ChoiceButtons<Mode> label="What is read" value={mode} options={MODES} onChange={choose} />
      </div>
      {chat ? <ConversationField messages={chat} /> : <TextField name="text" spec={task.inputs.text} rows={4} />}
      {mode === 'pair' && (
        <div data-parameter="text_pair">
          <TextArea
            label="Second text"
            help={task.parameters.text_pair.help}
            value={typeof pair === 'string' ? pair : ''}
            placeholder="The passage that answers the question…"
            maximum={task.parameters.text_pair.maxCharacters}
            rows={2}
            onChange={(text) => setParameter('text_pair', text === '' ? null : text)}
          />
        </div>
      )}
    </div>
  );
}

const messagesOf = (value: string | string[]): ChatMessage[] => [
  { role: 'user', content: Array.isArray(value) ? value.join('\n') : value },
];
