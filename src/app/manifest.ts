import type { ManifestOptions } from 'vite-plugin-pwa';
import { task as textClassification } from '../tasks/text-classification/task.ts';
import { task as textGeneration } from '../tasks/text-generation/task.ts';

/** The tasks that an installed Loupe offers from its icon's menu; platforms show four at most. */
const SHORTCUTS = [textClassification, textGeneration];

/** What the browser installs. Built in Node, where the task glob does not exist: hence the named tasks. */
export const manifest: Partial<ManifestOptions> = {
  id: './',
  name: 'Loupe',
  short_name: 'Loupe',
  description: 'Run transformer and diffusion models in the browser, and look inside them.',
  lang: 'en',
  start_url: './',
  scope: './',
  display: 'standalone',
  background_color: '#f7f7f5',
  theme_color: '#0b6a6c',
  categories: ['education', 'developer tools', 'productivity'],
  icons: [
    { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: [
    {
      src: 'screenshots/wide.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: 'A sentence, the labels that a model gives it, and their probabilities',
    },
    {
      src: 'screenshots/narrow.png',
      sizes: '412x915',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'The same on a phone',
    },
  ],
  shortcuts: SHORTCUTS.map((task) => ({
    name: task.title,
    description: task.summary,
    url: `./#/${task.id}`,
    icons: [{ src: 'icons/icon-192.png', sizes: '192x192' }],
  })),
};
