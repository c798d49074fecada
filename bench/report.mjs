/** The results as text: bytes first, then time. */
export function report({ bytes, time }) {
  const sizes = bytes.rows.map(({ what, bytes: size, budget, verdict }) => [
    what,
    inUnits(size),
    inUnits(budget),
    verdict,
  ]);
  const times = time.rows.map((row) => [
    `${row.task}, ${row.title} (${row.device} ${row.dtype})`,
    row.app_ms.toFixed(1),
    row.bare_ms.toFixed(1),
    row.ratio.toFixed(3),
    row.quartiles.map((ratio) => ratio.toFixed(2)).join('–'),
    row.budget.toFixed(2),
    row.verdict,
  ]);
  const counts = time.rows.map((row) => row.app.length);
  return [
    table([['Bytes', 'size', 'budget', ''], ...sizes]),
    table([['Time', 'app ms', 'baseline ms', 'ratio', 'quartiles', 'budget', ''], ...times]),
    `Medians of ${Math.min(...counts)} to ${Math.max(...counts)} pairs; ${time.threads} WASM threads.`,
    ...memoryLines(time.memory),
    'noise: over the budget, but not in three pairs of four.',
    '',
  ].join('\n');
}

/** The VAE decoder at 1024x1024, whole and in tiles. */
function memoryLines(memory) {
  if (!memory) return [];
  const { whole, tiled, ratio, difference } = memory;
  const verdict = ratio < 0.5 && difference <= 2 ? 'within' : 'over';
  return [
    `VAE at 1024x1024: ${inUnits(tiled)} in tiles, ${inUnits(whole)} whole: ratio ${ratio.toFixed(2)} (below 0.50), mean difference ${difference.toFixed(2)} of 255 (at most 2): ${verdict}`,
  ];
}

/** Columns as wide as their widest cell; the first and last to the left, numbers to the right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows.map(line);
  return [head, '-'.repeat(Math.max(head.length, ...body.map((text) => text.length))), ...body, ''].join('\n');
}

const inUnits = (bytes) => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`);
