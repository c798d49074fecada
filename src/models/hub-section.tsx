import { type FormEvent, useId, useState, useSyncExternalStore } from 'react';
import { parseHubHost } from '../lib/hub-host';
import { Button } from '../ui/button';
import { TextLine } from '../ui/text-line';
import { useModelServices } from './model-services';

/** Where models of the Hub come from, and who asks for them. */
export function HubSection() {
  const { hub } = useModelServices();
  const { host, token } = useSyncExternalStore(hub.subscribe, hub.get);
  return (
    <section aria-labelledby="hub">
      <h2 id="hub" className="font-semibold text-base">
        Hugging Face Hub
      </h2>
      <p className="mt-0.5 max-w-prose text-ink-soft">
        To fetch one of its models, type the id in the list of models of a task: it is described there before it is
        downloaded.
      </p>
      <div className="mt-2 grid gap-4 rounded-panel border border-line bg-surface px-4 py-3 md:grid-cols-2">
        {/* A token belongs to the host that it was made for: it never goes along to another one. */}
        <HostForm
          key={host}
          host={host}
          original={hub.original}
          onChange={(next) => hub.change({ host: next, token: '' })}
        />
        <TokenForm key={token} token={token} host={host} onChange={(next) => hub.change({ token: next })} />
      </div>
    </section>
  );
}

interface HostFormProps {
  host: string;
  original: string;
  onChange(host: string): Promise<void>;
}

function HostForm({ host, original, onChange }: HostFormProps) {
  const id = useId();
  const [typed, setTyped] = useState(host);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (next: string) => {
    setBusy(true);
    await onChange(next);
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = parseHubHost(typed);
    setProblem(read.ok ? null : read.problem);
    if (!read.ok) return;
    setTyped(read.url);
    if (read.url !== host) void change(read.url);
  };
  return (
    <form onSubmit={save} noValidate>
      <TextLine
        id={id}
        label="Host"
        type="url"
        value={typed}
        onChange={setTyped}
        problem={problem}
        hint="The Hub, or a mirror of it that you trust. Only files of models are fetched from there. With another host the token is forgotten."
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" type="submit" aria-disabled={typed === host || busy}>
          {busy ? 'Changing over…' : 'Use this host'}
        </Button>
        {host !== original && (
          <Button size="small" variant="quiet" onClick={() => void change(original)}>
            Back to the Hub
          </Button>
        )}
      </div>
    </form>
  );
}

interface TokenFormProps {
  token: string;
  host: string;
  onChange(token: string): Promise<void>;
}

function TokenForm({ token, host, onChange }: TokenFormProps) {
  const id = useId();
  const [typed, setTyped] = useState(token);
  const [problem, setProblem] = useState<string | null>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = typed.trim();
    const wrong = tokenProblem(next);
    setProblem(wrong);
    if (!wrong) void onChange(next);
  };
  return (
    <form onSubmit={save} noValidate>
      <TextLine
        id={id}
        label="Access token"
        type="password"
        value={typed}
        onChange={setTyped}
        problem={problem}
        placeholder="hf_…"
        hint={`For gated and private models; one that may only read will do. It is kept in this browser alone, and sent to ${new URL(host).host} and nowhere else.`}
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="small" type="submit" aria-disabled={typed === token}>
          Keep the token
        </Button>
        {token !== '' && (
          <Button size="small" variant="quiet" onClick={() => void onChange('')}>
            Forget the token
          </Button>
        )}
      </div>
    </form>
  );
}

/** A header can hold nothing but visible ASCII. */
function tokenProblem(token: string): string | null {
  if (token === '') return 'Type a token first.';
  return /^[\x21-\x7e]{1,500}$/.test(token) ? null : 'A token has letters, digits and signs, and no spaces.';
}
