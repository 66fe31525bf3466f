import { promiseHooks } from 'node:v8';
import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api';

/** From this version on, AsyncLocalStorage follows promises without hooks: `AsyncContextFrame`. */
const contextFrameSince = 24;

/** Whether this Node pays for AsyncLocalStorage with hooks on every promise of the process, once it was used. */
export function isAsyncLocalStorageDear(nodeVersion: string): boolean {
  return Number.parseInt(nodeVersion, 10) < contextFrameSince;
}

/** Marks a promise with the context in which it was made. */
const madeIn = Symbol('context');
interface Marked {
  [madeIn]?: Context | undefined;
}

/**
 * A context manager for Node 20 and 22. The SDK's own, on AsyncLocalStorage, makes every promise of the process more than
 * twice as dear for ever. This one follows promises only while a span that is recorded is open, so a request that is not
 * sampled pays nothing for those that are; and then it costs a third of AsyncLocalStorage.
 *
 * A context follows `await` and `then`. It does not follow timers and events: what is called by them has no context until
 * it resumes an async function. It is a processor of spans too, because spans tell it when to begin and end.
 *
 * To be deleted with the support of Node 22.
 */
export class OpenSpansContext implements ContextManager {
  #current: Context | undefined;
  #openCount = 0;
  #stopFollowing: (() => void) | undefined;

  active(): Context {
    return this.#current ?? ROOT_CONTEXT;
  }

  with<Args extends unknown[], Work extends (...args: Args) => ReturnType<Work>>(
    context: Context,
    work: Work,
    thisArg?: ThisParameterType<Work>,
    ...args: Args
  ): ReturnType<Work> {
    const before = this.#current;
    this.#current = context;
    try {
      return work.apply(thisArg, args);
    } finally {
      this.#current = before;
    }
  }

  bind<Target>(context: Context, target: Target): Target {
    if (typeof target !== 'function') return target;
    const bound = (...args: unknown[]): unknown => this.with(context, () => target(...args));
    return bound as Target;
  }

  onStart(): void {
    this.#openCount += 1;
    if (this.#openCount === 1) this.#follow();
  }

  onEnd(): void {
    this.#openCount -= 1;
    if (this.#openCount === 0) this.disable();
  }

  enable(): this {
    return this;
  }

  disable(): this {
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    this.#current = undefined;
    return this;
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}

  /** Microtasks do not nest, so the end of one returns to no context. */
  #follow(): void {
    const stop = promiseHooks.createHook({
      init: (promise: Promise<unknown> & Marked) => {
        if (this.#current !== undefined) promise[madeIn] = this.#current;
      },
      before: (promise: Promise<unknown> & Marked) => {
        this.#current = promise[madeIn];
      },
      after: () => {
        this.#current = undefined;
      },
    });
    this.#stopFollowing = () => {
      stop();
    };
  }
}
