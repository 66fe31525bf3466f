import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useConsole, useRequest } from './console-context.ts';
import { Said } from './said.tsx';

/** What became of an act. `isDone`: the dialog has nothing left to send, and closes. */
export interface ActOutcome {
  readonly isDone: boolean;
  readonly said: string;
}

interface ActDialogProps {
  readonly title: string;
  /** What exactly will happen, above all to the money. */
  readonly will: ComponentChildren;
  /** More fields than the reason. */
  readonly children?: ComponentChildren;
  /** What is typed before anything is sent, if it is not a reason. */
  readonly question?: { readonly label: string; readonly lengthMax: number };
  /** Sends the act. The same dialog may send it again, so it must be the same request. */
  readonly send: (reason: string) => Promise<ActOutcome>;
  /** Called when the dialog closes, with what became of the act; empty if it was not done. */
  readonly onClose: (said: string) => void;
}

/** The length of a reason in characters, as the gateway bounds it. */
export const reasonLengthMax = 256;

/** Asks for a reason, and says what will happen, before anything is sent. Escape and "Do nothing" send nothing. */
export function ActDialog({ title, will, children, question, send, onClose }: ActDialogProps) {
  const { wording } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  const request = useRequest('act');
  useEffect(() => dialog.current?.showModal(), []);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason');
    if (typeof reason !== 'string' || reason.trim() === '') return;
    void request.run(async () => {
      const { isDone, said } = await send(reason.trim());
      if (isDone) onClose(said);
      return said;
    });
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="act-title"
      onKeyDown={(event) => event.key === 'Escape' && request.isBusy && event.preventDefault()}
      onCancel={(event) => request.isBusy && event.preventDefault()}
      // While the act is under way nobody knows what becomes of it, and nobody leaves a screen that waits for a sign-in.
      // Browsers close a dialog at the second Escape all the same.
      onClose={({ currentTarget }) =>
        request.isBusy || currentTarget.closest('[hidden]') ? currentTarget.showModal() : onClose('')
      }
    >
      <form onSubmit={submit}>
        <h2 id="act-title">{title}</h2>
        {children}
        <label for="reason">{question?.label ?? wording.reason}</label>
        <input
          id="reason"
          name="reason"
          maxLength={question?.lengthMax ?? reasonLengthMax}
          required
          autocomplete="off"
        />
        <div class="will">{will}</div>
        <p class="acts">
          <button type="submit" class="primary" disabled={request.isBusy}>
            {wording.confirm}
          </button>
          <button type="button" disabled={request.isBusy} onClick={() => dialog.current?.close()}>
            {wording.keep}
          </button>
        </p>
        <Said text={request.said} />
      </form>
    </dialog>
  );
}
