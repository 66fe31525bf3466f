import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { GatewayClient } from '../core/gateway-client.ts';
import { asGatewayError, type GatewayError } from '../core/gateway-error.ts';
import type { Session } from './sign-in/session.ts';
import { troubleWording } from './wording/trouble-words.ts';
import type { Language, Wording } from './wording/wording.ts';

/** What every screen of a person who has signed in needs. */
export interface ConsoleContext {
  readonly client: GatewayClient;
  /** The person who is signed in. */
  readonly person: Session['person'];
  readonly importSettlementFile: Session['importSettlementFile'];
  readonly language: Language;
  readonly wording: Wording;
  /** The session is over: it was revoked, or nobody used it. The screen stays as it is until somebody has signed in. */
  readonly onSignedOut: () => void;
}

const Context = createContext<ConsoleContext | null>(null);

/** Provides the context to the screens below. */
export const ConsoleProvider = Context.Provider;

/** The context of the screen. Throws outside of the provider. */
export function useConsole(): ConsoleContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a screen stands outside of the console');
  return context;
}

/** What a request is for: a reading can be repeated, of an act without an answer one must know whether it was done. */
type Purpose = 'reading' | 'act';

/** Codes of the gateway for a request that it does not know: its page is older than the gateway. */
const unknownRequest: ReadonlySet<string> = new Set([
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_DOCUMENT_NOT_FOUND',
  'BAD_USER_INPUT',
]);

/** Why there is no outcome, for people. */
function failureText(
  { code, isRetryable }: GatewayError,
  purpose: Purpose,
  { language, wording }: Pick<ConsoleContext, 'language' | 'wording'>,
): string {
  const words = troubleWording[language];
  if (code === 'FORBIDDEN') return wording.forbidden;
  if (code === 'RATE_LIMITED') return words.tooOften;
  if (code === 'FILTER_TOO_BROAD') return words.tooBroad;
  if (unknownRequest.has(code)) return words.outdated;
  return purpose === 'act' && isRetryable ? words.unanswered : wording.failed;
}

interface OneRequest {
  readonly isBusy: boolean;
  readonly said: string;
  run(work: () => Promise<string>): Promise<void>;
}

/** One request at a time: what is said about it, and whether it is under way, so that a double click sends nothing. */
export function useRequest(purpose: Purpose = 'reading'): OneRequest {
  const { language, wording, onSignedOut } = useConsole();
  const [isBusy, setBusy] = useState(false);
  const [said, say] = useState('');
  // The state is only as new as the last rendering; two clicks may come before the next.
  const isRunning = useRef(false);
  return {
    isBusy,
    said: isBusy ? wording.working : said,
    async run(work) {
      if (isRunning.current) return;
      isRunning.current = true;
      setBusy(true);
      say('');
      try {
        say(await work());
      } catch (thrown) {
        const error = asGatewayError(thrown);
        if (error.code === 'UNAUTHENTICATED') return onSignedOut();
        say(failureText(error, purpose, { language, wording }));
      } finally {
        isRunning.current = false;
        setBusy(false);
      }
    },
  };
}

/** Copies a text to the clipboard, and says so by the name of the text, where the request says what became of it. */
export function useCopy(request: OneRequest): (text: string, name: string) => void {
  const { wording } = useConsole();
  return (text, name) =>
    void request.run(async () => {
      await navigator.clipboard.writeText(text);
      return wording.copied(name);
    });
}
