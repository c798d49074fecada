import { Download } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '../lib/save-file';
import type { Table } from '../lib/table';
import { Menu, MenuEntry } from './menu';

interface ExportPictureProps {
  /** Of the button, where several stand close together. */
  label?: string;
  /** File name without its ending. */
  name: string;
  /** The picture as it is shown; null while there is none. Asked when something is chosen. */
  svg(): SVGSVGElement | null;
  /** The numbers behind it, for CSV. */
  table?: (() => Table) | undefined;
}

type Format = 'svg' | 'png' | 'csv';

/** A menu that saves a picture as SVG or PNG, and the numbers behind it as CSV. */
export function ExportPicture({ label = 'Export', name, svg, table }: ExportPictureProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (format: Format) => {
    try {
      saveFile(await fileOf(format, svg, table), `${name}.${format}`);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error && error.message ? error.message : 'The file could not be made. Try SVG.');
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Menu label={label} icon={<Download aria-hidden className="size-3.5" />}>
        <MenuEntry onChoose={() => void save('svg')} hint="Sharp at any size; opens in drawing programs.">
          SVG
        </MenuEntry>
        <MenuEntry onChoose={() => void save('png')} hint="Twice as many pixels as on the screen.">
          PNG
        </MenuEntry>
        {table && (
          <MenuEntry onChoose={() => void save('csv')} hint="The numbers behind the picture.">
            CSV
          </MenuEntry>
        )}
      </Menu>
      <span role="status" className="text-danger text-xs empty:hidden">
        {problem}
      </span>
    </div>
  );
}

/** @throws Error that says what to do */
async function fileOf(format: Format, svg: () => SVGSVGElement | null, table?: () => Table): Promise<Blob> {
  if (format === 'csv') {
    const { writeCsv } = await import('../lib/csv');
    return new Blob([table ? writeCsv(table()) : ''], { type: 'text/csv' });
  }
  const { svgFile, pngFile } = await import('../lib/export-picture');
  const element = svg();
  if (!element) throw new Error('There is no picture to export yet. Draw one first.');
  return format === 'svg' ? svgFile(element) : await pngFile(element);
}
