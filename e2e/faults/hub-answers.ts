import { createHash } from 'node:crypto';
import type { ServedFile } from './served-file';

/** A model as a Hub has it. */
export interface ServedModel {
  files: Record<string, ServedFile>;
  pipelineTag?: string;
  licence?: string;
  /** Who has not accepted its terms gets its list of files, but none of them. */
  gated?: boolean;
  /** Only who shows a token hears of it at all. */
  private?: boolean;
}

/** A commit hash that changes with any of the model's files. */
export function commitOf({ files }: ServedModel): string {
  const hash = createHash('sha1');
  for (const [path, file] of Object.entries(files)) hash.update(`${path} ${file.etag()}\n`);
  return hash.digest('hex');
}

/** What `api/models/{id}/revision/{revision}?blobs=true` answers. */
export function modelInfo(id: string, model: ServedModel): object {
  return {
    id,
    modelId: id,
    author: id.split('/')[0],
    sha: commitOf(model),
    private: model.private ?? false,
    gated: model.gated ? 'auto' : false,
    disabled: false,
    pipeline_tag: model.pipelineTag,
    library_name: 'transformers.js',
    tags: ['transformers.js', 'onnx', ...(model.licence ? [`license:${model.licence}`] : [])],
    cardData: model.licence ? { license: model.licence } : {},
    siblings: Object.entries(model.files).map(([rfilename, file]) => ({
      rfilename,
      size: file.bytes,
      blobId: file.lfs ? createHash('sha1').update(rfilename).digest('hex') : file.etag().slice(1, -1),
      ...(file.lfs && { lfs: { sha256: file.sha256(), size: file.bytes, pointerSize: 134 } }),
    })),
  };
}

/** How the Hub says no: in JSON, with a code in a header. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

const NOT_THERE: Refusal = { status: 401, code: 'RepoNotFound', message: 'Invalid username or password.' };

/** Whether a model may be seen, and its files read, by who asks. A model that is not there is a 401 to strangers. */
export function refusalOf(model: ServedModel | undefined, token: string | null, wantsFile: boolean): Refusal | null {
  if (!model) return token ? { status: 404, code: 'RepoNotFound', message: 'Repository not found' } : NOT_THERE;
  if (model.private && !token) return NOT_THERE;
  if (!model.gated || !wantsFile || token === `Bearer ${ACCEPTED_TOKEN}`) return null;
  const message = token ? 'Access to this model is restricted: accept its terms.' : 'Please log in.';
  return { status: token ? 403 : 401, code: 'GatedRepo', message };
}

/** Of somebody who has accepted every model's terms. */
export const ACCEPTED_TOKEN = 'hf_accepted';
