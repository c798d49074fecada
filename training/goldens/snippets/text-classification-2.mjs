import { pipeline } from '@huggingface/transformers';

// For a browser; in Node leave the device out.
const classify = await pipeline('text-classification', 'SamLowe/roberta-base-go_emotions-onnx', {
  revision: 'v1',
  device: 'webgpu',
  dtype: 'fp16',
});

const text = ['"Fine", she said.', 'L’été\nest fini: \\o/ 🎬 فيلم', 'It\'s\u202e\u0000 odd\ud83d'];

// transformers.js takes no notice of function_to_apply; left out here.
const result = await classify(text, { top_k: null });
console.log(JSON.stringify(result, null, 2));
