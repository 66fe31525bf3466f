import type { SubscribePayload } from 'graphql-ws';
import type { Authenticate } from '../../access/authenticate.ts';
import type { Caller } from '../../access/caller.ts';
import type { CallerSession } from '../admission/caller-sessions.ts';
import type { ReleaseSlot } from '../admission/stream-slots.ts';

/** What the gateway keeps for each socket; graphql-ws passes it on as `extra`. */
export interface WebSocketState {
  readonly close: (code: number, reason: string) => void;
  /** Sends a text message. Resolves when the network has accepted it, or the socket is closed. */
  readonly send: (text: string) => Promise<void>;
  /** The client's address, to count by (client-address.ts); null if it says nothing about the client. */
  readonly address: string | null;
  /** Checks the credential of `connection_init`: of the path that the socket was opened at. */
  readonly authenticate: Authenticate;
  caller: Caller | null;
  session: CallerSession | null;
  /** Gives back the slot that this socket holds of its credential. */
  releaseSlot: ReleaseSlot;
  isClosed: boolean;
  /**
   * The operations running on this socket, by their payload. Not by id, because a client may use an id again while the
   * previous operation with it is still ending. Aborting an operation ends its source.
   */
  readonly operations: Map<SubscribePayload, AbortController>;
  /** Whether the client answered the last ping, or none was sent yet. */
  isAnswering: boolean;
  /** Pings sent in a row while no operation ran. */
  idlePingsCount: number;
  /** Messages, pings and pongs received since our last ping. */
  messagesCount: number;
  /** When the next ping is due, in milliseconds of `performance.now`. */
  pingAtMs: number;
}
