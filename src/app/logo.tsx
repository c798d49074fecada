/** A lens over three tokens. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className} fill="none">
      <circle cx="13.5" cy="13.5" r="10" stroke="currentColor" strokeWidth="3" />
      <path d="M21 21l8 8" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
      <path d="M9 16.5v-4M13.5 17.5v-8M18 15.5v-3" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
    </svg>
  );
}
