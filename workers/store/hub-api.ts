import type { Failure } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import type { StoreSettings } from '../../src/contract/store-api';
import { unanswered } from './failures';
import { type HubInfo, readHubInfo } from './hub-info';
import { fetchOrSayWhy } from './policy-refusal';
import type { Source } from './transport';

const TIME_LIMIT_MS = 15_000;
const MAX_ANSWER_BYTES = 30e6;

/** What came of asking: `none` where the host has no such API or does not tell, `unreachable` where it is not there. */
export type HubAnswer =
  | { kind: 'info'; info: HubInfo }
  | { kind: 'none'; status: number | null; code: string | null; retryAfter: string | null }
  | { kind: 'unreachable'; failure: Failure };

/** Asks a model's host for its list of files, with sizes and hashes. */
export async function askHub(settings: StoreSettings, model: ModelRef, signal: AbortSignal): Promise<HubAnswer> {
  const host = hostOf(model);
  if (host === null) return { kind: 'none', status: null, code: null, retryAfter: null };
  const url = `${host}api/models/${model.id}/revision/${encodeURIComponent(model.revision)}?blobs=true`;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
  try {
    const headers = authorization(settings, model, url);
    const response = await fetchOrSayWhy(url, { headers, signal: limited, cache: 'no-store' });
    const { status } = response;
    const text = status === 200 ? await response.text() : '';
    const info = text.length > 0 && text.length < MAX_ANSWER_BYTES ? readHubInfo(parse(text)) : null;
    if (info) return { kind: 'info', info };
    const { headers: answered } = response;
    return { kind: 'none', status, code: answered.get('x-error-code'), retryAfter: answered.get('retry-after') };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'unreachable', failure: unanswered(model, error, 'its list of files') };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where a model's host begins: what stands before its id. */
function hostOf(model: ModelRef): string | null {
  if (model.source !== 'hub') return null;
  const at = model.baseUrl.indexOf(`${model.id}/resolve/`);
  return at > 0 ? model.baseUrl.slice(0, at) : null;
}

/**
 * Where a file of a model is fetched from. Of a model whose commit is known always that commit: files of two versions
 * never meet.
 */
export function sourceOf(settings: StoreSettings, model: ModelRef, path: string, origin: string): Source {
  const host = hostOf(model);
  const folder = host !== null && model.commit ? `${host}${model.id}/resolve/${model.commit}/` : model.baseUrl;
  const url = folder + path.split('/').map(encodeURIComponent).join('/');
  return { url, headers: authorization(settings, model, url), sameOrigin: new URL(url).origin === origin };
}

/** The token is for the host that the person set it for. Browsers drop it themselves when that host sends them elsewhere. */
function authorization(settings: StoreSettings, model: ModelRef, url: string): Record<string, string> {
  if (!settings.token || model.source !== 'hub') return {};
  const same = new URL(url).origin === new URL(settings.hub).origin;
  return same ? { authorization: `Bearer ${settings.token}` } : {};
}
