import { Copy, Download, Image, Lock, Shuffle, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '../../../lib/save-file';
import { Button } from '../../../ui/button';
import { useTaskStore } from '../../use-task-store';
import { type MadePicture, usePictureActions } from './use-picture-actions';

interface PictureBarProps {
  made: MadePicture;
  picture: Blob;
  /** Where the pictures that it was made from are no longer in `made`. */
  input?: () => Promise<MadePicture['asked']['input']>;
  /** Said to screen readers, so that the buttons of several pictures differ. */
  name: string;
  onDone?(): void;
}

/** What can be done with one picture. */
export function PictureBar({ made, picture, input, name, onDone }: PictureBarProps) {
  const actions = usePictureActions();
  const setParameter = useTaskStore((state) => state.setParameter);
  const setSeedMode = useTaskStore((state) => state.setSeedMode);
  const seedOfForm = useTaskStore((state) => state.draft.parameters.seed);
  const asked = async (act: (input: MadePicture['asked']['input']) => void) => {
    act(input ? await input() : made.asked.input);
    onDone?.();
  };
  const locked = seedOfForm === made.seed;
  return (
    <fieldset aria-label={`What to do with ${name}`} className="-mx-1 flex min-w-0 flex-wrap">
      <Button size="small" variant="quiet" onClick={() => saveFile(picture, pictureName(made))}>
        <Download aria-hidden className="size-3.5" />
        PNG
      </Button>
      <CopyPicture picture={picture} />
      <Button
        size="small"
        variant="quiet"
        onClick={() => {
          actions.sendToImage(made, picture);
          onDone?.();
        }}
      >
        <Image aria-hidden className="size-3.5" />
        Image to image
      </Button>
      <Button size="small" variant="quiet" onClick={() => void asked((found) => actions.reuse(made, found))}>
        <SlidersHorizontal aria-hidden className="size-3.5" />
        Use settings
      </Button>
      <Button size="small" variant="quiet" onClick={() => void asked((found) => actions.vary(made, found))}>
        <Shuffle aria-hidden className="size-3.5" />
        Variations
      </Button>
      <Button
        size="small"
        variant="quiet"
        aria-pressed={locked}
        className="font-mono aria-pressed:text-accent"
        title="Use this seed for the next run"
        onClick={() => {
          setSeedMode('fixed');
          setParameter('seed', made.seed);
        }}
      >
        <Lock aria-hidden className="size-3.5" />
        <span className="sr-only">Lock seed</span> {made.seed}
      </Button>
    </fieldset>
  );
}

export const pictureName = ({ task, seed }: MadePicture): string => `loupe-${task}-${seed}.png`;

/** Puts the picture itself on the clipboard. */
function CopyPicture({ picture }: { picture: Blob }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('ready'), 1800);
  };
  return (
    <Button size="small" variant="quiet" onClick={() => void copy()}>
      <Copy aria-hidden className="size-3.5" />
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused' : 'Copy'}
      </span>
    </Button>
  );
}
