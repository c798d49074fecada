import { failed, type Outcome } from '../contract/outcome';
import type { WorkerQuestion } from '../contract/run';
import { type OpenStore, realModel } from './open-model';
import type { WorkerLink } from './worker-link';
import type { WorkerSlot } from './worker-slot';

type Asked = Omit<WorkerQuestion, 'files'>;

/**
 * Asks the worker beside its runs, once the few files that the question needs are here. It never rejects, and a question
 * that goes wrong does not end the worker.
 */
export async function askWorker(slot: WorkerSlot, openStore: OpenStore, question: Asked): Promise<Outcome<unknown>> {
  try {
    const link = await slot.link();
    return await Promise.race([
      answer(link, openStore, question),
      link.died.then((reason) => failed(unanswered(question, reason))),
    ]);
  } catch (error) {
    return failed(unanswered(question, String(error)));
  }
}

async function answer(link: WorkerLink, openStore: OpenStore, asked: Asked): Promise<Outcome<unknown>> {
  const { signal } = new AbortController();
  const model = await realModel(openStore, asked.model, signal);
  if (!model.ok) return model;
  const question = { ...asked, model: model.value };
  const files = await link.api.filesFor(question);
  if (!files.ok) return files;
  const opened = await (await openStore()).open(question.model, files.value, signal, () => {}, question.task);
  return opened.ok ? link.api.ask({ ...question, files: opened.value }) : opened;
}

const unanswered = ({ question }: Asked, detail: string) =>
  ({
    code: 'worker-crashed',
    message: `The worker ended before it answered "${question}".`,
    action: 'Ask again: a fresh worker takes over.',
    remedy: 'retry',
    detail,
  }) as const;
