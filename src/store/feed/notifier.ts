import { makePgArray } from 'drizzle-orm/pg-core';
import type { SendMessages } from '../../wake-ups/announcer.ts';
import { connectNotifier } from '../postgres/database.ts';
import { storeError } from '../postgres/errors.ts';
import { wakeUpChannel } from './wake-up-channel.ts';

const notify = `select pg_notify('${wakeUpChannel}', message) from unnest($1::text[]) as message`;

const closeTimeoutS = 1;

/** The one connection on which a process notifies. */
export interface Notifier {
  readonly send: SendMessages;
  close(): Promise<void>;
}

/**
 * Opens the connection at the first message. A commit that notifies holds a lock of the whole Postgres server until it is
 * done, so it must be short: it waits neither for the disk nor for a standby (`synchronous_commit = off`), and no
 * statement that changes an order notifies. The notification itself is not less reliable for it: listeners get it with
 * the commit, and none survives a crash of the server anyway.
 */
export function openNotifier(url: string): Notifier {
  const client = connectNotifier(url);
  return {
    async send(messages) {
      try {
        await client.unsafe(notify, [makePgArray([...messages])], { prepare: true });
      } catch (error) {
        throw storeError(error);
      }
    },
    close: () => client.end({ timeout: closeTimeoutS }),
  };
}
