import { findModel } from '../../src/catalog/resolve-model';
import type { Failure } from '../../src/contract/failure';
import type { ModelRef } from '../../src/contract/model';
import type { ModelDescription } from '../../src/contract/model-store';
import { failed, type Outcome, success } from '../../src/contract/outcome';
import { DOUBTED, dropOutdated } from './doubt';
import { notFound, refusal } from './failures';
import { askHub, type HubAnswer, sourceOf } from './hub-api';
import type { HubInfo } from './hub-info';
import { withRealFiles } from './real-files';
import { retryAfterMs } from './retry-policy';
import { newModelRow, type StoreSetup } from './store-setup';
import { bytesOfRow } from './stored-files';

/** A list of files of which nothing was fetched yet is asked for again after this time. */
const INFO_LASTS_MS = 10 * 60_000;
const MAX_CONFIG_BYTES = 2 ** 20;

type NoInfo = Extract<HubAnswer, { kind: 'none' }>;

/** What a model is, from the index as far as something of it is here, otherwise from its host. */
export async function describe(
  setup: StoreSetup,
  model: ModelRef,
  signal: AbortSignal,
): Promise<Outcome<ModelDescription>> {
  const local = await findLocal(setup, model.id);
  if (local) return success(await description(setup, { ...model, ...local.ref }, local.info));
  if (model.source === 'local') return failed(notFound(model));
  if (model.source === 'starter') return success(await description(setup, model, null));
  const known = await hubInfo(setup, model, signal);
  if (!known.ok) return known;
  const { info, unanswered } = known.value;
  if (!info) return success({ ...(await description(setup, model, null)), ...(unanswered && { unanswered }) });
  const exact = { ...model, ...(info.commit === null ? {} : { commit: info.commit }) };
  return success(await description(setup, exact, await withArchitecture(setup, exact, info, signal)));
}

/** An imported model goes before one of the Hub with the same id. */
async function findLocal({ storage: { index } }: StoreSetup, id: string) {
  const row = (await index.models()).find((each) => each.source === 'local' && each.id === id);
  if (!row?.info) return null;
  const ref = { source: 'local', revision: row.revision, baseUrl: row.key } as const;
  return { ref, info: row.info };
}

/** What is known of a model; null where the host has no list of files: the layout's guess is all there is then. */
interface KnownInfo {
  info: HubInfo | null;
  /** Why the host did not answer just now. */
  unanswered?: Failure;
}

async function hubInfo(setup: StoreSetup, model: ModelRef, signal: AbortSignal): Promise<Outcome<KnownInfo>> {
  const { index } = setup.storage;
  const row = await index.model(model.baseUrl);
  if (row?.info && row.infoAt !== DOUBTED) {
    const inUse = (await index.files(model.baseUrl)).some(({ state }) => state !== 'absent');
    if (inUse || setup.clock.now() - row.infoAt < INFO_LASTS_MS) return success({ info: row.info });
  }
  const settings = setup.settings();
  const answer = await askHub(settings, model, signal);
  switch (answer.kind) {
    case 'info':
      await rememberInfo(setup, model, answer.info);
      return success({ info: answer.info });
    case 'unreachable':
      return success({ info: row?.info ?? null, unanswered: answer.failure });
    case 'none':
      return (
        refused(model, answer, settings.token !== null) ??
        success({ info: row?.info ?? null, ...busy(model, answer, setup.clock.now()) })
      );
    default:
      return answer satisfies never;
  }
}

/** A host that has no time for us may well have a list. */
function busy(model: ModelRef, { status, retryAfter }: NoInfo, now: number): { unanswered?: Failure } {
  if (status === null || !(status === 429 || (status >= 500 && status !== 501))) return {};
  const wait = retryAfterMs(retryAfter, now);
  return { unanswered: refusal(model, { path: 'the list of files' }, { status, retryAfter: wait }) };
}

/** A host that says no in the Hub's own words is believed; any other may simply lack this part of the API. */
function refused(model: ModelRef, { status, code }: NoInfo, withToken: boolean) {
  if (status === null || code === null) return null;
  const failure: Failure =
    code === 'RepoNotFound'
      ? notFound(model, withToken)
      : refusal(model, { path: 'config.json' }, { status, code, withToken });
  return failed(failure);
}

async function rememberInfo({ storage, clock }: StoreSetup, model: ModelRef, info: HubInfo): Promise<void> {
  const { index } = storage;
  const now = clock.now();
  const row = (await index.model(model.baseUrl)) ?? newModelRow(model, 0);
  if (row.info && row.info.commit !== info.commit) await dropOutdated(storage, model.baseUrl, info);
  await index.putModel({ ...row, info, infoAt: now, commit: info.commit });
}

/** The Hub does not always say what kind of model it is; its configuration does. */
async function withArchitecture(
  setup: StoreSetup,
  model: ModelRef,
  info: HubInfo,
  signal: AbortSignal,
): Promise<HubInfo> {
  if (info.architecture !== null) return info;
  const name = ['config.json', 'model_index.json'].find((path) =>
    info.files.some((file) => file.path === path && (file.bytes ?? 0) < MAX_CONFIG_BYTES),
  );
  if (name === undefined) return info;
  try {
    const { url, headers } = sourceOf(setup.settings(), model, name, setup.origin);
    const response = await fetch(url, { headers, signal, cache: 'no-store' });
    const architecture = response.ok ? architectureIn(await response.text()) : null;
    if (architecture === null) return info;
    const known = { ...info, architecture };
    await rememberInfo(setup, model, known);
    return known;
  } catch {
    signal.throwIfAborted();
    return info;
  }
}

/** `model_type` of config.json, or `_class_name` of model_index.json. */
export function architectureIn(text: string): string | null {
  try {
    const { model_type: type, _class_name: name } = JSON.parse(text) as Record<string, unknown>;
    const found = type ?? name;
    return typeof found === 'string' ? found.slice(0, 100) : null;
  } catch {
    return null;
  }
}

async function description(setup: StoreSetup, guessed: ModelRef, info: HubInfo | null): Promise<ModelDescription> {
  const model = info ? withRealFiles(guessed, info.files) : guessed;
  const rows = new Map((await setup.storage.index.files(model.baseUrl)).map((row) => [row.path, row]));
  const bytesAt = (path: string) => {
    const row = rows.get(path);
    return row ? bytesOfRow(row) : 0;
  };
  const entry = model.source === 'starter' ? findModel(model.id) : undefined;
  return {
    model,
    about: {
      pipelineTag: info?.pipelineTag ?? entry?.tasks[0] ?? null,
      library: info?.library ?? null,
      licence: info?.licence ?? entry?.licence ?? null,
      architecture: info?.architecture ?? null,
      gated: info?.gated ?? false,
    },
    dtypes: model.weights.map(({ dtype, files }) => {
      const all = [...model.files, ...files];
      const known = all.every(({ bytes }) => bytes !== undefined);
      const bytes = known ? all.reduce((sum, file) => sum + (file.bytes ?? 0), 0) : null;
      return {
        dtype,
        bytes,
        missing: bytes === null ? null : bytes - all.reduce((sum, { path }) => sum + bytesAt(path), 0),
      };
    }),
  };
}
