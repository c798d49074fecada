/** Common ways to write a conversation, for tokenizers that bring no template of their own. */
export const CHAT_TEMPLATES: readonly { label: string; template: string }[] = [
  {
    label: 'ChatML',
    template: [
      '{% for message in messages %}',
      "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}",
      '{% endfor %}',
      "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
    ].join(''),
  },
  {
    label: 'Role headers',
    template: [
      '{% for message in messages %}',
      "{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] + '<|eot_id|>' }}",
      '{% endfor %}',
      "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}",
    ].join(''),
  },
  {
    label: 'Instruction brackets',
    template: [
      '{% for message in messages %}',
      "{% if message['role'] == 'assistant' %}{{ ' ' + message['content'] + '</s>' }}",
      "{% elif message['role'] == 'system' %}{{ '[INST] <<SYS>>\\n' + message['content'] + '\\n<</SYS>> [/INST]' }}",
      "{% else %}{{ '[INST] ' + message['content'] + ' [/INST]' }}{% endif %}",
      '{% endfor %}',
    ].join(''),
  },
  {
    label: 'Plain names',
    template: [
      "{% for message in messages %}{{ message['role'] | capitalize + ': ' + message['content'] + '\\n' }}{% endfor %}",
      "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}",
    ].join(''),
  },
];
