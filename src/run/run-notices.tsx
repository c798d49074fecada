import type { Notice } from '../contract/events';
import { DEVICE_NAMES } from '../contract/model';
import type { RunRecord } from '../contract/run';
import { Callout } from '../ui/callout';
import type { RunState } from './run-state';

/** What the reader of a result must know: a step down the device ladder, a text that was cut. */
export function RunNotices({ run }: { run: RunState }) {
  const { notices, stepsDown, restarts } = collect(run);
  return (
    <>
      {restarts.map(({ failure }) => (
        <Callout key={failure.code} tone="warn" role="status">
          {failure.message} The run was started again by itself.
        </Callout>
      ))}
      {stepsDown.map(({ from, to, failure }) => (
        <Callout key={`${from.device} ${from.dtype}`} tone="warn" role="status">
          Moved from {DEVICE_NAMES[from.device]} ({from.dtype}) to {DEVICE_NAMES[to.device]} ({to.dtype}):{' '}
          {failure.message}
        </Callout>
      ))}
      {notices.map((notice) => (
        <Callout key={notice.code + notice.message} tone="warn" role="status">
          {notice.message}
        </Callout>
      ))}
    </>
  );
}

interface Collected {
  notices: Notice[];
  stepsDown: RunRecord['steps_down'];
  restarts: NonNullable<RunRecord['restarts']>;
}

function collect(run: RunState): Collected {
  switch (run.status) {
    case 'idle':
      return { notices: [], stepsDown: [], restarts: [] };
    case 'running':
      return run;
    case 'done':
      return ofRecord(run.result.run);
    case 'failed':
    case 'cancelled':
      return ofRecord(run.run);
    default:
      return run satisfies never;
  }
}

const ofRecord = ({ notices, steps_down, restarts = [] }: RunRecord): Collected => ({
  notices,
  stepsDown: steps_down,
  restarts,
});
