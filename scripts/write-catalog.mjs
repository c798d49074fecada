// Writes src/catalog/starter-files.json: path, bytes and SHA-256 of every file that a starter model is loaded from.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MODELS = 'public/models';
const LOADED = /^(config|generation_config|tokenizer|tokenizer_config)\.json$|^onnx\/.*\.onnx$/;
/** The layout of diffusers: a folder for each component. */
const LOADED_PARTS =
  /^model_index\.json$|^scheduler\/scheduler_config\.json$|^tokenizer\/[\w.]+$|^(text_encoder|unet|vae|vae_encoder|vae_decoder)\/(config\.json|model\w*\.onnx(_data)?)$/;

export function catalogueFiles() {
  const catalogue = {};
  for (const owner of readdirSync(MODELS)) {
    for (const name of readdirSync(path.join(MODELS, owner))) {
      const root = path.join(MODELS, owner, name);
      catalogue[`${owner}/${name}`] = readdirSync(root, { recursive: true })
        .map((file) => file.split(path.sep).join('/'))
        .filter((file) => (LOADED.test(file) || LOADED_PARTS.test(file)) && statSync(path.join(root, file)).isFile())
        .sort()
        .map((file) => {
          const bytes = readFileSync(path.join(root, file));
          return { path: file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
        });
    }
  }
  return catalogue;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync('src/catalog/starter-files.json', `${JSON.stringify(catalogueFiles(), null, 2)}\n`);
}
