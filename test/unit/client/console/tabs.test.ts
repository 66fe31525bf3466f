import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTabs, type Tabs } from '../../../../src/client/console/sign-in/tabs.ts';

/** The channel of a browser: each message goes to every tab but the one that sends it, an answer after what it answers. */
class Channel extends EventTarget {
  static open: Channel[] = [];
  static readonly #tasks: (() => void)[] = [];
  readonly name: string;
  constructor(name: string) {
    super();
    this.name = name;
    Channel.open.push(this);
  }
  postMessage(data: unknown): void {
    const others = Channel.open.filter((other) => other !== this && other.name === this.name);
    const isDelivering = Channel.#tasks.length > 0;
    Channel.#tasks.push(
      ...others.map((other) => () => void other.dispatchEvent(new MessageEvent('message', { data }))),
    );
    if (isDelivering) return;
    for (let task = Channel.#tasks[0]; task !== undefined; task = Channel.#tasks[0]) {
      task();
      Channel.#tasks.shift();
    }
  }
}

beforeEach(() => {
  Channel.open = [];
  vi.stubGlobal('BroadcastChannel', Channel);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Signs in in this tab. Returns how often it heard of a tab that waits for it. */
function signIn(tabs: Tabs): () => number {
  const onWaiting = vi.fn();
  tabs.announce(onWaiting);
  return () => onWaiting.mock.calls.length;
}

test('a tab that waits looks when another one signs in, and only while it waits', () => {
  const look = vi.fn();
  const stopWaiting = openTabs('/console').wait(look);
  const elsewhere = signIn(openTabs('/other/console'));
  const heardBy = signIn(openTabs('/console'));
  stopWaiting();
  const later = signIn(openTabs('/console'));
  expect(look).toHaveBeenCalledTimes(1);
  expect([elsewhere(), heardBy(), later()]).toEqual([0, 1, 0]);
});

test('only the tab that signed in last says that another one goes on, not one that signed in hours ago', () => {
  const waits = openTabs('/console');
  const early = signIn(openTabs('/console'));
  waits.wait(() => undefined);
  const late = signIn(openTabs('/console'));
  expect([early(), late()]).toEqual([0, 1]);
});

test('a message that is none of the console’s does nothing', () => {
  const heardBy = signIn(openTabs('/console'));
  const look = vi.fn();
  openTabs('/console').wait(look);
  const stranger = new Channel('gapura console /console');
  for (const data of [null, {}, ['signed in'], 'sign out', 7]) stranger.postMessage(data);
  expect(look).not.toHaveBeenCalled();
  expect(heardBy()).toBe(0);
});

test('a browser without such channels shows the console all the same, and tabs look when they are looked at', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const tabs = openTabs('/console');
  tabs.wait(() => expect.unreachable('nobody can say that somebody signed in'))();
  expect(signIn(tabs)()).toBe(0);
});
