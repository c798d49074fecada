export { diffusionPrograms as codeFor } from '../../lib/code/diffusion';
