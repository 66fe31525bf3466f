import { useLayoutEffect, useRef } from 'preact/hooks';
import { troubleWording } from '../wording/trouble-words.ts';
import type { Language } from '../wording/wording.ts';
import { wordings } from '../wording/wordings.ts';
import type { Arrival } from './arrival.ts';
import type { Session, SignInService } from './session.ts';
import { SignInScreen } from './sign-in-screen.tsx';
import type { Tabs } from './tabs.ts';

const plain: Arrival = { kind: 'plain' };

interface SignInAgainProps {
  readonly service: SignInService;
  readonly tabs: Tabs;
  readonly language: Language;
  readonly onSignedIn: (session: Session) => void;
  /** Gives up what was typed. */
  readonly onLeave: () => void;
}

/** Signs in again when the session has ended. The screen below keeps what was typed, and shows nothing meanwhile. */
export function SignInAgain({ service, tabs, language, onSignedIn, onLeave }: SignInAgainProps) {
  const words = troubleWording[language];
  const wording = wordings[language];
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Nothing leads past it, wherever the focus is.
    const hold = (event: KeyboardEvent) => event.key === 'Escape' && event.preventDefault();
    addEventListener('keydown', hold);
    // The field in which somebody was typing is shown again when this dialog is gone.
    return () => {
      removeEventListener('keydown', hold);
      queueMicrotask(() => before instanceof HTMLElement && before.focus());
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="again-title"
      onCancel={(event) => event.preventDefault()}
      // Browsers close it at the second Escape all the same.
      onClose={() => dialog.current?.showModal()}
    >
      <h2 id="again-title">{words.signInAgain}</h2>
      <p>{words.signInAgainHint}</p>
      <SignInScreen
        service={service}
        arrival={plain}
        wording={wording}
        beside={{ tabs, hint: words.inNewTab }}
        onSignedIn={onSignedIn}
      />
      <button type="button" onClick={onLeave}>
        {words.giveUp}
      </button>
    </dialog>
  );
}
