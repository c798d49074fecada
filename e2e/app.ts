import { test as base, expect, type Page } from '@playwright/test';
import type { LoupeConsole } from '../src/contract/console';
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

/** Every test watches two things: no request leaves the origin, and nothing throws in the page. */
export const test = base.extend<{ watch: undefined; allowedHosts: string[] }>({
  allowedHosts: [[], { option: true }],
  watch: [
    async ({ context, baseURL, allowedHosts }, use) => {
      const strangers: string[] = [];
      const errors: string[] = [];
      const origins = [new URL(baseURL ?? '').origin, ...allowedHosts];
      context.on('request', (request) => {
        const url = request.url();
        if (/^https?:/.test(url) && !origins.includes(new URL(url).origin)) strangers.push(url);
      });
      context.on('weberror', (error) => errors.push(String(error.error())));
      await use(undefined);
      expect(strangers, 'requests that left the origin').toEqual([]);
      expect(errors, 'errors in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
