import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { visit } from './site.mjs';

const DIST = '.cache/bench/dist';
const BUDGETS = { firstLoad: 150e3, starters: 80e6, task: 12e6, pictureTask: 16e6 };
const PICTURE_TASKS = new Set(['text-to-image', 'image-to-image']);

/** Sizes against their budgets, from a fresh visit to the start page. */
export async function measureBytes(site, browser) {
  const { page, close } = await visit(browser, site.origin);
  const files = compressedFiles(site.requested);
  const tasks = await page.evaluate('loupe.tasks()');
  await close();
  return { files, rows: [firstLoad(files), allStarters(), ...tasks.map(startersOf)] };
}

/** Every script and style sheet that was asked for, with its size as a server sends it. */
function compressedFiles(requested) {
  return [...requested]
    .filter((file) => /\.(m?js|css)$/.test(file))
    .map((file) => ({ file, gzip: gzipSync(readFileSync(path.join(DIST, file))).length }))
    .sort((a, b) => b.gzip - a.gzip);
}

const firstLoad = (files) =>
  row('First load, JavaScript and CSS, gzip', sum(files.map(({ gzip }) => gzip)), BUDGETS.firstLoad);

const allStarters = () => row('Starter models, all', folderBytes(path.join(DIST, 'models')), BUDGETS.starters);

/** The largest that a run of the tab may load: tabs that take the models of other tasks load one of them at a time. */
function startersOf({ id, models }) {
  const folders = models.map((model) => path.join(DIST, 'models', model));
  const budget = PICTURE_TASKS.has(id) ? BUDGETS.pictureTask : BUDGETS.task;
  return row(`Largest starter model, ${id}`, Math.max(0, ...folders.map(folderBytes)), budget);
}

const row = (what, bytes, budget) => ({ what, bytes, budget, verdict: bytes <= budget ? 'within' : 'over' });

/** Bytes of all files in a folder; 0 where there is none: a model of the Hub is not shipped. */
const folderBytes = (folder) =>
  sum(
    list(folder)
      .map((file) => statSync(path.join(folder, file)))
      .filter((stats) => stats.isFile())
      .map((stats) => stats.size),
  );

function list(folder) {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? readdirSync(folder, { recursive: true }) : [];
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
