import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { FrontDoor } from '../front-door.ts';
import { programOf } from '../programs.ts';

/** A front door in a process of its own: thousands of connections through it cost the test process nothing. */
export async function startDistantDoor(): Promise<Pick<FrontDoor, 'url' | 'leadTo' | 'close'>> {
  const { file, execArgv } = programOf('test/support/load/door-keeper.ts');
  const keeper = fork(file, {
    execArgv,
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [url] = (await once(keeper, 'message')) as [string];
  return {
    url,
    leadTo(urls) {
      keeper.send(urls);
    },
    async close() {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return;
      const ended = once(keeper, 'exit');
      keeper.disconnect();
      await ended;
    },
  };
}
