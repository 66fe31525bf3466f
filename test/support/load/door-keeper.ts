/**
 * A front door in a process of its own, forked by `startDistantDoor`. Reports its address when it listens, and
 * forwards to the targets that its parent names. Ends when its parent is gone.
 */
import { openFrontDoor } from '../front-door.ts';

const door = await openFrontDoor();
process.on('message', (urls: readonly string[]) => door.leadTo(urls));
process.on('disconnect', () => process.exit(0));
process.send?.(door.url);
