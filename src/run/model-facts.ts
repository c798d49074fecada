import type { ModelEntry } from '../contract/model';
import { formatBytes } from '../lib/format';

/** What a model weighs before it is downloaded, in words; null where nobody has said. */
export function sizeWords({ source, files, weights, download }: ModelEntry): string | null {
  if (download) return `about ${formatBytes(download.megabytes * 1e6)} (${download.dtype})`;
  const bytes = [...files, ...(weights[0]?.files ?? [])].reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  return source === 'starter' && bytes > 0 ? formatBytes(bytes) : null;
}

const names = new Intl.DisplayNames(['en'], { type: 'language' });

/** (['en', 'de']) → 'English, German'. */
export const languageWords = (languages: readonly string[]): string =>
  languages.map((code) => (code === 'multilingual' ? 'many languages' : (names.of(code) ?? code))).join(', ');

/** Size, languages, and whether anybody here has run it. */
export const factsOf = (model: ModelEntry): string[] => {
  const size = sizeWords(model);
  return [...(size ? [size] : []), languageWords(model.languages), ...(model.verified ? [] : ['not verified here'])];
};

/** `owner/name` as the Hub allows it. */
export const isHubId = (text: string): boolean => /^[\w.-]{1,96}\/[\w.-]{1,96}$/.test(text) && !text.includes('..');

/** The id in what was typed, which may be the address of a model's page; null where there is none. */
export function hubIdIn(text: string): string | null {
  const path = /^(?:https?:\/\/[^/]+|huggingface\.co|hf\.co)\/(.+)$/.exec(text)?.[1];
  const id = path === undefined ? text : path.split(/[/?#]/, 2).join('/');
  return isHubId(id) ? id : null;
}

/** Imported from this machine: it has no page and no revision. */
export const isLocal = (id: string): boolean => id.startsWith('local/');
