import type { Failure } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';
import { PolicyRefusalError } from './policy-refusal';

/** What a model in diffusers' layout begins with. */
const INDEX = 'model_index.json';

type Named = Pick<ModelRef, 'id' | 'source'>;

/** What a server says about its refusal, beside the status. */
export interface Refusal {
  status: number;
  /** The Hub's own word for it (`X-Error-Code`): RepoNotFound, GatedRepo, RevisionNotFound, EntryNotFound. */
  code?: string | null;
  /** Milliseconds that it asks to be left alone for. */
  retryAfter?: number | null;
  /** A token was shown. */
  withToken?: boolean;
}

/** What a server's refusal of a file means. */
export function refusal(model: Named, { path }: Pick<ModelFile, 'path'>, refused: Refusal): Failure {
  const { status, code } = refused;
  const detail = `HTTP ${status}${code ? ` ${code}` : ''} for ${path}`;
  if (code === 'GatedRepo') return { ...gated(model, refused.withToken ?? false), detail };
  if (code === 'RevisionNotFound') return { ...noRevision(model), detail };
  if (status === 404) return { ...missing(model, path), detail };
  // The Hub answers 401 for a model that does not exist, so as not to tell private names.
  const first = path === 'config.json' || path === INDEX;
  if (status === 401 && model.source === 'hub' && first && !refused.withToken)
    return { ...notFound(model, false), detail };
  if (status === 401 || status === 403) return { ...denied(model, path, refused), detail };
  if (status === 429) return { ...limited(model, refused.retryAfter ?? null), detail };
  return { ...serverError(model, path, status), detail };
}

function missing(model: Named, path: string): Failure {
  if (path === INDEX) {
    return {
      code: 'model-incompatible',
      message: `${model.id} has no ${INDEX}: there is no such model, or it is not in diffusers' layout.`,
      action:
        'Check the spelling, or choose a Stable Diffusion model that was exported to ONNX by Optimum or diffusers.',
      remedy: 'use-starter-model',
      field: 'model',
    };
  }
  if (path === 'config.json') return notFound(model);
  if (!path.endsWith('.onnx')) {
    return {
      code: 'model-incompatible',
      message: `${model.id} has no ${path}: it was not made for transformers.js.`,
      action: 'Choose a model that was converted for transformers.js.',
      remedy: 'use-starter-model',
      field: 'model',
    };
  }
  return {
    code: 'model-file-missing',
    message: `${model.id} has no file ${path}.`,
    action: 'Choose another dtype, or a model that was converted to ONNX for transformers.js.',
    remedy: 'use-starter-model',
    field: 'model',
  };
}

export const notFound = (model: Named, withToken = true): Failure => ({
  code: 'model-not-found',
  message: `There is no model "${model.id}" (or it is private).`,
  action: withToken
    ? 'Check the spelling, owner/name, or choose a model from the list.'
    : 'Check the spelling, owner/name, or choose a model from the list; a private one wants an access token, set under Models.',
  remedy: 'use-starter-model',
  field: 'model',
});

/** It was on the list a moment ago. */
export const GONE: Failure = {
  code: 'model-not-found',
  message: 'This model is not on this machine any more.',
  action: 'It was deleted, perhaps in another tab: download or add it again to use it.',
  field: 'model',
};

const noRevision = (model: Named): Failure => ({
  code: 'model-not-found',
  message: `${model.id} has no such revision.`,
  action: 'Check the branch, tag or commit, or leave the revision out.',
  remedy: 'edit-input',
  field: 'revision',
});

const gated = (model: Named, withToken: boolean): Failure => ({
  code: 'model-gated',
  message: withToken
    ? `The access token does not open ${model.id}: its owner asks everybody to accept terms first.`
    : `${model.id} is gated: its owner asks everybody to accept terms first.`,
  action: withToken
    ? "Accept the terms on the model's page with the account of the token, and try again."
    : "Accept the terms on the model's page, then set an access token of that account under Models.",
  remedy: 'manage-models',
  field: 'model',
});

const denied = (model: Named, path: string, { status, withToken }: Refusal): Failure => ({
  code: 'access-denied',
  message: withToken
    ? `The server does not give ${path} of ${model.id} to the owner of this access token.`
    : `The server does not give ${path} of ${model.id} to everybody.`,
  action:
    model.source === 'starter'
      ? 'Ask who runs this site to let the folder "models" be read.'
      : withToken
        ? `Check under Models that the token is valid and may read this model${status === 403 ? ", and accept its terms on the model's page" : ''}.`
        : 'Set an access token that may read it under Models, or choose another model.',
  remedy: 'manage-models',
  field: 'model',
});

