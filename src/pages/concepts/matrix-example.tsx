import type { ReactNode } from 'react';
import { Callout } from '../../ui/callout';
import { Arithmetic, type ArithmeticLine, Part } from './arithmetic';

interface MatrixExampleProps {
  /** Editors and knobs. */
  numbers: ReactNode;
  /** What keeps the matrices from being multiplied; null where nothing does. */
  problem: string | null;
  /** {@link MatrixSteps}; drawn only where there is no problem. */
  children: ReactNode;
}

/** An example that multiplies matrices: the numbers, then what comes of them, or why nothing can. */
export function MatrixExample({ numbers, problem, children }: MatrixExampleProps) {
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Part title="Numbers">{numbers}</Part>
      {problem === null ? (
        children
      ) : (
        <Callout tone="warn" role="status">
          {problem} Start over, or correct the link.
        </Callout>
      )}
    </div>
  );
}

interface MatrixStepsProps {
  /** Every matrix on the way. */
  matrices: ReactNode;
  /** The row whose sums are written out, such as `query 1`. */
  followed: string;
  lines: readonly ArithmeticLine[];
}

/** All matrices on the way, and the arithmetic of one row. */
export function MatrixSteps({ matrices, followed, lines }: MatrixStepsProps) {
  return (
    <>
      <Part title="Steps">
        <div className="flex flex-wrap gap-4">{matrices}</div>
      </Part>
      <div className="xl:col-span-2">
        <Part title={`Arithmetic of ${followed}`}>
          <Arithmetic lines={lines} />
        </Part>
      </div>
    </>
  );
}
