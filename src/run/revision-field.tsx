import { useId, useState } from 'react';
import { TextLine } from '../ui/text-line';
import { useTaskStore } from './use-task-store';

/** A branch, a tag or a commit, as git allows their names. */
const REVISION = /^[\w][\w./-]{0,254}$/;

/** Which version of a Hub model; taken when the field is left, so that half a word is never looked for. */
export function RevisionField() {
  const id = useId();
  const revision = useTaskStore((state) => state.draft.revision ?? '');
  const setDraft = useTaskStore((state) => state.setDraft);
  const [typed, setTyped] = useState(revision);
  const next = typed.trim();
  const problem = next === '' || (REVISION.test(next) && !next.includes('..')) ? null : 'No branch, tag or commit.';
  const take = () => {
    if (!problem && next !== revision) setDraft({ revision: next });
  };
  return (
    <div className="mt-2" data-parameter="revision">
      <TextLine
        id={id}
        label="revision"
        mono
        value={typed}
        onChange={setTyped}
        onBlur={take}
        onKeyDown={({ key }) => key === 'Enter' && take()}
        placeholder="main"
        problem={problem}
      />
    </div>
  );
}
