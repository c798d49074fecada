import { RefreshCw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { ChatMessage } from '../../contract/task';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/text-area';
import {
  cleared,
  followRun,
  isAnswering,
  messageOf,
  systemPromptOf,
  turnsOf,
  withMessage,
  withoutAnswer,
  withSystemPrompt,
} from './conversation';
import { task } from './task';

/** A conversation: what was said, and the message that is being written. */
export function ChatField({ conversation }: { conversation: ChatMessage[] }) {
  const setInput = useTaskStore((state) => state.setInput);
  const start = useTaskStore((state) => state.start);
  const change = (messages: ChatMessage[]) => setInput('text', messages);
  useFollowedRun(conversation);
  const send = (event: KeyboardEvent) => {
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
    if (event.key !== 'Enter' || !plain) return;
    event.preventDefault();
    void start();
  };
  return (
    <>
      <SystemPrompt
        value={systemPromptOf(conversation)}
        onChange={(text) => change(withSystemPrompt(conversation, text))}
      />
      <Transcript conversation={conversation} />
      <ChatButtons conversation={conversation} onChange={change} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the Run button, not a control */}
      <div data-parameter="text" onKeyDown={send}>
        <TextArea
          label="Message"
          help="Enter sends, Shift + Enter begins a new line."
          value={messageOf(conversation)}
          placeholder="Ask something…"
          maximum={task.inputs.text.maxCharacters}
          rows={3}
          onChange={(text) => change(withMessage(conversation, text))}
        />
      </div>
    </>
  );
}

interface ChatButtonsProps {
  conversation: ChatMessage[];
  onChange(messages: ChatMessage[]): void;
}

function ChatButtons({ conversation, onChange }: ChatButtonsProps) {
  const start = useTaskStore((state) => state.start);
  const running = useTaskStore((state) => state.run.status === 'running');
  const turns = turnsOf(conversation);
  if (turns.length === 0) return null;
  const regenerate = () => {
    const asked = withoutAnswer(conversation);
    onChange(asked);
    void start();
    // A message that was begun stays.
    onChange([...asked, { role: 'user', content: messageOf(conversation) }]);
  };
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Button size="small" disabled={running || turns.at(-1)?.role !== 'assistant'} onClick={regenerate}>
        <RefreshCw aria-hidden className="size-3.5" />
        Regenerate
      </Button>
      <Button size="small" disabled={running} onClick={() => onChange(cleared(conversation))}>
        <Trash2 aria-hidden className="size-3.5" />
        Clear
      </Button>
    </div>
  );
}

/** Runs whose answer has been taken over: each is taken once, whatever is changed afterwards. */
const taken = new Set<string>();

/** Keeps the conversation in step with the run that answers it. */
function useFollowedRun(conversation: ChatMessage[]): void {
  const run = useTaskStore((state) => state.run);
  const setInput = useTaskStore((state) => state.setInput);
  useEffect(() => {
    if (run.status === 'done' && taken.has(run.result.run.id)) return;
    const next = followRun(run, conversation);
    if (!next) return;
    if (run.status === 'done') taken.add(run.result.run.id);
    setInput('text', next);
  }, [run, conversation, setInput]);
}

function SystemPrompt({ value, onChange }: { value: string; onChange(text: string): void }) {
  const [openAtFirst] = useState(value !== '');
  const id = useId();
  return (
    <details className="mb-3" open={openAtFirst}>
      <summary className="w-fit font-medium text-sm">System prompt{value === '' && ' (none)'}</summary>
      <label htmlFor={id} className="mt-1 mb-1 block text-ink-soft text-xs">
        What the model is told before the conversation: its role, its tone.
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={2}
        value={value}
        placeholder="You are a helpful assistant."
        onChange={(event) => onChange(event.target.value)}
        className="block w-full resize-y rounded-panel border border-line-strong bg-surface px-3.5 py-2 text-sm"
      />
    </details>
  );
}

/** What was said, and what is being answered. */
function Transcript({ conversation }: { conversation: ChatMessage[] }) {
  const run = useTaskStore((state) => state.run);
  const turns = turnsOf(conversation);
  if (turns.length === 0) return null;
  const answer = run.status === 'running' && isAnswering(run, conversation) ? (run.partial.texts[0] ?? '') : null;
  return (
    <ol aria-label="Conversation" className="mb-3 grid gap-2">
      {turns.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages never move
        <Turn key={index} message={message} />
      ))}
      {answer !== null && <Turn message={{ role: 'assistant', content: answer }} writing />}
    </ol>
  );
}

function Turn({ message: { role, content }, writing = false }: { message: ChatMessage; writing?: boolean }) {
  const own = role === 'user';
  return (
    <li className={own ? 'ml-auto max-w-[85%] rounded-panel bg-accent-soft px-3 py-2' : 'max-w-[85%] px-1 py-1'}>
      <span className="block text-ink-soft text-xs">{own ? 'You' : 'Model'}</span>
      <span dir="auto" className="block whitespace-pre-wrap text-base [overflow-wrap:anywhere]">
        {content}
        {writing && <span aria-hidden className="caret" />}
      </span>
    </li>
  );
}
