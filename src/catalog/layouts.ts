import { DTYPE_SUFFIX, type Dtype, type ModelFile, type ModelRef } from '../contract/model';
import type { TaskDefinition } from '../contract/task';

interface Layout {
  /** Whether a file of a starter's weights belongs to one of these graphs. */
  isGraphOf(graphs: readonly string[]): (file: ModelFile) => boolean;
  /** Where any model of the Hub has its files. Which of the dtypes it really has, its server says. */
  hubFiles(graphs: readonly string[], anyGraph?: boolean): Pick<ModelRef, 'files' | 'weights'>;
}

/** Most exports for transformers.js have these. */
const TRANSFORMERS_DTYPES: readonly Dtype[] = ['q8', 'fp32', 'fp16', 'q4', 'q4f16', 'int8', 'uint8', 'bnb4'];
const DIFFUSERS_DTYPES: readonly Dtype[] = ['fp32', 'fp16', 'q8'];

const optional = (path: string): ModelFile => ({ path, optional: true });

/** What Optimum, its older versions, and diffusers' own script call the weights beside a graph of more than 2 GB. */
const EXTERNAL_DATA = ['.onnx_data', '.onnx.data'] as const;

/** How models lie in their repositories. */
export const LAYOUTS: Record<NonNullable<TaskDefinition['layout']>, Layout> = {
  transformers: {
    isGraphOf: (graphs) => () => graphs.length > 0,
    hubFiles: (graphs, anyGraph = false) => ({
      files: [
        { path: 'config.json' },
        { path: 'tokenizer.json' },
        { path: 'tokenizer_config.json' },
        { path: 'generation_config.json', optional: true },
      ],
      weights: TRANSFORMERS_DTYPES.map((dtype) => ({
        dtype,
        files: graphs.map((graph) => ({
          path: `onnx/${graph}${DTYPE_SUFFIX[dtype]}.onnx`,
          ...(anyGraph ? { optional: true } : {}),
        })),
      })),
    }),
  },
  diffusers: {
    isGraphOf: (graphs) => (file) => graphs.some((graph) => file.path.startsWith(`${graph}/`)),
    hubFiles: (graphs) => ({
      files: [
        { path: 'model_index.json' },
        optional('scheduler/scheduler_config.json'),
        ...['vocab.json', 'merges.txt', 'tokenizer.json', 'tokenizer_config.json', 'special_tokens_map.json'].map(
          (name) => optional(`tokenizer/${name}`),
        ),
        ...['text_encoder', 'unet', 'vae', ...graphs.filter((graph) => graph.startsWith('vae'))].map((component) =>
          optional(`${component}/config.json`),
        ),
      ],
      weights: DIFFUSERS_DTYPES.map((dtype) => ({
        dtype,
        files: graphs.flatMap((graph) => {
          const stem = `${graph}/model${DTYPE_SUFFIX[dtype]}`;
          // Nothing but image-to-image needs the encoder, and what lacks it says so itself.
          const model = graph === 'vae_encoder' ? optional(`${stem}.onnx`) : { path: `${stem}.onnx` };
          const weights = dtype === 'fp32' ? [optional(`${graph}/weights.pb`)] : [];
          return [model, ...EXTERNAL_DATA.map((ending) => optional(stem + ending)), ...weights];
        }),
      })),
    }),
  },
};
