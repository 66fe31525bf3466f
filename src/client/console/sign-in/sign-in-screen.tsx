import { useCallback, useEffect, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import type { Wording } from '../wording/wording.ts';
import type { Session, SignInService } from './session.ts';

interface SignInProps {
  readonly service: SignInService;
  readonly wording: Wording;
  readonly onSignedIn: (session: Session) => void;
}

/** Resumes the session that this browser has, or lets the person sign in. */
export function SignInScreen({ service, wording, onSignedIn }: SignInProps) {
  const [isBusy, setBusy] = useState(true);
  const [failure, setFailure] = useState<'none' | 'signInFailed' | 'failed'>('none');

  const attempt = useCallback(
    async (open: () => Promise<Session | null>): Promise<void> => {
      setBusy(true);
      setFailure('none');
      try {
        const session = await open();
        if (session !== null) return onSignedIn(session);
      } catch (thrown) {
        const { code } = asGatewayError(thrown);
        setFailure(code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' ? 'signInFailed' : 'failed');
      }
      setBusy(false);
    },
    [onSignedIn],
  );
  useEffect(() => void attempt(service.resume), [service, attempt]);

  function signIn(event: SubmitEvent): void {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key === 'string' && !isBusy) void attempt(() => service.withKey(key.trim()));
  }

  return (
    <form class="card" onSubmit={signIn}>
      <label for="key">{wording.key}</label>
      <input id="key" name="key" type="password" autocomplete="off" required aria-describedby="key-hint" />
      <p id="key-hint">{wording.keyHint}</p>
      <button type="submit" class="primary" disabled={isBusy}>
        {wording.signIn}
      </button>
      <p role="status">{isBusy ? wording.working : failure === 'none' ? '' : wording[failure]}</p>
    </form>
  );
}
