// Draws the PNG icons from public/icons/icon.svg. Run it after the SVG has changed; the PNGs are committed.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { chromiumPath } from './chromium.mjs';

const svg = readFileSync('public/icons/icon.svg', 'utf8');
const bare = svg.replace('rx="112"', '');
const ICONS = [
  { file: 'icon-192.png', size: 192, markup: svg },
  { file: 'icon-512.png', size: 512, markup: svg },
  // Platforms cut maskable icons to their own shape: the background runs to the edge, the drawing keeps clear of it.
  {
    file: 'icon-maskable-512.png',
    size: 512,
    markup: bare.replace('<g ', '<g transform="translate(51 51) scale(0.8)" '),
  },
];

const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
for (const { file, size, markup } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${markup}`);
  await page.screenshot({ path: `public/icons/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
