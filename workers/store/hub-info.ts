import type { ModelFile } from '../../src/contract/model';

/** What the Hub's API says of a model in one revision, as far as Loupe needs it. */
export interface HubInfo {
  commit: string | null;
  pipelineTag: string | null;
  library: string | null;
  licence: string | null;
  architecture: string | null;
  gated: boolean;
  files: readonly ModelFile[];
}

const MAX_FILES = 20_000;

/**
 * Reads an answer of `api/models/{id}/revision/{revision}?blobs=true`. The SHA-256 stands with files in LFS or Xet;
 * others have git's hash, which is of no use here.
 * @returns null where it is no such answer
 */
export function readHubInfo(answer: unknown): HubInfo | null {
  if (!isRecord(answer) || !Array.isArray(answer.siblings) || answer.siblings.length > MAX_FILES) return null;
  const { sha, pipeline_tag, library_name, cardData, gated, config } = answer;
  return {
    commit: typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha) ? sha : null,
    pipelineTag: textOrNull(pipeline_tag),
    library: textOrNull(library_name),
    licence: licenceIn(cardData),
    architecture: isRecord(config) ? textOrNull(config.model_type) : null,
    gated: gated !== false && gated !== undefined && gated !== null,
    files: answer.siblings.flatMap(fileOfSibling),
  };
}

function fileOfSibling(sibling: unknown): ModelFile[] {
  if (!isRecord(sibling) || typeof sibling.rfilename !== 'string') return [];
  const { rfilename: path, size, lfs } = sibling;
  const sha256 = isRecord(lfs) && typeof lfs.sha256 === 'string' ? lfs.sha256.toLowerCase() : '';
  return [
    {
      path,
      ...(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { bytes: size } : {}),
      ...(/^[0-9a-f]{64}$/.test(sha256) ? { sha256 } : {}),
    },
  ];
}

function licenceIn(card: unknown): string | null {
  const licence = isRecord(card) ? card.license : null;
  return Array.isArray(licence) ? textOrNull(licence.join(', ')) : textOrNull(licence);
}

const textOrNull = (value: unknown): string | null =>
  typeof value === 'string' && value.length > 0 ? value.slice(0, 200) : null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
