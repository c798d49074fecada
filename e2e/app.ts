import { test as base, expect, type Page, type Worker } from '@playwright/test';
import type { LoupeConsole } from '../src/contract/console';
import type { RunEvent } from '../src/contract/events';
import type { RunRecord } from '../src/contract/run';

declare global {
  interface Window {
    loupe: LoupeConsole;
  }
}

/** What `loupe.run` gives a script, as JSON. */
export type PlainResult =
  // biome-ignore lint/suspicious/noExplicitAny: each task has its own shape, which the tests know
  | { ok: true; value: any; details: any; run: RunRecord }
  | { ok: false; failure: { code: string; message: string; action: string; detail?: string }; run: RunRecord };

/**
 * Lets this server be the Hub from the page's first moment on, and opens the app.
 * @param origin of a server that answers as the Hub does
 */
export async function openWithHub(page: Page, origin: string): Promise<void> {
  await page.addInitScript(
    (hubHost) => localStorage.setItem('loupe.settings', JSON.stringify({ theme: 'system', hubHost })),
    `${origin}/`,
  );
  await page.goto('/');
}

/** Runs a task through the scripting console. */
export function run(page: Page, task: string, input: unknown, options: object = {}): Promise<PlainResult> {
  return page.evaluate(([id, given, rest]) => window.loupe.run(id, given, rest), [task, input, options] as const);
}

/** Like {@link run}, and fails with the failure's own words when the run does. */
export async function runOk(page: Page, task: string, input: unknown, options: object = {}) {
  const result = await run(page, task, input, options);
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message} ${result.failure.detail ?? ''}`);
  return result;
}

/** The failure code of a run that must fail. */
export async function failureOf(page: Page, task: string, input: unknown, options: object = {}): Promise<string> {
  const result = await run(page, task, input, options);
  expect(result.ok).toBe(false);
  if (result.ok) return 'ok';
  expect(result.failure.message.length).toBeGreaterThan(10);
  expect(result.failure.action.length).toBeGreaterThan(10);
  return result.failure.code;
}

/** A run that a test does something to while it computes. */
export interface RunUnderWay {
  /** Waits for a token of it; after it was started again, for one of the new attempt. */
  computes(): Promise<void>;
  /** Its end, and the types of what was told until then, repeats left out. */
  end(): Promise<{ result: PlainResult; told: string[] }>;
}

/** Starts a task that writes tokens through the scripting console. */
export async function startRun(page: Page, task: string, input: unknown, options: object = {}): Promise<RunUnderWay> {
  const handle = await page.evaluateHandle(
    ([id, given, rest]) => {
      const progress = { tokens: 0, told: [] as string[], isOver: false };
      const onEvent = ({ type }: RunEvent) => {
        if (progress.told.at(-1) !== type) progress.told.push(type);
        if (type === 'restart') progress.tokens = 0;
        if (type === 'token') progress.tokens += 1;
      };
      const ended = window.loupe.run(id, given, { ...rest, onEvent });
      void ended.finally(() => {
        progress.isOver = true;
      });
      return { progress, ended };
    },
    [task, input, options] as const,
  );
  return {
    async computes() {
      await page.waitForFunction(({ progress }) => progress.tokens > 0 || progress.isOver, handle);
    },
    end: () =>
      handle.evaluate(async ({ ended, progress }) => ({ result: (await ended) as PlainResult, told: progress.told })),
  };
}

/** Ends the worker that computes (there are others), as a browser short of memory does, and waits until it is gone. */
export async function killWorker(page: Page): Promise<void> {
  const worker = page.workers().find(isInference);
  await worker?.evaluate(() => self.close()).catch(() => {});
  await expect.poll(() => page.workers().some((other) => other === worker)).toBe(false);
}

const isInference = (worker: Worker): boolean => worker.url().includes('inference.worker');

/** How browsers say that a policy of ours refused something. */
const REFUSED = /Content Security Policy|Trusted(?:Script|HTML)/;

/**
 * Every test watches three things, in the page, its workers and the service worker: no request leaves the origin, nothing
 * throws, and nothing runs into the content security policy.
 */
export const test = base.extend<{ watch: undefined; allowedHosts: string[]; provokesPolicy: boolean }>({
  /** Origins, or names of hosts with any port. */
  allowedHosts: [[], { option: true }],
  /** For tests that try what the policy forbids. */
  provokesPolicy: [false, { option: true }],
  watch: [
    async ({ context, baseURL, allowedHosts, provokesPolicy }, use) => {
      const strangers: string[] = [];
      const errors: string[] = [];
      const origins = [new URL(baseURL ?? '').origin, ...allowedHosts];
      context.on('request', (request) => {
        const url = request.url();
        const { origin, hostname } = new URL(url);
        if (/^https?:/.test(url) && !origins.includes(origin) && !allowedHosts.includes(hostname)) strangers.push(url);
      });
      const refusals: string[] = [];
      context.on('console', (message) => {
        if (REFUSED.test(message.text())) refusals.push(message.text());
      });
      context.on('weberror', (error) => errors.push(String(error.error())));
      await use(undefined);
      expect(strangers, 'requests that left the origin').toEqual([]);
      expect(errors, 'errors in the page').toEqual([]);
      if (!provokesPolicy) expect(refusals, 'what the content security policy refused').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
