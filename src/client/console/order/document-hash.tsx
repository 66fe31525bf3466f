import { useRef, useState } from 'preact/hooks';
import { useConsole } from '../console-context.ts';

interface DocumentHashProps {
  readonly hash: string | null;
  readonly onHash: (hash: string | null) => void;
}

/** The SHA-256 of a scanned document. The browser computes it, and the document stays on the device. */
export function DocumentHash({ hash, onHash }: DocumentHashProps) {
  const { wording } = useConsole();
  const [isUnreadable, setUnreadable] = useState(false);
  // Another file may be chosen while one is read.
  const latest = useRef(0);

  async function choose(file: File | undefined): Promise<void> {
    const mine = ++latest.current;
    onHash(null);
    setUnreadable(false);
    if (file === undefined) return;
    try {
      const found = await sha256(await file.arrayBuffer());
      if (mine === latest.current) onHash(found);
    } catch {
      if (mine === latest.current) setUnreadable(true);
    }
  }

  // Browsers compute hashes only for pages that came over https, or from this machine.
  if (crypto.subtle === undefined) return null;
  return (
    <>
      <label for="document">{wording.document}</label>
      <input
        id="document"
        type="file"
        aria-describedby="document-hint"
        onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
      />
      <p id="document-hint" class="soft">
        {isUnreadable ? wording.documentUnreadable : wording.documentHint}
      </p>
      {hash !== null && (
        <p>
          SHA-256 <span class="number">{hash}</span>
        </p>
      )}
    </>
  );
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
