import type { ConsoleSessions } from '../../access/console/console-sessions.ts';
import type { OpenId } from '../../access/console/open-id.ts';
import type { SignIn } from '../../access/console/sign-in.ts';
import type { Showcase } from '../showcase.ts';

/** The console: its pages, and who is signed in to it. */
export interface ConsoleOptions {
  readonly pages: Showcase;
  readonly sessions: ConsoleSessions;
  readonly signIn: SignIn;
  /** The identity provider; null: people sign in with keys and links. */
  readonly openId: OpenId | null;
}
