import { useCallback, useEffect, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import { Said } from '../said.tsx';
import type { Wording } from '../wording/wording.ts';
import type { Arrival, ArrivalFailure } from './arrival.ts';
import type { Session, SignInService } from './session.ts';
import type { Tabs } from './tabs.ts';

interface SignInProps {
  readonly service: SignInService;
  /** What the address of the page brought along. */
  readonly arrival: Arrival;
  readonly wording: Wording;
  /** The page below waits: the identity provider's page opens in a tab of its own, and this one looks for the session it makes. */
  readonly beside?: { readonly tabs: Tabs; readonly hint: string };
  readonly onSignedIn: (session: Session) => void;
}

type Failure = 'none' | 'signInFailed' | 'failed' | 'linkFailed' | ArrivalFailure;

/** Resumes the session that this browser has, or lets the person sign in. */
export function SignInScreen({ service, arrival, wording, beside, onSignedIn }: SignInProps) {
  const [isBusy, setBusy] = useState(true);
  const [ways, setWays] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure>(arrival.kind === 'failure' ? arrival.reason : 'none');

  const tabs = beside?.tabs;
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
    if (tabs === undefined) return;
    // Signed in beside this page: it needs nothing but a look.
    const look = () => void arrive();
    const stopWaiting = tabs.wait(look);
    addEventListener('focus', look);
    return () => {
      stopWaiting();
      removeEventListener('focus', look);
    };
  }, [service, arrival, attempt, tabs]);

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
          <a href={service.openIdUrl} {...(beside ? { target: '_blank', rel: 'noreferrer' } : {})}>
            {wording.openId}
          </a>
          {beside && <span class="soft"> {beside.hint}</span>}
        </p>
      )}
      <label for="key">{wording.key}</label>
      <input id="key" name="key" type="password" autocomplete="off" required aria-describedby="key-hint" />
      <p id="key-hint">{wording.keyHint}</p>
      <button type="submit" class="primary" disabled={isBusy}>
        {wording.signIn}
      </button>
      <Said text={isBusy ? wording.working : failure === 'none' ? '' : wording[failure]} />
      {subject !== '' && <code>{`npm run operators -- link --person … --subject ${subject}`}</code>}
    </form>
  );
}
