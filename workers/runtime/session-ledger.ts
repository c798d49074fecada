/** Bytes that a session takes beside its weights: buffers between its nodes, kernels, its own bookkeeping. */
const SESSION_BYTES = 16 * 2 ** 20;

interface Entry {
  owner: string;
  bytes: number;
}

/** Who has which sessions open, and what they weigh. Sessions open and close while a model is loaded: parts of a diffusion model do. */
export class SessionLedger {
  private readonly entries = new Map<object, Entry>();
  /** Whom the next sessions belong to. */
  owner = '';

  opened(session: object, weightBytes: number): void {
    this.entries.set(session, { owner: this.owner, bytes: weightBytes + SESSION_BYTES });
  }

  released(session: object): void {
    this.entries.delete(session);
  }

  bytesOf(owner: string): number {
    let bytes = 0;
    for (const entry of this.entries.values()) if (entry.owner === owner) bytes += entry.bytes;
    return bytes;
  }
}
