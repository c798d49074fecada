import type { Failure } from '../../src/contract/failure';
import type { ModelFile, ModelRef } from '../../src/contract/model';

/** What a model in diffusers' layout begins with. */
const INDEX = 'model_index.json';

/** What a server's refusal of a file means. */
export function refusal(model: ModelRef, file: ModelFile, status: number): Failure {
  const detail = `HTTP ${status} for ${file.path}`;
  if (file.path === INDEX && status === 404) {
    return {
      code: 'model-incompatible',
      message: `${model.id} has no ${INDEX}: there is no such model, or it is not in diffusers' layout.`,
      action:
        'Check the spelling, or choose a Stable Diffusion model that was exported to ONNX by Optimum or diffusers.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  // The Hub answers 401 for a model that does not exist, so as not to tell private names.
  if (
    (file.path === 'config.json' || file.path === INDEX) &&
    (status === 404 || (status === 401 && model.source === 'hub'))
  ) {
    return {
      code: 'model-not-found',
      message: `There is no model "${model.id}" (or it is private).`,
      action: 'Check the spelling, owner/name, or choose a model from the list.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  if (status === 404 && !file.path.endsWith('.onnx')) {
    return {
      code: 'model-incompatible',
      message: `${model.id} has no ${file.path}: it was not made for transformers.js.`,
      action: 'Choose a model that was converted for transformers.js.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  if (status === 404) {
    return {
      code: 'model-file-missing',
      message: `${model.id} has no file ${file.path}.`,
      action: 'Choose another dtype, or a model that was converted to ONNX for transformers.js.',
      remedy: 'use-starter-model',
      field: 'model',
      detail,
    };
  }
  return {
    code: 'server-refused',
    message: `The server refused ${file.path} of ${model.id} (HTTP ${status}).`,
    action: status === 429 ? 'Wait a minute and try again.' : 'Try again, or choose another model.',
    remedy: 'retry',
    detail,
  };
}

export function unreachable(model: ModelRef, detail: string): Failure {
  return {
    code: 'network-unreachable',
    message: `${model.id} could not be downloaded: the network or the server does not answer.`,
    action: 'Check the connection and try again; models that were used before work offline.',
    remedy: 'retry',
    detail,
  };
}

export function corrupt(model: ModelRef, file: Pick<ModelFile, 'path'>, problem: string): Failure {
  return {
    code: 'model-file-corrupt',
    message: `The file ${file.path} of ${model.id} is damaged: ${problem}.`,
    action: 'Try again to download it afresh; nothing damaged was kept.',
    remedy: 'retry',
    detail: problem,
  };
}
