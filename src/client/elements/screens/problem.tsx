import { usePage } from '../page-context.ts';

/** Why a try came to nothing. Read aloud when it appears. `message` is the gateway's; null: it could not be reached. */
export function Problem({ message }: { message: string | null }) {
  const { wording } = usePage();
  return (
    <div class="problem" role="alert">
      <strong>{wording.options.problem}</strong>
      <p>{message ?? wording.options.noConnection}</p>
    </div>
  );
}
