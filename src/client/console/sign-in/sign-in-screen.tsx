import { useCallback, useEffect, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import type { Wording } from '../wording/wording.ts';
import type { Arrival, ArrivalFailure } from './arrival.ts';
import type { Session, SignInService } from './session.ts';

interface SignInProps {
  readonly service: SignInService;
  /** What the address of the page brought along. */
  readonly arrival: Arrival;
  readonly wording: Wording;
  /** The page below waits for it: the identity provider's page opens beside this one, which looks for the session it makes. */
  readonly isAgain?: boolean;
  readonly onSignedIn: (session: Session) => void;
}

type Failure = 'none' | 'signInFailed' | 'failed' | 'linkFailed' | ArrivalFailure;

/** Resumes the session that this browser has, or lets the person sign in. */
export function SignInScreen({ service, arrival, wording, isAgain = false, onSignedIn }: SignInProps) {
  const [isBusy, setBusy] = useState(true);
  const [ways, setWays] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure>(arrival.kind === 'failure' ? arrival.reason : 'none');

  const attempt = useCallback(
    async (refused: Failure, open: () => Promise<Session | null>): Promise<boolean> => {
      setBusy(true);
      try {
        const session = await open();
        if (session !== null) onSignedIn(session);
        if (session !== null) return true;
      } catch (thrown) {
        const { code } = asGatewayError(thrown);
        setFailure(code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' ? refused : 'failed');
      }
      setBusy(false);
      return false;
    },
    [onSignedIn],
  );
  useEffect(() => {
    const code = arrival.kind === 'code' ? arrival.code : null;
    async function arrive(): Promise<void> {
      if (code !== null && (await attempt('linkFailed', () => service.withCode(code)))) return;
      await attempt('failed', async () => {
        const resumed = await service.resume();
        setWays(resumed.ways);
        return resumed.session;
      });
    }
    void arrive();
    if (!isAgain) return;
    // Signed in beside this page: it needs nothing but a look.
    const look = () => void arrive();
    addEventListener('focus', look);
    return () => removeEventListener('focus', look);
  }, [service, arrival, attempt, isAgain]);

  function signIn(event: SubmitEvent): void {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key !== 'string' || isBusy) return;
    setFailure('none');
    void attempt('signInFailed', () => service.withKey(key.trim()));
  }

  const subject = arrival.kind === 'failure' && failure === 'unlinked' ? arrival.subject : '';
  return (
    <form class="card" onSubmit={signIn}>
      {ways.includes('openId') && (
        <p>
          <a href={service.openIdUrl} {...(isAgain ? { target: '_blank', rel: 'noreferrer' } : {})}>
            {wording.openId}
          </a>
        </p>
      )}
      <label for="key">{wording.key}</label>
      <input id="key" name="key" type="password" autocomplete="off" required aria-describedby="key-hint" />
      <p id="key-hint">{wording.keyHint}</p>
      <button type="submit" class="primary" disabled={isBusy}>
        {wording.signIn}
      </button>
      <p role="status">{isBusy ? wording.working : failure === 'none' ? '' : wording[failure]}</p>
      {subject !== '' && <code>{`npm run operators -- link --person … --subject ${subject}`}</code>}
    </form>
  );
}
