/** Text in which names between backticks are set as code. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never move
      <code key={index} className="rounded-sm bg-hover px-1">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
