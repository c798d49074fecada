import { formatAmount, formatCount, formatPercent } from '../../lib/format';
import type { Table } from '../../lib/table';
import { detailsOf, type StartedRun } from '../../run/batch';
import { BatchResult } from '../../run/batch-result';
import { ResultCard } from '../../run/result-card';
import type { RunState } from '../../run/run-state';
import { TaskFrame } from '../../run/task-frame';
import { TextField } from '../../run/text-field';
import { AnswerView } from './answer-view';
import { type AnsweredQuestion, type QuestionAnsweringDetails, task } from './task';

export default function Panel() {
  return (
    <TaskFrame
      task={task}
      input={
        <div className="grid gap-3">
          <TextField name="question" spec={task.inputs.question} rows={2} />
          <TextField name="context" spec={task.inputs.context} rows={7} />
        </div>
      }
      result={renderResult}
    />
  );
}

function renderResult(run: RunState) {
  if (run.status === 'idle') return null;
  const { question, context } = run.asked.input;
  if (Array.isArray(question) || Array.isArray(context)) return <Batch run={run} />;
  if (run.status !== 'done') return null;
  const { value, run: record } = run.result;
  const [result] = (run.result.details as QuestionAnsweringDetails).items;
  if (!result) return null;
  return (
    <ResultCard
      title="Answer"
      finished={{ value, run: record, text: () => JSON.stringify(value, null, 2) }}
      table={() => toTable([String(question)], [result])}
      facts={result.windows > 1 ? [{ label: 'windows', value: String(result.windows) }] : []}
    >
      <AnswerView key={record.id} context={String(context)} answers={result.answers} />
    </ResultCard>
  );
}

function Batch({ run }: { run: StartedRun }) {
  const details = detailsOf<QuestionAnsweringDetails>(run);
  const items = details?.items ?? (run.partial.items as readonly AnsweredQuestion[]);
  const { questions, contexts } = asPairs(run);
  const some = items.length < questions.length ? `${formatCount(items.length)} of ` : '';
  const title = `Answers to ${some}${formatAmount(questions.length, 'question')}`;
  return (
    <BatchResult
      run={run}
      title={title}
      texts={questions}
      items={items}
      columns={COLUMNS}
      detail={({ answers }, index) => <AnswerView context={contexts[index] ?? ''} answers={answers} />}
      toTable={toTable}
    />
  );
}

/** A single question, or a single context, goes with all of the others. */
function asPairs(run: StartedRun): { questions: string[]; contexts: string[] } {
  const listOf = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [String(value)]);
  const questions = listOf(run.asked.input.question);
  const contexts = listOf(run.asked.input.context);
  const count = Math.max(questions.length, contexts.length);
  const spread = (list: string[]) => (list.length === 1 ? Array<string>(count).fill(list[0] ?? '') : list);
  return { questions: spread(questions), contexts: spread(contexts) };
}

const bestAnswer = ({ answers }: AnsweredQuestion): string => answers[0]?.answer || '(no answer)';
const bestScore = ({ answers }: AnsweredQuestion): number => answers[0]?.score ?? 0;

const COLUMNS = [
  { key: 'answer', title: 'Answer', width: '12rem', value: bestAnswer },
  {
    key: 'score',
    title: 'Score',
    width: '4rem',
    value: bestScore,
    show: (item: AnsweredQuestion) => formatPercent(bestScore(item)),
  },
];

/** A row for each candidate. */
const toTable = (questions: readonly string[], items: readonly AnsweredQuestion[]): Table => ({
  columns: ['question', 'rank', 'answer', 'score', 'start', 'end'],
  rows: items.flatMap(({ answers }, index) =>
    answers.map(({ answer, score, start, end }, rank) => [questions[index] ?? '', rank + 1, answer, score, start, end]),
  ),
});
