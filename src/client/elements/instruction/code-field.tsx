import { CopyButton } from '../copy-button.tsx';
import { groupDigits } from '../format.ts';

/**
 * A number or an amount that the payer enters elsewhere: large, in groups, with a button that copies it
 * without spaces.
 */
export function CodeField({
  label,
  code,
  shown = groupDigits(code),
}: {
  label: string;
  code: string;
  shown?: string;
}) {
  return (
    <div class="code-field">
      <p class="muted">{label}</p>
      <CopyButton text={code} what={label} />
      <p class="code">{shown}</p>
    </div>
  );
}
