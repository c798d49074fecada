import { Download } from 'lucide-react';
import { useState } from 'react';
import { writeNpy } from '../../lib/embeddings/npy';
import { formatAmount, formatCount } from '../../lib/format';
import { saveFile } from '../../lib/save-file';
import type { StartedRun } from '../../run/batch';
import { batchTitle } from '../../run/batch';
import { ResultCard } from '../../run/result-card';
import { Button } from '../../ui/button';
import { AnalogyCard } from './analogy-card';
import { MapCard } from './map-card';
import { type Embedded, vectorTable } from './result-data';
import { SelectionPanel } from './selection-panel';
import { SimilarityCard } from './similarity-card';

interface EmbeddingsResultProps {
  run: StartedRun;
  embedded: Embedded;
}

/** Everything that is drawn of a run with a vector for each text. */
export default function EmbeddingsResult({ run, embedded }: EmbeddingsResultProps) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const { texts, vectors, tokens } = embedded;
  const asked = run.asked.input.text;
  const finished = run.status === 'done' ? { value: run.result.value, run: run.result.run } : undefined;
  return (
    <>
      <ResultCard
        title={batchTitle('Map', texts.length, Array.isArray(asked) ? asked.length : 1)}
        {...(finished ? { finished } : {})}
        table={() => vectorTable(embedded)}
        facts={[
          { label: 'numbers in a vector', value: formatCount(vectors.dimensions) },
          {
            label: 'longest text',
            value: `${formatCount(tokens.reduce((most, one) => Math.max(most, one), 0))} tokens`,
          },
        ]}
      >
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <NpyButton embedded={embedded} />
          {texts.length < 3 ? (
            <p>A map needs at least three texts: add some, one on each line.</p>
          ) : (
            <>
              <MapCard embedded={embedded} selected={selected} onSelect={setSelected} />
              <SelectionPanel texts={texts} vectors={vectors} selected={selected} onSelect={setSelected} />
            </>
          )}
        </div>
      </ResultCard>
      {texts.length > 1 && (
        <>
          <ResultCard title="Cosine matrix">
            <SimilarityCard texts={texts} vectors={vectors} selected={selected} />
          </ResultCard>
          <ResultCard title="Neighbours and analogies">
            <AnalogyCard texts={texts} vectors={vectors} />
          </ResultCard>
        </>
      )}
    </>
  );
}

/** The vectors as numpy reads them; JSON and CSV are at the head of the card. */
function NpyButton({ embedded: { vectors } }: { embedded: Embedded }) {
  const { values, count, dimensions } = vectors;
  const save = () => {
    const blob = new Blob([writeNpy(values, [count, dimensions])], { type: 'application/octet-stream' });
    saveFile(blob, `loupe-embeddings-${count}x${dimensions}.npy`);
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="text-ink-soft text-xs">
        {formatAmount(count, 'vector')} of {formatCount(dimensions)} numbers; nearest are those that point the same way.
      </p>
      <Button size="small" onClick={save} title="For numpy.load: float32, a row for each text">
        <Download aria-hidden className="size-3.5" />
        Vectors as .npy
      </Button>
    </div>
  );
}
