import { startTransition, useEffect, useRef, useState } from 'react';
import type { Engine } from '../../contract/engine';
import type { Failure } from '../../contract/failure';
import type { Outcome } from '../../contract/outcome';

/** An answer that follows what is typed. */
export interface Followed<T> {
  /** The last answer; it may belong to an earlier text. */
  value: T | null;
  failure: Failure | null;
  /** Whether an answer to the present question is still awaited. */
  pending: boolean;
}

/**
 * Asks again whenever the question changes, one question at a time: what changes meanwhile is asked once the answer is
 * there. Answers are drawn in slices, so that typing goes before them.
 * @param question null asks nothing; anything else is compared by identity
 * @param delay milliseconds of rest before it is asked
 */
export function useFollowed<Q, T>(
  engine: Engine,
  question: Q | null,
  ask: (engine: Engine, question: Q) => Promise<Outcome<unknown>>,
  delay: number,
): Followed<T> {
  const [state, setState] = useState<Followed<T>>({ value: null, failure: null, pending: false });
  const wanted = useRef<Q | null>(null);
  const busy = useRef(false);
  const asking = useRef(ask);
  asking.current = ask;
  useEffect(() => {
    wanted.current = question;
    if (question === null) return;
    const answerAll = async () => {
      if (busy.current) return;
      busy.current = true;
      try {
        for (let asked = wanted.current; asked !== null; asked = wanted.current === asked ? null : wanted.current) {
          const outcome = await asking.current(engine, asked);
          const pending = wanted.current !== asked;
          startTransition(() => {
            setState((before) =>
              outcome.ok
                ? { value: outcome.value as T, failure: null, pending }
                : { value: before.value, failure: outcome.failure, pending },
            );
          });
        }
      } finally {
        busy.current = false;
      }
    };
    setState((before) => (before.pending ? before : { ...before, pending: true }));
    const timer = setTimeout(answerAll, delay);
    return () => clearTimeout(timer);
  }, [engine, question, delay]);
  return state;
}
