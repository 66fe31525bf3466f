import { expect, test } from 'vitest';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { anOrder } from '../../support/orders.ts';

/** Whether it has been woken: nothing is waited for. */
async function isRaised(watch: { next(signal?: AbortSignal): Promise<boolean> }): Promise<boolean> {
  const abort = new AbortController();
  const next = watch.next(abort.signal);
  abort.abort();
  return next;
}

test('a wake-up that comes while nobody waits is kept, once', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  watchers.wake('a');
  watchers.wake('a');
  expect(await watch.next()).toBe(true);
  expect(await isRaised(watch)).toBe(false);
});

test('a wake-up reaches every watcher of its order and no other', async () => {
  const watchers = createOrderWatchers();
  const [one, two, other] = [watchers.watch('a'), watchers.watch('a'), watchers.watch('b')];
  const waiting = [one.next(), two.next()];
  watchers.wake('a');
  expect(await Promise.all(waiting)).toEqual([true, true]);
  expect(await isRaised(other)).toBe(false);
});

test('everybody is woken where anything may have changed', async () => {
  const watchers = createOrderWatchers();
  const [one, other] = [watchers.watch('a'), watchers.watch('b')];
  const waiting = one.next();
  watchers.wakeAll();
  expect([await waiting, await isRaised(other)]).toEqual([true, true]);
});

test('a watcher that waits twice is woken twice by one wake-up, and no flag stays behind', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  const waiting = [watch.next(), watch.next(new AbortController().signal)];
  watchers.wake('a');
  expect(await Promise.all(waiting)).toEqual([true, true]);
  expect(await isRaised(watch)).toBe(false);
});

test('an aborted wait ends with false, and a later one is woken', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  expect(await watch.next(AbortSignal.abort())).toBe(false);
  expect(await isRaised(watch)).toBe(false);
  const next = watch.next();
  watchers.wake('a');
  expect(await next).toBe(true);
});

test('a wait that ended leaves no listener on its signal', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners.delete(args[1]);
    remove(...args);
  };
  // Asked again and again with the same signal, as one does who waits in turns: still one listener.
  const waits = [1, 2, 3].map(() => watch.next(signal));
  expect(listeners.size).toBe(1);
  watchers.wake('a');
  expect(await Promise.all(waits)).toEqual([true, true, true]);
  expect(listeners.size).toBe(0);
});

test('a watch that is closed is over, and forgotten', async () => {
  const watchers = createOrderWatchers();
  const [one, two] = [watchers.watch('a'), watchers.watch('a')];
  const waiting = one.next();
  expect(watchers.count()).toBe(2);
  one.close();
  one.close();
  expect(await waiting).toBe(false);
  expect(await one.next()).toBe(false);
  expect(watchers.count()).toBe(1);
  watchers.wake('a');
  expect(await two.next()).toBe(true);
  two.close();
  expect(watchers.count()).toBe(0);
});

test('a feed that is closed ends every watch, also those that come later', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  const waiting = watch.next();
  watchers.close();
  expect([await waiting, await watch.next(), await watchers.watch('b').next()]).toEqual([
    false,
    false,
    false,
  ]);
  expect(watchers.count()).toBe(0);
});

test('a change that was found wakes those watchers that no wake-up has told of it', async () => {
  const watchers = createOrderWatchers();
  const [told, untold] = [watchers.watch('told'), watchers.watch('untold')];
  watchers.wake('told', 3);
  await told.next();
  for (const id of ['told', 'untold', 'unwatched']) watchers.wakeUnlessAnnounced(id, 3);
  expect([await isRaised(told), await isRaised(untold)]).toEqual([false, true]);
  watchers.wakeUnlessAnnounced('told', 4);
  watchers.wakeUnlessAnnounced('untold', 3);
  expect([await isRaised(told), await isRaised(untold)]).toEqual([true, false]);
});

test('a change that was found does not wake whoever watches every order: the finder would wake itself', async () => {
  const watchers = createOrderWatchers();
  const [all, one] = [watchers.watchAll(), watchers.watch('a')];
  watchers.wakeUnlessAnnounced('a', 2);
  expect([await isRaised(all), await isRaised(one)]).toEqual([false, true]);
});

test('a watcher that waits is handed what this process committed, once', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  const committed = anOrder({ id: 'a', version: 2 });
  const waiting = watch.next();
  watchers.wake('a', 2, committed);
  expect(await waiting).toBe(true);
  expect(watch.takeCommitted()).toBe(committed);
  expect(watch.takeCommitted()).toBe(null);
});

test('a watcher that does not wait, or does not take it, is handed nothing later', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  watchers.wake('a', 2, anOrder({ id: 'a', version: 2 }));
  expect(await watch.next()).toBe(true);
  expect(watch.takeCommitted()).toBe(null);
  const waiting = watch.next();
  watchers.wake('a', 3, anOrder({ id: 'a', version: 3 }));
  expect(await waiting).toBe(true);
  const later = watch.next();
  watchers.wakeAll();
  expect(await later).toBe(true);
  expect(watch.takeCommitted()).toBe(null);
});

test('after everybody was woken, versions count anew: the database may have been set back', async () => {
  const watchers = createOrderWatchers();
  const watch = watchers.watch('a');
  watchers.wake('a', 9);
  watchers.wakeAll();
  await watch.next();
  watchers.wakeUnlessAnnounced('a', 2);
  expect(await isRaised(watch)).toBe(true);
});
