import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import type { ChatMessage } from '../../contract/task';
import { useTaskStore } from '../../run/use-task-store';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { Select } from '../../ui/select';
import { CHAT_TEMPLATES } from './chat-templates';

const ROLES = ['system', 'user', 'assistant'] as const;

/** The messages of a conversation, and the template that writes them as one text. */
export function ConversationField({ messages }: { messages: readonly ChatMessage[] }) {
  const setInput = useTaskStore((state) => state.setInput);
  const put = (next: ChatMessage[]) => setInput('text', next);
  const change = (at: number, patch: Partial<ChatMessage>) =>
    put(messages.map((message, index) => (index === at ? { ...message, ...patch } : message)));
  const next = messages.at(-1)?.role === 'user' ? 'assistant' : 'user';
  return (
    <div className="grid gap-3" data-parameter="text">
      <ol aria-label="Messages" className="grid gap-2">
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages have no names, and their fields keep no state
          <li key={index} className="flex flex-wrap items-start gap-2">
            <div className="w-28">
              <Select
                label={`Role of message ${index + 1}`}
                value={message.role}
                options={ROLES.map((role) => ({ value: role, label: role }))}
                onChange={(role) => change(index, { role: role as ChatMessage['role'] })}
              />
            </div>
            <textarea
              aria-label={`Message ${index + 1}`}
              dir="auto"
              rows={2}
              value={message.content}
              onChange={(event) => change(index, { content: event.target.value })}
              className="min-w-0 grow basis-56 resize-y rounded-control border border-line-strong bg-surface px-2.5 py-1.5 text-sm"
            />
            <Button
              size="small"
              variant="quiet"
              aria-label={`Take message ${index + 1} away`}
              disabled={messages.length === 1}
              onClick={() => put(messages.filter((_, other) => other !== index))}
            >
              <X aria-hidden className="size-3.5" />
            </Button>
          </li>
        ))}
      </ol>
      <Button
        size="small"
        className="justify-self-start"
        onClick={() => put([...messages, { role: next, content: '' }])}
      >
        <Plus aria-hidden className="size-3.5" />
        Add a message
      </Button>
      <TemplateField />
    </div>
  );
}

function TemplateField() {
  const template = useTaskStore((state) => state.draft.parameters.chat_template);
  const setParameter = useTaskStore((state) => state.setParameter);
  const id = useId();
  return (
    <div data-parameter="chat_template">
      <p className="text-sm">
        <span className="font-medium font-mono text-xs">chat_template</span>{' '}
        <span className="text-ink-soft text-xs">
          {typeof template === 'string' ? 'set here' : 'the tokenizer’s own'}
        </span>
      </p>
      <ul aria-label="Common templates" className="mt-2 flex flex-wrap gap-1.5">
        {CHAT_TEMPLATES.map((one) => (
          <li key={one.label}>
            <Chip onClick={() => setParameter('chat_template', one.template)}>{one.label}</Chip>
          </li>
        ))}
        <li>
          <Chip onClick={() => setParameter('chat_template', null)}>The tokenizer’s own</Chip>
        </li>
      </ul>
      <label htmlFor={id} className="mt-2 mb-1 block text-ink-soft text-xs">
        A Jinja template: it is given <code>messages</code>, <code>add_generation_prompt</code> and the special tokens.
      </label>
      <textarea
        id={id}
        rows={4}
        spellCheck={false}
        value={typeof template === 'string' ? template : ''}
        placeholder="{% for message in messages %}…{% endfor %}"
        onChange={(event) => setParameter('chat_template', event.target.value === '' ? null : event.target.value)}
        className="block w-full resize-y rounded-control border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-xs"
      />
    </div>
  );
}
