import {
  javascriptProgram,
  pythonLoading,
  pythonModel,
  pythonModelNotes,
  pythonVariable,
  variableOf,
} from '../../lib/code/program';
import { pythonCall, pythonComment, pythonLiteral } from '../../lib/code/python';
import type { CodeRequest, Snippets } from '../../lib/code/snippet';

/** Python's pipeline has no pooling: there the model is called, and pooling is written out. */
export function codeFor(run: CodeRequest): Snippets {
  const { pooling = 'mean', normalize = true } = run.parameters;
  const text = variableOf('text', run);
  const javascript = javascriptProgram({
    run: { ...run, task: 'feature-extraction' },
    name: 'embed',
    variables: [text],
    javascript: {
      positional: ['text'],
      options: { pooling: String(pooling), normalize: Boolean(normalize) },
    },
  });
  const name = pythonLiteral(pythonModel(run));
  const python = [
    'import torch\nfrom transformers import AutoModel, AutoTokenizer\n',
    `${pythonComment(pythonModelNotes(run))}tokenizer = AutoTokenizer.from_pretrained(${name})\nmodel = ${pythonCall('AutoModel.from_pretrained', [name], pythonLoading(run), 8)}.eval()\n`,
    pythonVariable(text),
    [
      'inputs = tokenizer(text, padding=True, truncation=True, return_tensors="pt")\n',
      'with torch.no_grad():\n    result = model(**inputs).last_hidden_state\n',
      ...poolingLines(String(pooling)),
      normalize ? 'result = torch.nn.functional.normalize(result, dim=-1)\n' : '',
      'print(result.tolist())\n',
    ].join(''),
  ].join('\n');
  // The pipeline gives a tensor, and no arrays as others do.
  return {
    javascript: javascript.replace('JSON.stringify(result, null, 2)', 'JSON.stringify(result.tolist())'),
    python,
  };
}

function poolingLines(pooling: string): string[] {
  if (pooling === 'cls') return ['result = result[:, 0]\n'];
  if (pooling === 'none') return [];
  return ['mask = inputs["attention_mask"].unsqueeze(-1)\n', 'result = (result * mask).sum(1) / mask.sum(1)\n'];
}
