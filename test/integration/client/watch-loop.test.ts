import { describe, expect, test } from 'vitest';
import { connection, version } from './viewer.ts';
import { watchStage } from './watch-stage.ts';

const stage = watchStage();

describe('the loop over a watched order', () => {
  test('a slow loop may skip states but gets the latest', async () => {
    const viewer = stage.view();
    const first = viewer.until(version(2));
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    for (let sent = 3; sent <= 50; sent += 1) socket.state(sent);
    await socket.isTaken();
    await viewer.until(version(50));
    expect(viewer.versions().filter((seen) => seen !== null)).toEqual([2, 50]);
  });

  test('leaving the loop closes the socket without a reconnect', async () => {
    const viewer = stage.view();
    const first = viewer.until(version(2));
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    await viewer.views.return();
    await socket.closed;
    expect(stage.gateway.untaken()).toBe(0);
  });

  test('close ends the loop', async () => {
    const viewer = stage.view();
    const end = viewer.untilEnd();
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    viewer.watch.close();
    await end;
    await socket.closed;
    expect(viewer.seen.at(-1)).toEqual({ order: null, connection: 'closed' });
  });

  test('hurry ends the wait for the next attempt', async () => {
    const viewer = stage.view({ timing: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
    void viewer.untilEnd();
    const before = await stage.gateway.nextSocket();
    before.socket.terminate();
    await before.closed;
    const after = stage.gateway.nextSocket();
    for (let told = false; !told; ) {
      viewer.watch.hurry();
      told = await Promise.race([
        after.then(() => true),
        new Promise<false>((no) => setTimeout(no, 5, false)),
      ]);
    }
  });

  test('a watch that is closed during a wait leaves no timer', async () => {
    const viewer = stage.view({ timing: { returnWithinMs: 3_600_000 }, random: () => 0.9 });
    const lost = viewer.until(connection('reconnecting'));
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    socket.socket.close(1012);
    await lost;
    const timersCount = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timersCount();
    viewer.watch.close();
    expect(timersCount()).toBe(before - 1);
  });

  test('hurry pings a connection that looks alive', async () => {
    const viewer = stage.view({ timing: { pongTimeoutMs: 10 } });
    const first = viewer.until(version(2));
    const socket = await stage.gateway.nextSocket();
    await socket.accept();
    socket.state(2);
    await first;
    void viewer.untilEnd();
    viewer.watch.hurry();
    expect(await socket.heard()).toEqual({ type: 'ping' });
    await stage.gateway.nextSocket();
  });
});
