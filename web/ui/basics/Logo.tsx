/** The mark: a cloud that is a speech bubble. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden className={className} fill="none">
      <path
        fill="currentColor"
        d="M14.6 37.5c-.5 0-.9.3-1.2.7l-3.6 4.6c-.7.9-2.1.4-2.1-.7l.1-6.2c0-.5-.3-1-.7-1.3A11.6 11.6 0 0 1 2 25c0-5.900 4.300-10.800 10-11.700.5-.1.9-.4 1.100-.9A13.500 13.500 0 0 1 25.300 4.500c6 0 11.100 3.900 12.900 9.300.2.5.6.8 1 .9A11.600 11.600 0 0 1 35.500 37.500Z"
      />
      <circle cx="15.500" cy="25" r="2.600" className="fill-surface" />
      <circle cx="24" cy="25" r="2.600" className="fill-surface" />
      <circle cx="32.500" cy="25" r="2.600" className="fill-surface" />
    </svg>
  );
}
