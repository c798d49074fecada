import type { Notice } from '../contract/events';
import { DEVICE_NAMES } from '../contract/model';
import type { RunRecord } from '../contract/run';
import { Callout } from '../ui/callout';
import type { RunState } from './run-state';

/** What the reader of a result must know: a step down the device ladder, a text that was cut. */
export function RunNotices({ run }: { run: RunState }) {
  const { notices, stepsDown } = collect(run);
  return (
    <>
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

function collect(run: RunState): { notices: Notice[]; stepsDown: RunRecord['steps_down'] } {
  switch (run.status) {
    case 'idle':
      return { notices: [], stepsDown: [] };
    case 'running':
      return run;
    case 'done':
      return { notices: run.result.run.notices, stepsDown: run.result.run.steps_down };
    case 'failed':
    case 'cancelled':
      return { notices: run.run.notices, stepsDown: run.run.steps_down };
    default:
      return run satisfies never;
  }
}
