/** One finished picture, as `loupe.run` returns it. */
export interface GeneratedImage {
  /** A PNG with the parameters in its text chunks. */
  blob: Blob;
  width: number;
  height: number;
  /** The seed that makes this picture alone. */
  seed: number;
}

/** What diffusers' pipelines return, with Blobs for PIL images. */
export interface DiffusionValue {
  images: GeneratedImage[];
}

/** What a prompt came to. */
export interface PromptTokens {
  /** Tokens of the text itself. */
  tokens: number;
  /** How many fit into one chunk: 75 for CLIP. */
  chunk_size: number;
  chunks: number;
  /** In plain syntax: the end of the prompt that was cut off. */
  truncated: string | null;
}

/** What the views need beyond the pictures. */
export interface DiffusionDetails {
  /** The class that was used. */
  scheduler: string;
  timesteps: number[];
  /** Noise levels with the one at the end, where the scheduler has such. */
  sigmas: number[] | null;
  /** Where image-to-image began: the number of steps left out. */
  first_step: number;
  /** Mean over the steps, previews not counted. */
  milliseconds_per_step: number;
  prompt: PromptTokens;
  negative_prompt: PromptTokens | null;
}
