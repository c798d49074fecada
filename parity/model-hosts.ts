import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the app believes its models to be. */
export const ADDRESSES = { starters: 'https://starters.test/', hub: 'https://hub.test/' };

const STARTER_FILE = /^https:\/\/starters\.test\/(.+)$/;
const TINY_FILE = /^https:\/\/hub\.test\/parity\/([\w.-]+)\/resolve\/main\/(.+)$/;

const DIFFUSION_FILE = /^https:\/\/hub\.test\/diffusion\/([\w.-]+)\/resolve\/main\/(.+)$/;
const BROKEN_FILE = /^https:\/\/hub\.test\/broken\/([\w.-]+)\/resolve\/main\/(.+)$/;

/** Models of other people, beside the repository. */
const SHARED_FILE = /^https:\/\/hub\.test\/shared\/([\w.-]+)\/resolve\/main\/(.+)$/;

/** The file of the repository that answers for an address, or null. */
export function fileOf(address: string): string | null {
  const starter = STARTER_FILE.exec(address);
  if (starter) return `public/models/${starter[1]}`;
  const tiny = TINY_FILE.exec(address);
  const shared = SHARED_FILE.exec(address);
  if (shared) return `../shared/models/${shared[1]}/${shared[2]}`;
  const diffusion = DIFFUSION_FILE.exec(address);
  if (diffusion) return `parity/diffusion/models/${diffusion[1]}/${diffusion[2]}`;
  const [, variant = '', file = ''] = BROKEN_FILE.exec(address) ?? [];
  if (variant) return brokenFile(variant, file);
  return tiny ? `parity/models/${tiny[1]}/${tiny[2]}` : null;
}

export interface BrokenVariant {
  name: string;
  /** The model that all other components are taken from. */
  over: string;
  components: string[];
  works: boolean;
  because: string;
}

const MODELS = path.join(import.meta.dirname, 'diffusion/models');

export const brokenVariants = (): BrokenVariant[] =>
  JSON.parse(readFileSync(path.join(MODELS, 'broken/variants.json'), 'utf8')) as BrokenVariant[];

/** A broken model has only what is broken; the rest is another model's. */
function brokenFile(variant: string, file: string): string {
  const own = `broken/${variant}/${file}`;
  if (existsSync(path.join(MODELS, own))) return `parity/diffusion/models/${own}`;
  const { over = '' } = brokenVariants().find(({ name }) => name === variant) ?? {};
  return `parity/diffusion/models/${over}/${file}`;
}