function limited(model: Named, retryAfter: number | null): Failure {
  const wait = retryAfter === null ? 'a few minutes' : `${Math.max(1, Math.ceil(retryAfter / 60_000))} min`;
  return {
    code: 'rate-limited',
    message: `The server of ${model.id} has had too many requests from here and wants a pause.`,
    action: `Try again in ${wait}: what was downloaded is kept. An access token under Models raises the Hub's limits.`,
    remedy: 'retry',
  };
}

const serverError = (model: Named, path: string, status: number): Failure => ({
  code: 'server-refused',
  message: `The server refused ${path} of ${model.id} (HTTP ${status}).`,
  action:
    status >= 500
      ? 'The server has a problem of its own: try again later; what was downloaded is kept.'
      : 'Try again, or choose another model.',
  remedy: 'retry',
});

export function unreachable(model: Named, detail: string): Failure {
  return {
    code: 'network-unreachable',
    message: `${model.id} could not be downloaded: the network or the server does not answer.`,
    action:
      'Check the connection and try again: what was downloaded is kept, and models that are complete work offline.',
    remedy: 'retry',
    detail,
  };
}

/** @param redirected the host may be asked, but what it redirects to may not */
export function originRefused(model: Named, url: string, redirected: boolean): Failure {
  const { host } = new URL(url);
  const code = 'origin-refused';
  if (redirected) {
    return {
      code,
      message: `${host} sends downloads of ${model.id} on to another server, and Loupe asks none but the host that you have set.`,
      action: 'Under Models, set a mirror that serves its files itself, or go back to the Hub.',
      remedy: 'manage-models',
      detail: `${url} redirects to an origin that the content security policy does not name`,
    };
  }
  return {
    code,
    message: `${model.id} could not be downloaded: this page has no leave yet to ask ${host}.`,
    action: 'Reload the page and try again. In a private window the Hub alone can be asked.',
    remedy: 'reload',
    detail: `the content security policy does not name ${url}`,
  };
}

/** What a request without an answer is called. */
export const unanswered = (model: Named, error: unknown, what: string): Failure =>
  error instanceof PolicyRefusalError
    ? originRefused(model, error.url, error.redirected)
    : unreachable(model, `${what}: ${String(error)}`);

export function corrupt(model: Named, file: Pick<ModelFile, 'path'>, problem: string): Failure {
  return {
    code: 'model-file-corrupt',
    message: `The file ${file.path} of ${model.id} is damaged: ${problem}.`,
    action: 'Try again to download it afresh; nothing damaged was kept.',
    remedy: 'retry',
    detail: problem,
  };
}

export const keepsChanging = (model: Named, { path }: Pick<ModelFile, 'path'>): Failure => ({
  code: 'model-file-changed',
  message: `The file ${path} of ${model.id} changed on the server while it was being downloaded, more than once.`,
  action: 'Somebody may be uploading it just now: try again later, or give a commit as the revision.',
  remedy: 'retry',
});

/** Its hash is another one than its host listed a while ago: going on would only bring the wrong bytes here. */
export const notAsListed = (model: Named, { path }: Pick<ModelFile, 'path'>): Failure => ({
  code: 'model-file-changed',
  message: `The file ${path} of ${model.id} has changed on the server since the server listed it.`,
  action: 'Try again: the list is asked for afresh, and what has not changed is kept.',
  remedy: 'retry',
});

/** @param candidates what could be deleted, least recently used first, as people say it */
export const storageFull = (model: Named, missingBytes: number | null, candidates: readonly string[]): Failure => ({
  code: 'storage-full',
  message: `There is not enough storage for ${model.id}${missingBytes === null ? '' : `: it needs ${megabytes(missingBytes)} more`}.`,
  action:
    candidates.length > 0
      ? `Delete models that you no longer need under Models; the longest unused are ${candidates.join(', ')}.`
      : 'Free space on this device, or choose a smaller dtype or model.',
  remedy: 'manage-models',
});

export const megabytes = (bytes: number): string =>
  bytes < 1e9 ? `${Math.max(1, Math.ceil(bytes / 1e6))} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

export const importRefused = (message: string, action: string, detail?: string): Failure => ({
  code: 'import-refused',
  message,
  action,
  ...(detail === undefined ? {} : { detail }),
});
