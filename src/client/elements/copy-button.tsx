import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

const saidForMs = 2_500;

/** Copies `text`; `what` names it for screen readers. Hidden if the browser does not allow copying. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { wording } = usePage();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), saidForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  if (navigator.clipboard === undefined) return null;

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <>
      <button type="button" class="copy" data-copied={isCopied} onClick={() => void copy().catch(() => {})}>
        <Icon of={isCopied ? 'check' : 'copy'} />
        <span>
          {isCopied ? wording.copied : wording.copy}
          <span class="visually-hidden"> {what}</span>
        </span>
      </button>
      <span class="visually-hidden" role="status">
        {isCopied ? wording.copied : ''}
      </span>
    </>
  );
}
