import { useEffect, useState } from 'react';
import type { TextInput } from '../../contract/task';
import { Dialog } from '../../ui/dialog';
import type { DataSource } from '../draft';
import { ChooseTexts } from './choose-texts';
import { type DataFile, readDataFile } from './read-data-file';

interface FileImportProps {
  file: File;
  spec: TextInput;
  /** Whether the other columns of a table are kept beside the texts. */
  keepColumns?: boolean;
  onTexts(texts: string[], source: DataSource): void;
  onClose(): void;
}

/** Opens a file. It asks only where there is something to choose, or to be told. */
export default function FileImport({ file, spec, keepColumns = false, onTexts, onClose }: FileImportProps) {
  const data = useDataFile(file);
  const simple = data?.kind === 'lines' && data.guessed === null && data.texts.length <= spec.maxItems;
  useEffect(() => {
    if (simple) onTexts(data.texts, { file: file.name, column: null });
  }, [simple, data, file, onTexts]);
  if (!data || simple) return null;
  return (
    <Dialog title={`Open ${file.name}`} description="The file is read here, and goes nowhere else." onClose={onClose}>
      {data.kind === 'problem' ? (
        <p role="alert">{data.message}</p>
      ) : (
        <ChooseTexts
          data={data}
          maxItems={spec.maxItems}
          onTexts={(texts, column, columns) =>
            onTexts(texts, { file: file.name, column, ...(keepColumns ? { columns } : {}) })
          }
        />
      )}
    </Dialog>
  );
}

function useDataFile(file: File): DataFile | null {
  const [data, setData] = useState<DataFile | null>(null);
  useEffect(() => {
    let wanted = true;
    readDataFile(file)
      .catch(() => ({ kind: 'problem', message: `${file.name} could not be read.` }) as const)
      .then((read) => wanted && setData(read));
    return () => {
      wanted = false;
    };
  }, [file]);
  return data;
}
