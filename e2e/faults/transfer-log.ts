/** One answer of the server, as far as it went. */
export interface Served {
  method: string;
  /** Of the file inside its model; of the request where it was no file. */
  path: string;
  status: number;
  /** The server that gave the bytes. */
  host: 'hub' | 'cdn';
  /** First byte of the file that was sent. */
  start: number;
  /** The byte after the last one that was sent. */
  end: number;
  authorization: string | null;
}

/** What was asked of a server and which bytes it sent. */
export class TransferLog {
  readonly entries: Served[] = [];

  add(entry: Served): Served {
    this.entries.push(entry);
    return entry;
  }

  of(path: string): Served[] {
    return this.entries.filter((entry) => entry.path === path);
  }

  /** Bytes of a file that were sent, each as often as it was. */
  sent(path: string): number {
    return this.of(path).reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Bytes of a file that were sent more than once. */
  sentAgain(path: string): number {
    const ranges = this.of(path)
      .filter(({ start, end }) => end > start)
      .sort((a, b) => a.start - b.start);
    let again = 0;
    let reached = 0;
    for (const { start, end } of ranges) {
      again += Math.max(0, Math.min(end, reached) - start);
      reached = Math.max(reached, end);
    }
    return again;
  }

  clear(): void {
    this.entries.length = 0;
  }
}
