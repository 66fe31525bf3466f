import { createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { GatewayClient } from '../core/gateway-client.ts';
import { asGatewayError } from '../core/gateway-error.ts';
import type { Session } from './sign-in/session.ts';
import type { Language, Wording } from './wording/wording.ts';

/** What every screen of a person who has signed in needs. */
export interface ConsoleContext {
  readonly client: GatewayClient;
  /** The person who is signed in. */
  readonly person: { readonly name: string; readonly role: string };
  readonly importSettlementFile: Session['importSettlementFile'];
  readonly language: Language;
  readonly wording: Wording;
  /** The session is over: it was revoked, or nobody used it. */
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

interface OneRequest {
  readonly isBusy: boolean;
  readonly said: string;
  run(work: () => Promise<string>): Promise<void>;
}

/** One request at a time: what is said about it, and whether it is under way, so that a double click sends nothing. */
export function useRequest(): OneRequest {
  const { wording, onSignedOut } = useConsole();
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
        const { code } = asGatewayError(thrown);
        if (code === 'UNAUTHENTICATED') return onSignedOut();
        say(code === 'FORBIDDEN' ? wording.forbidden : wording.failed);
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
