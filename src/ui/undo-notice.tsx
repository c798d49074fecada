import { Button } from './button';
import { Callout } from './callout';

/** Says that something was taken away, and brings it back. */
export function UndoNotice({ children, onUndo }: { children: string; onUndo(): void }) {
  return (
    <Callout
      tone="info"
      role="status"
      actions={
        <Button size="small" onClick={onUndo}>
          Undo
        </Button>
      }
    >
      {children}
    </Callout>
  );
}
