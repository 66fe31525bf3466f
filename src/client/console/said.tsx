import { useEffect, useRef } from 'preact/hooks';

/** What became of a request. Screen readers hear it; on a small or enlarged page it is scrolled to, as it may lie below. */
export function Said({ text }: { text: string }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (text !== '') line.current?.scrollIntoView({ block: 'nearest' });
  }, [text]);
  return (
    <p role="status" ref={line}>
      {text}
    </p>
  );
}
