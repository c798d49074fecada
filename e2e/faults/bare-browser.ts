import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium } from '@playwright/test';
import { chromiumPath } from '../../scripts/chromium.mjs';

/** Whether the machine tells what its processes take. */
export const MEMORY_IS_TOLD = existsSync('/proc/self/status');

const FLAGS = ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--no-first-run', '--disable-quic'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/**
 * A browser with one page, driven by hand. Playwright listens to the network, and a browser that is listened to keeps up
 * to 200 MB of what it was sent: its memory tells nothing about the page's.
 */
export class BareBrowser {
  readonly #process: ChildProcess;
  readonly #profile = mkdtempSync(path.join(tmpdir(), 'loupe-bare-'));
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  #session: string | undefined;
  #calls = 0;

  private constructor() {
    const args = [...FLAGS, ...QUIET, `--user-data-dir=${this.#profile}`, 'about:blank'];
    const stdio = ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] as const;
    this.#process = spawn(chromiumPath() ?? chromium.executablePath(), args, { stdio: [...stdio] });
    let text = '';
    (this.#process.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      const messages = (text + chunk).split('\0');
      text = messages.pop() ?? '';
      for (const message of messages) this.#hear(JSON.parse(message));
    });
  }

  static async start(): Promise<BareBrowser> {
    const browser = new BareBrowser();
    const { targetId } = await browser.#send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const attached = await browser.#send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    browser.#session = attached.sessionId;
    return browser;
  }

  /** Goes to an address; a reload where it is the one that the page has. Does not wait for anything. */
  async visit(url: string): Promise<void> {
    await this.#send('Page.navigate', { url }, this.#session);
  }

  async reload(): Promise<void> {
    await this.#send('Page.reload', {}, this.#session);
  }

  /** The value of an expression in the page; null where it throws, as it does while a page is being loaded. */
  async evaluate<T>(expression: string): Promise<T | null> {
    const given = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.#send<{ result: { value?: T }; exceptionDetails?: unknown }>(
      'Runtime.evaluate',
      given,
      this.#session,
    );
    return exceptionDetails === undefined ? (result.value ?? null) : null;
  }

  /** Bytes that all of its processes hold in memory, files of the disk that happen to lie there left out. */
  async memory(): Promise<number> {
    const { processInfo } = await this.#send<{ processInfo: { id: number }[] }>('SystemInfo.getProcessInfo', {});
    return processInfo.reduce((sum, { id }) => sum + anonymousBytes(id), 0);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #send<T>(method: string, params: object, sessionId?: string): Promise<T> {
    this.#calls += 1;
    const id = this.#calls;
    (this.#process.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as T), reject });
    });
  }

  #hear({ id, result, error }: Answer): void {
    const waiting = this.#waiting.get(id ?? -1);
    this.#waiting.delete(id ?? -1);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}

function anonymousBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = ['RssAnon', 'RssShmem'].map(
      (name) => new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1],
    );
    return kilobytes.reduce((sum, value) => sum + Number(value ?? 0) * 1024, 0);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
