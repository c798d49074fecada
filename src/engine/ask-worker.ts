import { failed, type Outcome } from '../contract/outcome';
import type { WorkerQuestion } from '../contract/run';
import type { WorkerSlot } from './worker-slot';

/** Asks the worker beside its runs. It never rejects, and a question that goes wrong does not end the worker. */
export async function askWorker(slot: WorkerSlot, question: WorkerQuestion): Promise<Outcome<unknown>> {
  try {
    const link = await slot.link();
    return await Promise.race([
      link.api.ask(question),
      link.died.then((reason) => failed(unanswered(question, reason))),
    ]);
  } catch (error) {
    return failed(unanswered(question, String(error)));
  }
}

const unanswered = ({ question }: WorkerQuestion, detail: string) =>
  ({
    code: 'worker-crashed',
    message: `The worker ended before it answered "${question}".`,
    action: 'Ask again: a fresh worker takes over.',
    remedy: 'retry',
    detail,
  }) as const;
