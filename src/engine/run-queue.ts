import { type Deferred, deferred } from '../lib/deferred';

/** A run that waits for its turn or has it. */
export interface Ticket {
  runId: string;
  task: string;
  state: 'waiting' | 'running';
  turn: Deferred<void>;
  onPosition: (position: number) => void;
}

/** First come, first served, one at a time: ONNX Runtime wants its calls one by one, and so does the memory. */
export class RunQueue {
  private readonly tickets: Ticket[] = [];

  constructor(private readonly onChange: () => void) {}

  entries(): readonly Pick<Ticket, 'runId' | 'task' | 'state'>[] {
    return this.tickets.map(({ runId, task, state }) => ({ runId, task, state }));
  }

  /** Resolves when it is this run's turn; {@link leave} must follow, come what may. */
  enter(runId: string, task: string, onPosition: (position: number) => void): Promise<void> {
    const ticket: Ticket = { runId, task, state: 'waiting', turn: deferred<void>(), onPosition };
    this.tickets.push(ticket);
    this.advance();
    return ticket.turn.promise;
  }

  leave(runId: string): void {
    const index = this.tickets.findIndex((ticket) => ticket.runId === runId);
    if (index >= 0) this.tickets.splice(index, 1);
    this.advance();
  }

  private advance(): void {
    const [first, ...waiting] = this.tickets;
    if (first?.state === 'waiting') {
      first.state = 'running';
      first.turn.resolve();
    }
    for (const [position, ticket] of waiting.entries()) ticket.onPosition(position);
    this.onChange();
  }
}
